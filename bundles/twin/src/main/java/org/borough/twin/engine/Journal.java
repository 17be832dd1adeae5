// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.store.Store;
import org.borough.store.Write;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/** Events and snapshots in the store; the layout stands in the package's description. */
final class Journal {

    private final Store store;
    private final int snapshotEvents;
    private final long historyEvents;
    private final Recording recording;

    /**
     * Reads nothing yet.
     *
     * @param snapshotEvents a snapshot comes with every so many events
     * @param historyEvents so many events of an entity are kept at least
     * @param recording says which readings are recorded with the events
     */
    Journal(Store store, int snapshotEvents, long historyEvents, Recording recording) {
        this.store = store;
        this.snapshotEvents = snapshotEvents;
        this.historyEvents = historyEvents;
        this.recording = recording;
    }

    /** Writes all of it at once. The caller holds the lanes of the entities until it is done. */
    CompletionStage<Void> append(List<Pending> pendings) {
        List<Write> writes = new ArrayList<>();
        List<Runnable> whenDone = new ArrayList<>();
        for (Pending pending : pendings) {
            append(pending, writes, whenDone);
        }
        return store.write(writes).thenRun(() -> whenDone.forEach(Runnable::run));
    }

    /** Writes snapshots of everything whose snapshot is behind; for entities that nobody uses any more. */
    CompletionStage<Void> settle(Iterable<Entity> entities) {
        List<Write> writes = new ArrayList<>();
        for (Entity entity : entities) {
            if (entity.marked) {
                snapshot(entity, entity.state(), entity.firstKept, writes);
            }
        }
        return store.write(writes);
    }

    /** Every snapshot of a kind, by id. */
    void snapshots(Entity.Kind kind, BiConsumer<String, Snapshot> visitor) {
        byte[] prefix = {(byte) kind.letter, 's'};
        store.scan(prefix, prefix, (key, value) -> {
            visitor.accept(new String(key, 2, key.length - 2, UTF_8), Snapshot.read(value));
            return true;
        });
    }

    /** The ids of a kind whose journal is ahead of the snapshot. */
    List<String> unsettled(Entity.Kind kind) {
        byte[] prefix = {(byte) kind.letter, 'd'};
        List<String> ids = new ArrayList<>();
        store.scan(prefix, prefix, (key, value) -> ids.add(new String(key, 2, key.length - 2, UTF_8)));
        return ids;
    }

    /** The events of one entity from a revision on, in order. */
    void events(Entity.Kind kind, String id, long from, BiConsumer<Long, JsonObject> visitor) {
        byte[] prefix = journalPrefix(kind, id);
        store.scan(prefix, journalKey(kind, id, from), (key, value) -> {
            long revision = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
            String json = new String(value, Long.BYTES, value.length - Long.BYTES, UTF_8);
            visitor.accept(revision, JsonFactory.newObject(json));
            return true;
        });
    }

    /** Visits events of one entity from a revision on, in order, without reading what the visitor does not ask for. */
    void read(Entity.Kind kind, String id, long from, RecordVisitor visitor) {
        byte[] prefix = journalPrefix(kind, id);
        store.scan(
                prefix,
                journalKey(kind, id, from),
                (key, value) -> visitor.visit(
                        ByteBuffer.wrap(key).getLong(key.length - Long.BYTES),
                        ByteBuffer.wrap(value).getLong(),
                        () -> JsonFactory.newObject(new String(value, Long.BYTES, value.length - Long.BYTES, UTF_8))));
    }

    /** Takes one event of the journal; false when it wants no more. */
    interface RecordVisitor {

        boolean visit(long revision, long epochMillis, Supplier<JsonObject> event);
    }

    private void append(Pending pending, List<Write> writes, List<Runnable> whenDone) {
        Entity entity = pending.entity();
        String id = entity.id.toString();
        for (Happened happened : pending.happened()) {
            writes.add(Write.put(journalKey(entity.kind, id, happened.after().revision()), record(happened)));
            writes.addAll(recording.of(entity, happened));
        }
        long revision = pending.after().revision();
        if (entity.snapshotRevision == 0 || revision - entity.snapshotRevision >= snapshotEvents) {
            List<Long> bases = bases(entity);
            long keep = bases.stream()
                    .map(base -> base + 1)
                    .filter(first -> first <= revision - historyEvents + 1)
                    .reduce(entity.firstKept, Math::max);
            trim(entity, keep, writes);
            bases.stream()
                    .filter(base -> base < keep - 1)
                    .forEach(base -> writes.add(Write.delete(baseKey(entity, base))));
            snapshot(entity, pending.after(), keep, writes);
            boolean isBase = entity.snapshotRevision > 0;
            if (isBase) {
                writes.add(Write.put(baseKey(entity, revision), new Snapshot(pending.after(), keep).bytes()));
            }
            whenDone.add(() -> {
                entity.bases = Stream.concat(
                                bases.stream().filter(base -> base >= keep - 1),
                                isBase ? Stream.of(revision) : Stream.empty())
                        .toList();
                entity.firstKept = keep;
                entity.snapshotRevision = revision;
                entity.marked = false;
            });
        } else if (!entity.marked) {
            writes.add(Write.put(key(entity.kind, 'd', id), new byte[0]));
            whenDone.add(() -> entity.marked = true);
        }
    }

    /** The revisions of the older states on disk, which together with the journal lead to every revision. */
    private List<Long> bases(Entity entity) {
        if (entity.bases == null) {
            List<Long> found = new ArrayList<>();
            byte[] prefix = basePrefix(entity);
            store.scan(
                    prefix,
                    prefix,
                    (key, value) -> found.add(ByteBuffer.wrap(key).getLong(prefix.length)));
            entity.bases = List.copyOf(found);
        }
        return entity.bases;
    }

    /** The latest state on disk that a test of revision and time of its last change accepts, as it was then. */
    Optional<State> base(Entity entity, BiPredicate<Long, Instant> test) {
        AtomicReference<State> found = new AtomicReference<>();
        store.scanBackwards(basePrefix(entity), (key, value) -> {
            State state = Snapshot.read(value).state();
            if (test.test(state.revision(), state.modified())) {
                found.set(state);
            }
            return found.get() == null;
        });
        return Optional.ofNullable(found.get());
    }

    private static void trim(Entity entity, long keep, List<Write> writes) {
        for (long revision = entity.firstKept; revision < keep; revision++) {
            writes.add(Write.delete(journalKey(entity.kind, entity.id.toString(), revision)));
        }
    }

    private static void snapshot(Entity entity, State state, long firstKept, List<Write> writes) {
        String id = entity.id.toString();
        writes.add(Write.put(key(entity.kind, 's', id), new Snapshot(state, firstKept).bytes()));
        writes.add(Write.delete(key(entity.kind, 'd', id)));
    }

    private static byte[] record(Happened happened) {
        byte[] text = happened.record();
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(happened.after().modified().toEpochMilli())
                .put(text)
                .array();
    }

    private static byte[] key(Entity.Kind kind, char table, String id) {
        byte[] text = id.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .put((byte) kind.letter)
                .put((byte) table)
                .put(text)
                .array();
    }

    private static byte[] basePrefix(Entity entity) {
        return prefix(entity.kind, 'h', entity.id.toString());
    }

    private static byte[] baseKey(Entity entity, long revision) {
        byte[] prefix = basePrefix(entity);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(revision)
                .array();
    }

    private static byte[] journalPrefix(Entity.Kind kind, String id) {
        return prefix(kind, 'j', id);
    }

    private static byte[] prefix(Entity.Kind kind, char table, String id) {
        byte[] text = id.getBytes(UTF_8);
        return ByteBuffer.allocate(3 + text.length)
                .put((byte) kind.letter)
                .put((byte) table)
                .put(text)
                .put((byte) 0)
                .array();
    }

    private static byte[] journalKey(Entity.Kind kind, String id, long revision) {
        byte[] prefix = journalPrefix(kind, id);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(revision)
                .array();
    }
}
