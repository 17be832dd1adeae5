// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Those of many rows that come first in an order. Several threads may offer. */
final class Hits {

    private final int most;
    private final Comparator<Hit> order;
    private final PriorityQueue<Hit> first;
    /** The last of them, once there are enough: what comes after it need not be offered. */
    private volatile Hit last;

    /** A thing that was found, and what it is sorted by. */
    record Hit(Indexed thing, Object[] values) {}

    Hits(int most, Order order) {
        this.most = most;
        this.order = (one, other) -> order.compare(one.values(), other.values());
        this.first = new PriorityQueue<>(Collections.reverseOrder(this.order));
    }

    void offer(Hit hit) {
        Hit worst = last;
        if (worst != null && order.compare(hit, worst) >= 0) {
            return;
        }
        synchronized (this) {
            first.add(hit);
            if (first.size() > most) {
                first.poll();
            }
            last = first.size() == most ? first.peek() : null;
        }
    }

    /** What was offered first in order. */
    synchronized List<Hit> sorted() {
        List<Hit> sorted = new ArrayList<>(first);
        sorted.sort(order);
        return sorted;
    }
}
