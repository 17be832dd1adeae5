// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.nio.file.Path;
import java.util.List;
import org.borough.store.Store;
import org.borough.store.Write;

/** Writes and reads once; loaded by a class loader of its own. */
public final class RoundTrip implements Runnable {

    @Override
    public void run() {
        Path directory = Path.of(System.getProperty("borough.test.directory"));
        byte[] key = {1};
        try (RocksStores stores = new RocksStores(directory, folder -> repairing -> "", health -> () -> {});
                Store store = stores.open("round")) {
            store.write(List.of(Write.put(key, key))).toCompletableFuture().join();
            store.get(key).orElseThrow();
        }
    }
}
