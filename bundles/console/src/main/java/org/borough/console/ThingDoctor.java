// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.adapter.Adapters;
import org.borough.connect.Message;
import org.borough.connect.Quarantine;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Commands;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Finds the first thing that is wrong with a thing. */
final class ThingDoctor {

    private static final int LATEST = 1000;

    private final Platform platform;
    private final Clock clock;
    private final Duration silence;

    ThingDoctor(Platform platform, Clock clock, Duration silence) {
        this.platform = platform;
        this.clock = clock;
        this.silence = silence;
    }

    /** One line. */
    String why(String text) {
        ThingId thing = ThingId.parse(text);
        Optional<Twin> twin = platform.need(Twins.class).get(thing);
        Optional<Registration> registration = registration(thing);
        return Stream.<Supplier<Optional<String>>>of(
                        () -> unknown(thing, twin, registration),
                        () -> registration.flatMap(this::registered),
                        () -> registration.flatMap(this::adapter),
                        () -> quarantined(thing, twin.orElseThrow()),
                        () -> command(twin.orElseThrow()),
                        () -> pending(thing),
                        () -> ownWords(twin.orElseThrow()),
                        () -> silent(twin.orElseThrow(), registration))
                .flatMap(question -> question.get().stream())
                .findFirst()
                .orElseGet(() -> thing + " works: it changed last at "
                        + time(twin.orElseThrow().modified()) + ".");
    }

    private Optional<Registration> registration(ThingId thing) {
        return platform.find(Registrations.class).map(known -> known.list("")).orElse(List.of()).stream()
                .filter(registration -> registration.device().thing().equals(thing))
                .findFirst();
    }

    private Optional<String> unknown(ThingId thing, Optional<Twin> twin, Optional<Registration> registration) {
        if (twin.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(registration
                .map(known -> known.device() + " is registered but has no twin; make it with city:provision.")
                .orElseGet(() -> thing + " is neither a thing nor a device."
                        + Things.proposals(platform.need(Twins.class), thing.toString())));
    }

    private Optional<String> registered(Registration registration) {
        return registration.enabled()
                ? Optional.empty()
                : Optional.of(registration.device() + " is disabled, or its tenant is; enable it in the registry.");
    }

    private Optional<String> adapter(Registration registration) {
        String model = registration.defaults().getOrDefault(Message.ADAPTER, "");
        Optional<Adapters> adapters = platform.find(Adapters.class);
        if (model.isEmpty() || registration.defaults().containsKey(Message.ENVELOPE)) {
            return Optional.empty();
        }
        if (adapters.isEmpty()) {
            return Optional.of(Platform.missing(Adapters.class));
        }
        List<Adapters.Entry> entries = adapters.get().list().stream()
                .filter(entry -> entry.models().stream().anyMatch(known -> speaksFor(known, model)))
                .toList();
        if (entries.isEmpty()) {
            return Optional.of("no adapter for " + model + " is installed; drop its vendor's bundle into deploy/ or"
                    + " install its feature, then city:quarantine replay.");
        }
        return entries.stream()
                .filter(entry -> entry.status().level() == Status.Level.FAILED)
                .findFirst()
                .map(entry -> "the adapter " + entry.bundle() + " is fenced: "
                        + entry.status().reason());
    }

    private static boolean speaksFor(String known, String model) {
        return known.equals(model) || known.startsWith(model + ":");
    }

    private Optional<String> quarantined(ThingId thing, Twin twin) {
        return platform.find(Quarantine.class).map(quarantine -> quarantine.latest(LATEST)).orElse(List.of()).stream()
                .filter(entry -> entry.message().device().thing().equals(thing))
                .filter(entry -> !entry.at().isBefore(twin.modified()))
                .findFirst()
                .map(entry -> "the uplink of " + time(entry.at()) + " is in quarantine: " + entry.reason()
                        + " When that is mended: city:quarantine replay " + thing);
    }

    private static Optional<String> command(Twin twin) {
        JsonNode commands =
                Json.value(twin.json()).path("features").path("commands").path("properties");
        return outcome(commands, "");
    }

    // Records of commands stand at the depth of the property's own path.
    private static Optional<String> outcome(JsonNode node, String path) {
        String state = node.path("state").asText();
        if (state.equals("rejected") || state.equals("timedOut")) {
            String word = state.equals("rejected") ? "rejected" : "given up after its deadline";
            return Optional.of("the command for " + path + " was " + word + ": "
                    + node.path("reason").asText("no reason given"));
        }
        return node.properties().stream()
                .filter(field -> field.getValue().isObject())
                .flatMap(field ->
                        outcome(field.getValue(), path.isEmpty() ? field.getKey() : path + '/' + field.getKey())
                                .stream())
                .findFirst();
    }

    private Optional<String> pending(ThingId thing) {
        return platform
                .find(Commands.class)
                .map(commands -> commands.pending(thing.toString()))
                .orElse(List.of())
                .stream()
                .findFirst()
                .map(pending -> "a command of " + pending.command().by() + " is under way: " + pending.state()
                        + ", sent " + pending.attempts() + " times, given up at "
                        + time(pending.command().deadline()) + ".");
    }

    /** What a service says of the thing that it publishes. */
    private static Optional<String> ownWords(Twin twin) {
        return Json.value(twin.json()).path("features").properties().stream()
                .map(feature -> feature.getValue().path("properties").path("status"))
                .filter(status -> status.path("level").asText().equals("DEGRADED")
                        || status.path("level").asText().equals("FAILED"))
                .map(status -> status.path("reason").asText())
                .findFirst();
    }

    private Optional<String> silent(Twin twin, Optional<Registration> registration) {
        Duration since = Duration.between(twin.modified(), clock.instant());
        return registration.isEmpty() || since.compareTo(silence) < 0
                ? Optional.empty()
                : Optional.of(twin.id() + " is silent since " + time(twin.modified()) + " (" + since.toHours()
                        + " h); check its power, radio, credentials and gateway.");
    }

    private static String time(Instant time) {
        return time.equals(Instant.MAX)
                ? "no time"
                : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
