// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.thing.BoroughException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who sent commands of bytes how they ended, again and again until they took it. */
final class Askers {

    private static final Logger LOG = LoggerFactory.getLogger(Askers.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** Results that nobody fetches must not fill memory and disk. */
    static final int MAX_UNTOLD = 20_000;

    /** A result on its way to its asker; another one each time, even when all in it is the same. */
    static final class Letter {

        private final String key;
        private final DeviceCommand command;
        private final CommandResult result;
        private final Runnable told;

        /** The last is called when it need not be told again. */
        Letter(DeviceCommand command, CommandResult result, Runnable told) {
            this.key = Pursuit.key(command);
            this.command = command;
            this.result = result;
            this.told = told;
        }

        private String asker() {
            return command.by();
        }
    }

    private final Clock clock;
    private final Alarms alarms;
    private final Map<String, CommandAsker> byName = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Letter> untold = new ConcurrentLinkedQueue<>();
    /** Told, and not confirmed yet. */
    private final Set<Letter> open = ConcurrentHashMap.newKeySet();

    /** The commands of all of them, by their keys. */
    private final Map<String, Letter> byKey = new ConcurrentHashMap<>();

    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean waits = new AtomicBoolean();
    private final AtomicBoolean overflowed = new AtomicBoolean();

    Askers(Clock clock, Alarms alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    void add(CommandAsker asker) {
        byName.put(asker.name(), asker);
        tellAgain();
    }

    void remove(CommandAsker asker) {
        byName.values().remove(asker);
        for (Letter letter : open) {
            if (letter.asker().equals(asker.name()) && open.remove(letter)) {
                keep(letter);
            }
        }
    }

    /** Whether a command has its result and only its asker has not. */
    boolean knows(DeviceCommand command) {
        return !byKey.isEmpty() && byKey.containsKey(Pursuit.key(command));
    }

    /** Completes when the asker has it; fails when it does not have it yet and will be told again. */
    CompletionStage<Void> tell(Letter letter) {
        byKey.put(letter.key, letter);
        CommandAsker asker = byName.get(letter.asker());
        if (asker == null) {
            keep(letter);
            return CompletableFuture.failedStage(
                    new BoroughException("nobody is there who takes results for '" + letter.asker() + "'"));
        }
        open.add(letter);
        return handed(asker, letter).whenComplete((nothing, error) -> {
            boolean mine = open.remove(letter);
            if (error == null) {
                told(letter);
            } else if (mine) {
                LOG.debug("{} did not take a result: {}", asker.name(), Errors.words(Errors.of(error)));
                keep(letter);
                tellAgainLater();
            }
        });
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // An asker's fault costs another try, not the lane.
    private static CompletionStage<Void> handed(CommandAsker asker, Letter letter) {
        try {
            return asker.ended(letter.command, letter.result);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void told(Letter letter) {
        byKey.remove(letter.key, letter);
        letter.told.run();
    }

    private void keep(Letter letter) {
        untold.add(letter);
        if (size.incrementAndGet() > MAX_UNTOLD) {
            Letter oldest = untold.poll();
            if (oldest != null) {
                size.decrementAndGet();
                told(oldest);
            }
            if (overflowed.compareAndSet(false, true)) {
                LOG.warn(
                        "{} results of commands wait for '{}' and others to take them; from now on the oldest are"
                                + " forgotten",
                        MAX_UNTOLD,
                        letter.asker());
            }
        }
    }

    private void tellAgainLater() {
        if (waits.compareAndSet(false, true)) {
            alarms.at(clock.instant().plus(AGAIN), () -> {
                waits.set(false);
                tellAgain();
            });
        }
    }

    private void tellAgain() {
        List<Letter> letters = new ArrayList<>();
        for (Letter letter = untold.poll(); letter != null; letter = untold.poll()) {
            size.decrementAndGet();
            letters.add(letter);
        }
        letters.forEach(this::tell);
    }

    /** How many results wait to be taken. */
    int untold() {
        return size.get();
    }
}
