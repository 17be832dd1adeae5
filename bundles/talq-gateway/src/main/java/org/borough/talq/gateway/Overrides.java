// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.talq.Command;
import org.borough.talq.OverrideCommand;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Levels that the CMS sets by hand. A group of the city's lighting has an override of its own, which it keeps; a single
 * lamp is asked again and again, since its lighting gives a level set by hand up after a while, and let go at the end.
 */
final class Overrides {

    static final String KIND = "overrides";

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private static final Duration AGAIN = Duration.ofMinutes(30);

    private final Shelf shelf;
    private final Targets targets;
    private final Twins twins;
    private final CmsSettings settings;
    private final Clock clock;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    Overrides(Shelf shelf, Targets targets, Twins twins, CmsSettings settings, Clock clock) {
        this.shelf = shelf;
        this.targets = targets;
        this.twins = twins;
        this.settings = settings;
        this.clock = clock;
    }

    /** A level of one lamp until its end. */
    record Kept(String thing, String feature, double level, String until, String reason) {

        String id() {
            return thing + "/" + feature;
        }

        Instant end() {
            return Instant.parse(until);
        }
    }

    List<Route> routes() {
        return List.of(new Route("POST override-commands", this::override));
    }

    private CompletionStage<Reply> override(Request request) {
        OverrideCommand command = request.one(OverrideCommand.class);
        Targets.Meant meant = targets.of(command.addresses());
        if (meant.isEmpty()) {
            throw RefusedException.of(
                    422, TalqError.OVERRIDE_ADDRESS_NOT_VALID, "There is no lamp at the addresses of the command.");
        }
        command.targetCommand().ifPresent(this::check);
        List<CompletionStage<Void>> writes = new ArrayList<>();
        if (command.targetCommand().isPresent()) {
            Command target = command.targetCommand().get();
            Instant end = target.until().orElse(clock.instant().plus(settings.override()));
            meant.streets().forEach(street -> writes.add(overrideStreet(street, target, end)));
            meant.lamps().forEach(lamp -> writes.add(overrideLamp(kept(lamp, target, end))));
        } else {
            meant.streets().forEach(street -> writes.add(attribute(street, null)));
            meant.lamps().forEach(lamp -> writes.add(release(lamp)));
        }
        return Stages.all(writes).thenApply(done -> Reply.empty(201));
    }

    private void check(Command target) {
        Instant now = clock.instant();
        if (!target.state().isLevel()) {
            throw refused("The state " + target.state().name() + " is not known; lamps have a LevelState.");
        }
        if (target.from().filter(start -> start.isAfter(now.plusSeconds(60))).isPresent()) {
            throw refused("The start " + target.start() + " is later; send the command when it shall count.");
        }
        if (target.until().filter(end -> !end.isAfter(now)).isPresent()) {
            throw refused("The expiration " + target.expiration() + " is past.");
        }
    }

    private static RefusedException refused(String description) {
        return RefusedException.of(422, TalqError.OVERRIDE_COMMAND_NOT_VALID, description);
    }

    private CompletionStage<Void> overrideStreet(ThingId street, Command target, Instant end) {
        ObjectNode override = TalqJson.MAPPER
                .createObjectNode()
                .put("level", target.state().percent())
                .put("until", end.toString())
                .put("reason", words(target));
        return attribute(street, override);
    }

    private CompletionStage<Void> attribute(ThingId street, ObjectNode override) {
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putObject("attributes").set("override", override);
        return twins.merge(street, json.toString(), cause(override == null ? "the override ends" : "override"));
    }

    private String words(Command target) {
        return target.reason().isEmpty() || target.reason().equals("default") ? "override" : target.reason();
    }

    private Kept kept(Targets.Lamp lamp, Command target, Instant end) {
        return new Kept(
                lamp.thing().toString(), lamp.feature(), target.state().percent(), end.toString(), words(target));
    }

    /** Keeps the end first: what is asked for must come to it even after a restart. */
    private CompletionStage<Void> overrideLamp(Kept kept) {
        return shelf.put(KIND, kept.id(), TalqJson.node(kept)).thenCompose(done -> ask(kept));
    }

    private CompletionStage<Void> ask(Kept kept) {
        asked.put(kept.id(), clock.instant());
        Setting level = Setting.of(Luminaire.LEVEL.in(kept.feature()), kept.level());
        return twins.desire(
                ThingId.parse(kept.thing()), List.of(level), cause(kept.reason() + " until " + kept.until()));
    }

    private CompletionStage<Void> release(Targets.Lamp lamp) {
        String id = lamp.thing() + "/" + lamp.feature();
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putObject("features")
                .putObject(lamp.feature())
                .putObject("desiredProperties")
                .putNull(Luminaire.LEVEL.path());
        return twins.merge(lamp.thing(), json.toString(), cause("the override ends"))
                .thenCompose(done -> {
                    asked.remove(id);
                    return shelf.remove(KIND, id);
                });
    }

    private Cause cause(String reason) {
        return Cause.of(settings.subject(), reason + ", says the CMS " + settings.name());
    }

    /** Ends what is over and asks again for what is not; called again and again. */
    void tick() {
        Instant now = clock.instant();
        for (JsonNode json : shelf.list(KIND)) {
            Kept kept = TalqJson.as(json, Kept.class);
            if (!kept.end().isAfter(now)) {
                note(kept, release(new Targets.Lamp(ThingId.parse(kept.thing()), kept.feature())));
            } else if (!asked.computeIfAbsent(kept.id(), id -> now).plus(AGAIN).isAfter(now)) {
                note(kept, ask(kept));
            }
        }
    }

    private static void note(Kept kept, CompletionStage<Void> stage) {
        stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The override of {} could not be carried on: {}", kept.id(), failure.getMessage());
            }
        });
    }
}
