// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.connect.CommandResult;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands without an outcome, on disk: messages by number, one wish for each thing. */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final char MESSAGE = 'm';
    private static final char WISH = 'w';
    private static final char DIRECT = 'd';

    private final Store store;
    private final Json json = new Json();
    private final AtomicLong next = new AtomicLong();
    private final List<Pursuit> messages = new ArrayList<>();
    private final List<Askers.Letter> results = new ArrayList<>();
    private final Map<ThingId, StoredCommand> wishes = new ConcurrentHashMap<>();

    Outbox(Store store) {
        this.store = store;
        store.scan(Keys.ALL, Keys.ALL, this::load);
    }

    private boolean load(byte[] key, byte[] value) {
        try {
            if (key[0] == DIRECT) {
                load(json.read(value, StoredDirect.class));
                return true;
            }
            StoredCommand stored = json.read(value, StoredCommand.class);
            next.accumulateAndGet(stored.number() + 1, Math::max);
            if (key[0] == WISH) {
                wishes.put(stored.thingId(), stored);
            } else {
                messages.add(stored.pursuit(json));
            }
        } catch (BoroughException e) {
            LOG.warn("A command in the outbox cannot be read ({}); it is left aside", e.getMessage());
        }
        return true;
    }

    private void load(StoredDirect stored) {
        next.accumulateAndGet(stored.number() + 1, Math::max);
        stored.result()
                .ifPresentOrElse(
                        result -> results.add(
                                new Askers.Letter(stored.command(), result.result(), () -> remove(stored.number()))),
                        () -> messages.add(stored.pursuit(json)));
    }

    /** The results that were not taken when the router stopped, oldest first. */
    List<Askers.Letter> results() {
        return List.copyOf(results);
    }

    long nextNumber() {
        return next.getAndIncrement();
    }

    /** The messages that were under way when the router stopped, oldest first. */
    List<Pursuit> messages() {
        return messages.stream()
                .sorted(Comparator.comparingLong(Pursuit::number))
                .toList();
    }

    /** What was last wished of a thing, under way or given up. */
    Optional<StoredCommand> wish(ThingId thing) {
        return Optional.ofNullable(wishes.get(thing));
    }

    CompletionStage<Void> put(Pursuit pursuit) {
        return put(pursuit, false);
    }

    /** Remembers that a wish was given up. */
    CompletionStage<Void> giveUp(Pursuit pursuit) {
        return put(pursuit, true);
    }

    /** Keeps a command of bytes with its result until that was taken. */
    CompletionStage<Void> end(Pursuit pursuit, CommandResult result) {
        return put(pursuit, StoredDirect.of(pursuit, Optional.of(result)));
    }

    private CompletionStage<Void> put(Pursuit pursuit, Object stored) {
        return store.write(List.of(Write.put(key(pursuit), json.write(stored))));
    }

    private void remove(long number) {
        store.write(List.of(Write.delete(Keys.of(DIRECT, number))));
    }

    private CompletionStage<Void> put(Pursuit pursuit, boolean ended) {
        if (pursuit.isNowOrNever()) {
            return CompletableFuture.completedStage(null);
        }
        if (pursuit.direct().isPresent()) {
            return put(pursuit, StoredDirect.of(pursuit, Optional.empty()));
        }
        StoredCommand stored = StoredCommand.of(pursuit, ended, json);
        if (!pursuit.isMessage()) {
            wishes.put(pursuit.command().thing(), stored);
        }
        return put(pursuit, stored);
    }

    CompletionStage<Void> remove(Pursuit pursuit) {
        if (!pursuit.isMessage()) {
            wishes.remove(pursuit.command().thing());
        }
        return store.write(List.of(Write.delete(key(pursuit))));
    }

    /** Forgets what was wished of a thing. */
    void forgetWish(ThingId thing) {
        if (wishes.remove(thing) != null) {
            store.write(List.of(Write.delete(Keys.of(WISH, thing.toString()))));
        }
    }

    private static byte[] key(Pursuit pursuit) {
        if (pursuit.direct().isPresent()) {
            return Keys.of(DIRECT, pursuit.number());
        }
        return pursuit.isMessage()
                ? Keys.of(MESSAGE, pursuit.number())
                : Keys.of(WISH, pursuit.command().thing().toString());
    }

    Status storeStatus() {
        return store.status();
    }
}
