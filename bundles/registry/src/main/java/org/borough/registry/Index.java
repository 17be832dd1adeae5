// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which ids stand under a key. Read by any thread, changed by one at a time. */
final class Index<K> {

    private final Map<K, Set<String>> ids = new ConcurrentHashMap<>();

    void add(K key, String id) {
        ids.computeIfAbsent(key, each -> new ConcurrentSkipListSet<>()).add(id);
    }

    void remove(K key, String id) {
        ids.computeIfPresent(key, (each, known) -> {
            known.remove(id);
            return known.isEmpty() ? null : known;
        });
    }

    /** A live view, sorted. */
    Set<String> of(K key) {
        return Collections.unmodifiableSet(ids.getOrDefault(key, Set.of()));
    }
}
