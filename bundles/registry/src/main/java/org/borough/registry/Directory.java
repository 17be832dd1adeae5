// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.borough.connect.DeviceId;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tenants and devices: read from memory, changed one change after the other, kept in a store.
 *
 * <p>A change is seen by others at once and is reported as done when it is on disk. When the disk does not take it,
 * nothing more is changed until memory was read anew from the disk.
 */
final class Directory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final byte[] TENANTS = bytes("t/");
    private static final byte[] DEVICES = bytes("d/");
    private static final byte[] AUDIT = bytes("a/");

    private final Store store;
    private final Clock clock;
    private final Consumer<Edit> changed;
    private final Queue<Edit> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger telling = new AtomicInteger();
    private volatile Shelves shelves;
    private volatile String damage = "";
    private int underway;
    private boolean stale;
    private long lastAudit;

    Directory(Store store, Clock clock, Consumer<Edit> changed) {
        this.store = store;
        this.clock = clock;
        this.changed = changed;
        this.shelves = load();
        store.scanBackwards(AUDIT, (key, value) -> {
            lastAudit = ByteBuffer.wrap(key, AUDIT.length, Long.BYTES).getLong();
            return false;
        });
    }

    /** Everything, as of now. */
    Shelves now() {
        return shelves;
    }

    /**
     * Makes one change: the work looks at what is there, refuses by an exception or writes down what is to be done.
     *
     * @return what the work gave, when the change is on disk
     */
    <T> CompletionStage<T> change(String by, Function<Edit, T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            if (stale) {
                return CompletableFuture.failedStage(diskTrouble());
            }
            Edit edit = new Edit(shelves, by, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            T value;
            try {
                value = work.apply(edit);
            } catch (RefusedException e) {
                return CompletableFuture.failedStage(e);
            }
            if (edit.isEmpty()) {
                return CompletableFuture.completedStage(value);
            }
            shelves.apply(edit);
            underway++;
            store.write(batch(edit)).whenComplete((done, failure) -> finish(edit, value, failure, result));
        }
        return result;
    }

    private <T> void finish(Edit edit, T value, Throwable failure, CompletableFuture<T> result) {
        synchronized (this) {
            underway--;
            if (failure != null) {
                LOG.error("The registry could not write a change of {} to disk: {}", edit.by(), failure.getMessage());
                stale = true;
            }
            if (stale && underway == 0) {
                shelves = load();
                stale = false;
            }
            if (failure == null) {
                untold.add(edit);
            }
        }
        if (failure != null) {
            result.completeExceptionally(diskTrouble());
            return;
        }
        tell();
        result.complete(value);
    }

    /** One change after the other; whoever tells already goes on with those that come meanwhile. */
    private void tell() {
        if (telling.getAndIncrement() == 0) {
            do {
                for (Edit next = untold.poll(); next != null; next = untold.poll()) {
                    tell(next);
                }
            } while (telling.decrementAndGet() > 0);
        }
    }

    // One change that cannot be told must not silence all that come after it.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void tell(Edit edit) {
        try {
            changed.accept(edit);
        } catch (RuntimeException e) {
            LOG.error("A change of {} could not be told: {}.", edit.by(), edit.acts(), e);
        }
    }

    private List<Write> batch(Edit edit) {
        List<Write> batch = new ArrayList<>();
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.PutTenant put) {
                batch.add(Write.put(key(put.tenant().id()), put.tenant().doc().toBytes()));
            } else if (step instanceof Edit.DropTenant drop) {
                batch.add(Write.delete(key(drop.tenant())));
            } else if (step instanceof Edit.PutDevice put) {
                batch.add(Write.put(key(put.device().id()), put.device().doc().toBytes()));
            } else if (step instanceof Edit.DropDevice drop) {
                batch.add(Write.delete(key(drop.device())));
            }
        }
        for (String act : edit.acts()) {
            byte[] entry = Json.write(Json.object()
                    .put("at", edit.now().toString())
                    .put("by", edit.by())
                    .put("act", act));
            batch.add(Write.put(auditKey(), entry));
        }
        return batch;
    }

    /** The last changes, newest first, each as the JSON that was written at the time. */
    List<byte[]> audit(int limit) {
        List<byte[]> entries = new ArrayList<>();
        if (limit > 0) {
            store.scanBackwards(AUDIT, (key, value) -> entries.add(value) && entries.size() < limit);
        }
        return entries;
    }

    Status status() {
        Status disk = store.status();
        if (disk.level() != Status.Level.OK) {
            return disk;
        }
        return damage.isEmpty() ? disk : Status.degraded(damage);
    }

    private Shelves load() {
        Shelves fresh = new Shelves();
        damage = "";
        store.scan(TENANTS, TENANTS, (key, value) -> {
            String id = text(key, TENANTS);
            parse(id, value).ifPresent(doc -> fresh.put(new Tenant(id, doc)));
            return true;
        });
        store.scan(DEVICES, DEVICES, (key, value) -> {
            String[] id = text(key, DEVICES).split("/", 2);
            parse(text(key, DEVICES), value).ifPresent(doc -> fresh.put(new Device(new DeviceId(id[0], id[1]), doc)));
            return true;
        });
        return fresh;
    }

    private Optional<Doc> parse(String id, byte[] value) {
        try {
            return Optional.of(Doc.parse(value));
        } catch (RefusedException | IllegalArgumentException | ClassCastException e) {
            damage = "The stored registration of " + id + " cannot be read (" + e.getMessage()
                    + "); register it again or restore the folder of the store 'registry' from a backup.";
            LOG.error(damage);
            return Optional.empty();
        }
    }

    private byte[] auditKey() {
        long millis = clock.millis();
        lastAudit = Math.max(lastAudit + 1, millis << 16);
        return ByteBuffer.allocate(AUDIT.length + Long.BYTES)
                .put(AUDIT)
                .putLong(lastAudit)
                .array();
    }

    private static byte[] key(String tenant) {
        return bytes("t/" + tenant);
    }

    private static byte[] key(DeviceId device) {
        return bytes("d/" + device.tenant() + "/" + device.id());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] key, byte[] prefix) {
        return new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
    }

    private static RefusedException diskTrouble() {
        return new RefusedException(
                503, "the registry cannot write to its disk; nothing was changed. Free some space and try again");
    }

    /** The failure itself, without what stages wrap around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    Instant instant() {
        return clock.instant();
    }

    @Override
    public void close() {
        store.close();
    }
}
