// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import org.borough.store.Store;
import org.borough.store.Stores;
import org.borough.thing.BoroughException;

/** The router's two stores, open together or not at all. */
record Shelves(Store quarantine, Store outbox) {

    static Shelves open(Stores stores) {
        Store quarantine = stores.open("quarantine");
        try {
            return new Shelves(quarantine, stores.open("outbox"));
        } catch (BoroughException e) {
            quarantine.close();
            throw e;
        }
    }

    void close() {
        quarantine.close();
        outbox.close();
    }
}
