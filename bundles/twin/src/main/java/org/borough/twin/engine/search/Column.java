// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One field of all things, kept for the next search. */
final class Column {

    static final int BYTES_PER_PLACE = 4;
    private static final int USUAL_VALUE = 16;
    private static final int MAX_SHARED = 10_000;

    private final Field field;
    private final AtomicLong bytes = new AtomicLong();
    /** The same texts come again and again: they are kept once. */
    private final Map<String, String> shared = new ConcurrentHashMap<>();

    private volatile boolean dropped;

    Column(Field field) {
        this.field = field;
    }

    Field field() {
        return field;
    }

    /** About how much memory a column of so many things will take. */
    static long expected(Field field, long things) {
        return (BYTES_PER_PLACE + (isElsewhere(field) ? 0 : USUAL_VALUE)) * things;
    }

    /** About how much memory its values take. */
    long bytes() {
        return bytes.get();
    }

    boolean isDropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    void put(Object[] cells, int place, Facts facts) {
        Object before = cells[place];
        Object now = facts.alive() ? field.cell(facts) : null;
        boolean once = now instanceof String text && field.kind() == Field.Kind.VALUE && share(text);
        cells[place] = once ? shared.get(now) : now;
        long grown = size(cells[place]) - size(before);
        if (grown != 0) {
            bytes.addAndGet(grown);
        }
    }

    private boolean share(String text) {
        if (shared.containsKey(text)) {
            return true;
        }
        if (shared.size() >= MAX_SHARED) {
            return false;
        }
        shared.putIfAbsent(text, text);
        bytes.addAndGet(80L + text.length());
        return true;
    }

    private long size(Object cell) {
        // Ids and the texts that are shared live elsewhere.
        boolean elsewhere = cell instanceof String text && (isElsewhere(field) || shared.get(text) == text);
        return elsewhere ? 0 : Cells.size(cell);
    }

    private static boolean isElsewhere(Field field) {
        return switch (field.kind()) {
            case ID, NAMESPACE, POLICY -> true;
            default -> false;
        };
    }
}
