// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Bounds how many documents are kept parsed: who comes in pushes the one out that came in longest ago. */
final class HotDocuments {

    private final AtomicReferenceArray<TwinDocument> ring;
    private final AtomicLong next = new AtomicLong();

    HotDocuments(int size) {
        this.ring = new AtomicReferenceArray<>(size);
    }

    void add(TwinDocument document) {
        int place = (int) (next.getAndIncrement() % ring.length());
        TwinDocument oldest = ring.getAndSet(place, document);
        if (oldest != null && oldest != document) {
            oldest.coolDown();
        }
    }
}
