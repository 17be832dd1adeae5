// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Something of a vendor's that a gateway may fetch.
 *
 * @param ownerCMS the address of the CMS that offers it
 * @param packageId its id
 * @param releaseId its release
 * @param downloadUri from where to fetch it; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DataPackage(String ownerCMS, String packageId, String releaseId, String downloadUri) {

    /** Checks that all but the place is there. */
    public DataPackage {
        Required.there(ownerCMS, "ownerCMS");
        Required.there(packageId, "packageId");
        Required.there(releaseId, "releaseId");
        downloadUri = Required.text(downloadUri);
    }
}
