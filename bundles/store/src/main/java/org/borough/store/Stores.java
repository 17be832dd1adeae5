// SPDX-License-Identifier: EPL-2.0
package org.borough.store;

import org.osgi.annotation.versioning.ProviderType;

/** Opens stores in the city's data folder. A service. */
@ProviderType
public interface Stores {

    /**
     * Opens a store, making it when there is none. A damaged tail is cut and reported in the log and in the store's
     * status.
     *
     * @param name the store's name: lower-case letters, digits and {@code -}; it becomes a folder
     * @throws org.borough.thing.BoroughException when it cannot be opened, or is open already
     */
    Store open(String name);
}
