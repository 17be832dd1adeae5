// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Message;
import org.borough.thing.BoroughException;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/**
 * Writes into a twin whether its device can be reached, from the notes that Hono's endpoints send about connections, in
 * the form of Ditto's connections to Hono. While one is written for a thing, of those that follow only the last is kept.
 */
final class ConnectionNotes {

    private static final String KIND = "application/vnd.eclipse-hono-";
    private static final String EMPTY = KIND + "empty-notification";
    private static final String CONNECTION = KIND + "dc-notification+json";
    private static final String PROVISIONING = KIND + "device-provisioning-notification";
    private static final String FAILURE = KIND + "delivery-failure-notification+json";
    private static final Set<String> NOTES = Set.of(EMPTY, CONNECTION, PROVISIONING, FAILURE);
    private static final String FOR_EVER = "9999-12-31T23:59:59.999Z";
    private static final Property<String> SINCE = property("status/readySince");
    private static final Property<String> UNTIL = property("status/readyUntil");
    private static final Cause DEVICES = Cause.of("integration:devices", "");

    private final Twins twins;
    private final Json json = new Json();
    private final Map<ThingId, Note> underWay = new ConcurrentHashMap<>();

    ConnectionNotes(Twins twins) {
        this.twins = twins;
    }

    private static Property<String> property(String path) {
        return new Property<>("org.eclipse.ditto:ConnectionStatus:1.0.0", "ConnectionStatus", path, String.class);
    }

    /** Whether a message only tells something about the device's connection, its registration or a failed command. */
    static boolean isNote(Message message) {
        return NOTES.contains(message.contentType());
    }

    /** Completes when the twin shows it, or something later; at once when there is no twin or nothing to show. */
    CompletionStage<Void> write(ThingId thing, Message message) {
        Optional<Integer> seconds = seconds(message);
        Optional<Twin> twin = seconds.isEmpty() ? Optional.empty() : twins.get(thing);
        if (twin.isEmpty() || isOld(twin.get(), message.receivedAt(), seconds.get())) {
            return CompletableFuture.completedStage(null);
        }
        Note note = new Note(values(message.receivedAt(), seconds.get()), new CompletableFuture<>(), Optional.empty());
        Note queued = underWay.compute(thing, (id, present) -> present == null ? note : present.followedBy(note));
        if (queued == note) {
            write(thing, note);
        }
        return note.done();
    }

    /** For how long the device can be reached: below 0 until further notice, 0 no more; empty when nothing is said. */
    private Optional<Integer> seconds(Message message) {
        if (message.contentType().equals(EMPTY)) {
            return message.property("ttd")
                    .filter(text -> text.matches("-?\\d{1,9}"))
                    .map(Integer::valueOf);
        }
        return message.contentType().equals(CONNECTION) ? cause(message) : Optional.empty();
    }

    private Optional<Integer> cause(Message message) {
        try {
            String cause = json.read(message.payload(), Happening.class).cause();
            if ("connected".equals(cause)) {
                return Optional.of(-1);
            }
            return "disconnected".equals(cause) ? Optional.of(0) : Optional.empty();
        } catch (BoroughException e) {
            // Any device may send such a note; one that says nothing changes nothing.
            return Optional.empty();
        }
    }

    /** A log may repeat what a later note has overtaken. */
    private static boolean isOld(Twin twin, Instant at, int seconds) {
        Optional<String> since = twin.get(SINCE);
        if (since.isEmpty()) {
            return false;
        }
        int order = at.toString().equals(since.get()) ? 0 : at.compareTo(instant(since.get()));
        return order < 0 || order == 0 && seconds != 0;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    private static Map<Property<String>, String> values(Instant at, int seconds) {
        Map<Property<String>, String> values = new LinkedHashMap<>();
        if (seconds != 0) {
            values.put(SINCE, at.toString());
        }
        values.put(UNTIL, seconds < 0 ? FOR_EVER : at.plusSeconds(seconds).toString());
        return values;
    }

    private void write(ThingId thing, Note note) {
        List<Reading<?>> readings = note.values().entrySet().stream()
                .<Reading<?>>map(value -> value.getKey().is(value.getValue()))
                .toList();
        twins.report(thing, readings, DEVICES).whenComplete((nothing, error) -> {
            Note next = underWay.computeIfPresent(
                    thing, (id, present) -> present.next().orElse(null));
            if (error == null) {
                note.done().complete(null);
            } else {
                note.done().completeExceptionally(error);
            }
            if (next != null) {
                write(thing, next);
            }
        });
    }

    /** What happened to a connection. */
    private record Happening(String cause) {}

    /** What is to be written, and the one that came meanwhile. */
    private record Note(Map<Property<String>, String> values, CompletableFuture<Void> done, Optional<Note> next) {

        Note followedBy(Note later) {
            return new Note(values, done, Optional.of(next.map(later::insteadOf).orElse(later)));
        }

        private Note insteadOf(Note earlier) {
            Map<Property<String>, String> both = new LinkedHashMap<>(earlier.values());
            both.putAll(values);
            done.whenComplete((nothing, error) -> {
                if (error == null) {
                    earlier.done().complete(null);
                } else {
                    earlier.done().completeExceptionally(error);
                }
            });
            return new Note(both, done, Optional.empty());
        }
    }
}
