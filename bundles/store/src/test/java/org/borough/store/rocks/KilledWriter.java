// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.borough.store.Store;
import org.borough.store.Write;

/** Writes as fast as it can and prints every number that is acknowledged, until it is killed. */
final class KilledWriter {

    private KilledWriter() {}

    public static void main(String[] args) throws InterruptedException {
        Store store = new RocksStores(Path.of(args[0]), folder -> repairing -> "", health -> () -> {}).open("killed");
        Semaphore underWay = new Semaphore(500);
        for (int i = 0; ; i++) {
            underWay.acquire();
            String number = Integer.toString(i);
            store.write(List.of(Write.put(number.getBytes(UTF_8), new byte[200])))
                    .thenRun(() -> {
                        System.out.println(number);
                        underWay.release();
                    });
        }
    }
}
