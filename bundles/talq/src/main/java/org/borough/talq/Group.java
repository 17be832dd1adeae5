// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Entities under one address.
 *
 * @param address its address
 * @param ownerCMS the address of the CMS that made it
 * @param members devices, their functions, and other groups
 * @param purpose what it is for; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Group(
        @JsonInclude(JsonInclude.Include.ALWAYS) String address,
        @JsonInclude(JsonInclude.Include.ALWAYS) String ownerCMS,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<ResourceReference> members,
        String purpose) {

    /** Checks that all but the purpose is there. */
    public Group {
        Required.there(address, "address");
        Required.there(ownerCMS, "ownerCMS");
        members = List.copyOf(Required.there(members, "members"));
        purpose = Required.text(purpose);
    }
}
