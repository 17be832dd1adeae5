// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Some thousand things side by side, and what they have in the columns. Writers only count; whoever searches brings a
 * chunk up to date before looking at it, so that a search sees every write that has returned, and no writer waits.
 */
final class Chunk {

    static final int SIZE = 4096;

    private final Indexed[] things = new Indexed[SIZE];
    private final AtomicIntegerArray writes = new AtomicIntegerArray(SIZE);
    /** What was counted when the cells were taken. */
    private final int[] taken = new int[SIZE];

    private final boolean[] alive = new boolean[SIZE];
    private final String[] policies = new String[SIZE];
    private final Map<Column, Object[]> columns = new HashMap<>();
    private volatile int size;

    /** Has its place before anybody looks at it; only the index calls this, one after the other. */
    int add(Indexed thing) {
        int place = size;
        things[place] = thing;
        writes.set(place, 1);
        size = place + 1;
        return place;
    }

    boolean isFull() {
        return size == SIZE;
    }

    void wrote(int place) {
        writes.incrementAndGet(place);
    }

    /** Does something with all cells of some fields while they are up to date and stay so. */
    synchronized void read(List<Field> fields, List<Column> wanted, Reader reader) {
        int count = size;
        Object[][] cells = new Object[fields.size()][];
        boolean[] fresh = new boolean[cells.length];
        boolean any = false;
        for (int i = 0; i < cells.length; i++) {
            Column column = wanted.get(i);
            cells[i] = column == null ? null : columns.get(column);
            fresh[i] = cells[i] == null;
            any |= fresh[i];
            if (fresh[i]) {
                cells[i] = new Object[SIZE];
            }
        }
        for (int place = 0; place < count; place++) {
            boolean stale = writes.get(place) != taken[place];
            if (stale || any) {
                take(place, stale, fields, wanted, cells, fresh);
            }
        }
        keep(wanted, cells, fresh);
        reader.read(this, cells, count);
    }

    Indexed thing(int place) {
        return things[place];
    }

    boolean isAlive(int place) {
        return alive[place];
    }

    String policy(int place) {
        return policies[place];
    }

    synchronized void drop(Column column) {
        columns.remove(column);
    }

    private void take(
            int place, boolean stale, List<Field> fields, List<Column> wanted, Object[][] cells, boolean[] fresh) {
        int counted = writes.get(place);
        Facts facts = things[place].facts();
        if (stale) {
            alive[place] = facts.alive();
            policies[place] = facts.policyId();
            columns.forEach((column, kept) -> column.put(kept, place, facts));
        }
        for (int i = 0; i < cells.length; i++) {
            if (fresh[i] && wanted.get(i) != null) {
                wanted.get(i).put(cells[i], place, facts);
            } else if (fresh[i]) {
                cells[i][place] = facts.alive() ? fields.get(i).cell(facts) : null;
            }
        }
        // What was already kept of a thing that is not stale stays; it is of the same write.
        if (stale) {
            taken[place] = counted;
        }
    }

    private void keep(List<Column> wanted, Object[][] cells, boolean[] fresh) {
        for (int i = 0; i < cells.length; i++) {
            if (fresh[i] && wanted.get(i) != null && !wanted.get(i).isDropped()) {
                columns.put(wanted.get(i), cells[i]);
            }
        }
    }

    /** Looks at rows; what it is given is its own only until it returns. */
    interface Reader {

        void read(Chunk chunk, Object[][] cells, int count);
    }
}
