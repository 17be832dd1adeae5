// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Message;
import org.borough.connect.Quarantine.Entry;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be translated, whole, on disk. Entries that only wait for an adapter are marked: they are replayed, in
 * their order and before newer messages of their thing, as soon as it comes.
 */
final class DiskQuarantine {

    private static final Logger LOG = LoggerFactory.getLogger(DiskQuarantine.class);
    private static final char KIND = 'e';

    private final Store store;
    private final int max;
    private final Clock clock;
    private final Json json = new Json();
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Slot> slots = new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Map<ThingId, Set<Long>> waiting = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    DiskQuarantine(Store store, int max, Clock clock) {
        this.store = store;
        this.max = max;
        this.clock = clock;
        store.scan(Keys.ALL, Keys.ALL, this::load);
    }

    private boolean load(byte[] key, byte[] value) {
        long number = Keys.number(key);
        next.set(number + 1);
        try {
            StoredMessage stored = json.read(value, StoredMessage.class);
            put(number, new Slot(DeviceThings.of(stored.message().device()), stored.waiting(), Optional.empty()));
        } catch (BoroughException e) {
            LOG.warn("Quarantined uplink {} cannot be read ({}); it is left aside", number, e.getMessage());
        }
        return true;
    }

    private void put(long number, Slot slot) {
        if (slots.put(number, slot) == null) {
            size.incrementAndGet();
        }
        if (slot.waiting()) {
            waiting.compute(slot.thing(), (thing, numbers) -> {
                Set<Long> all = numbers == null ? new ConcurrentSkipListSet<>() : numbers;
                all.add(number);
                return all;
            });
        } else {
            forgetWaiting(number, slot);
        }
    }

    private Optional<Slot> take(long number) {
        Slot slot = slots.remove(number);
        if (slot != null) {
            size.decrementAndGet();
            forgetWaiting(number, slot);
        }
        return Optional.ofNullable(slot);
    }

    private void forgetWaiting(long number, Slot slot) {
        waiting.computeIfPresent(slot.thing(), (thing, numbers) -> {
            numbers.remove(number);
            return numbers.isEmpty() ? null : numbers;
        });
    }

    /** Keeps a message; the stage fails when the disk does not take it. */
    CompletionStage<Void> add(ThingId thing, Message message, String reason, boolean waits) {
        StoredMessage stored = StoredMessage.of(message, reason, clock.instant(), waits);
        byte[] value;
        try {
            value = json.write(stored);
        } catch (BoroughException e) {
            return CompletableFuture.failedStage(e);
        }
        long number = next.getAndIncrement();
        put(number, new Slot(thing, waits, Optional.of(stored)));
        List<Write> batch = new ArrayList<>();
        batch.add(Write.put(Keys.of(KIND, number), value));
        dropOldest(batch);
        CompletableFuture<Void> done = new CompletableFuture<>();
        store.write(batch).whenComplete((nothing, error) -> {
            if (error == null) {
                slots.computeIfPresent(number, (key, slot) -> slot.onDisk());
                done.complete(null);
            } else {
                take(number);
                done.completeExceptionally(error);
            }
        });
        return done;
    }

    private void dropOldest(List<Write> batch) {
        while (size.get() > max) {
            Long oldest = slots.firstKey();
            if (take(oldest).isPresent()) {
                batch.add(Write.delete(Keys.of(KIND, oldest)));
                if (dropped.sum() == 0) {
                    LOG.warn(
                            "The quarantine holds {} uplinks (quarantineMaxEntries); from now on the oldest are dropped",
                            max);
                }
                dropped.increment();
            }
        }
    }

    /** Lets an entry go, because it was translated. */
    void remove(long number) {
        if (take(number).isPresent()) {
            write(List.of(Write.delete(Keys.of(KIND, number))));
        }
    }

    /** Notes why an entry still cannot be translated. */
    void keep(long number, String reason, boolean waits) {
        Slot slot = slots.get(number);
        Optional<Entry> entry = slot == null ? Optional.empty() : entry(number, slot);
        if (entry.isEmpty() || slot.waiting() == waits && entry.get().reason().equals(reason)) {
            return;
        }
        StoredMessage stored =
                StoredMessage.of(entry.get().message(), reason, entry.get().at(), waits);
        put(number, new Slot(slot.thing(), waits, Optional.empty()));
        write(List.of(Write.put(Keys.of(KIND, number), json.write(stored))));
    }

    private void write(List<Write> batch) {
        store.write(batch).whenComplete((nothing, error) -> {
            if (error != null) {
                // It is replayed once more after a restart, which does no harm.
                LOG.warn("The quarantine on disk could not be brought up to date: {}", error.getMessage());
            }
        });
    }

    long size() {
        return size.get();
    }

    long dropped() {
        return dropped.sum();
    }

    Status storeStatus() {
        return store.status();
    }

    List<Entry> latest(int limit) {
        List<Entry> latest = new ArrayList<>();
        for (Map.Entry<Long, Slot> slot : slots.descendingMap().entrySet()) {
            if (latest.size() >= limit) {
                break;
            }
            entry(slot.getKey(), slot.getValue()).ifPresent(latest::add);
        }
        return latest;
    }

    /** The things with entries that wait for an adapter. */
    Set<ThingId> waitingThings() {
        return Set.copyOf(waiting.keySet());
    }

    boolean isWaiting(ThingId thing) {
        return !waiting.isEmpty() && waiting.containsKey(thing);
    }

    /** The entries of a thing that wait for an adapter, oldest first. */
    List<Long> waiting(ThingId thing) {
        Set<Long> numbers = waiting.get(thing);
        return numbers == null ? List.of() : List.copyOf(numbers);
    }

    /** All entries, oldest first, of one thing when it is named. */
    List<Long> numbers(String thing) {
        return slots.entrySet().stream()
                .filter(slot ->
                        thing.isEmpty() || slot.getValue().thing().toString().equals(thing))
                .map(Map.Entry::getKey)
                .toList();
    }

    Set<ThingId> things() {
        Set<ThingId> things = ConcurrentHashMap.newKeySet();
        slots.values().forEach(slot -> things.add(slot.thing()));
        return things;
    }

    Optional<ThingId> thing(long number) {
        return Optional.ofNullable(slots.get(number)).map(Slot::thing);
    }

    /** One entry, when it is still there. */
    Optional<Entry> entry(long number) {
        Slot slot = slots.get(number);
        return slot == null ? Optional.empty() : entry(number, slot);
    }

    private Optional<Entry> entry(long number, Slot slot) {
        Optional<StoredMessage> stored = slot.inMemory().isPresent()
                ? slot.inMemory()
                : store.get(Keys.of(KIND, number)).map(value -> json.read(value, StoredMessage.class));
        return stored.map(found -> new Entry(Long.toString(number), found.message(), found.reason(), found.time()));
    }

    /** One entry in memory: its content only until it is on disk. */
    private record Slot(ThingId thing, boolean waiting, Optional<StoredMessage> inMemory) {

        Slot onDisk() {
            return new Slot(thing, waiting, Optional.empty());
        }
    }
}
