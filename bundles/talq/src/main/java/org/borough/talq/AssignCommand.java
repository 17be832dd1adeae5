// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Gives something, a calendar for example, to devices.
 *
 * @param addresses to whom
 * @param entity what; empty for taking it away
 */
public record AssignCommand(
        List<ResourceReference> addresses,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<ResourceReference> entity) {

    /** Checks that there are addresses. */
    public AssignCommand {
        addresses = List.copyOf(Required.there(addresses, "addresses"));
        entity = entity == null ? Optional.empty() : entity;
    }
}
