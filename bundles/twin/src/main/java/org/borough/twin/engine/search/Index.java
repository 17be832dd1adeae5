// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All things in chunks, with columns of those fields that were asked for lately. A column is made by the first search that
 * needs it, chunk by chunk; when all columns take more than the budget, those are dropped that nobody has asked for
 * longest. A field that finds no room is read from the things each time: slower, never wrong.
 */
public final class Index {

    private final long budget;
    private final Map<Field, Column> columns = new LinkedHashMap<>(16, 0.75f, true);
    private volatile Chunk[] chunks = new Chunk[0];
    private volatile int count;

    /** An index whose columns take about so many bytes. */
    public Index(long budget) {
        this.budget = budget;
    }

    /** Says that a thing was written; on no other thread at the same time for the same thing. */
    public void wrote(Indexed thing) {
        if (thing.slot() < 0) {
            add(thing);
        } else {
            chunks[thing.slot() / Chunk.SIZE].wrote(thing.slot() % Chunk.SIZE);
        }
    }

    /** About how many bytes the columns take. */
    public synchronized long bytes() {
        long sum = 0;
        for (Column column : columns.values()) {
            sum += size(column);
        }
        return sum;
    }

    List<Chunk> chunks() {
        return List.of(chunks);
    }

    /** The column of each field; null where there is no room for one. */
    synchronized List<Column> columns(List<Field> fields) {
        List<Column> found = new ArrayList<>(fields.size());
        fields.forEach(columns::get);
        long used = bytes();
        for (Field field : fields) {
            Column column = columns.get(field);
            if (column == null) {
                long needed = Column.expected(field, count);
                used -= makeRoom(used + needed - budget, fields);
                column = used + needed <= budget ? new Column(field) : null;
                used += column == null ? 0 : needed;
                if (column != null) {
                    columns.put(field, column);
                }
            }
            found.add(column);
        }
        return found;
    }

    private synchronized void add(Indexed thing) {
        Chunk last = chunks.length == 0 ? null : chunks[chunks.length - 1];
        if (last == null || last.isFull()) {
            Chunk[] more = java.util.Arrays.copyOf(chunks, chunks.length + 1);
            last = new Chunk();
            more[more.length - 1] = last;
            chunks = more;
        }
        int place = last.add(thing);
        thing.slot((chunks.length - 1) * Chunk.SIZE + place);
        count++;
    }

    private long makeRoom(long missing, List<Field> needed) {
        long freed = 0;
        Iterator<Column> eldest = columns.values().iterator();
        while (freed < missing && eldest.hasNext()) {
            Column column = eldest.next();
            if (!needed.contains(column.field())) {
                freed += size(column);
                eldest.remove();
                drop(column);
            }
        }
        return freed;
    }

    private void drop(Column column) {
        column.drop();
        for (Chunk chunk : chunks) {
            chunk.drop(column);
        }
    }

    private long size(Column column) {
        return column.bytes() + (long) Column.BYTES_PER_PLACE * Chunk.SIZE * chunks.length;
    }
}
