// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;

/** A service with the simplest rules: how high a fountain may go, and how little light there must be around it. */
final class Fountain implements RuleSet<ObjectNode>, Rehearsal<ObjectNode> {

    static final ThingId THING = ThingId.parse("b:fountain");

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    final List<CompletableFuture<Effect>> rehearsals = new ArrayList<>();
    private final Queue<ThingId> due = new ArrayDeque<>();
    private Rulebooks<ObjectNode> books;

    Fountain() {
        restart();
    }

    static Fountain running() {
        Fountain fountain = new Fountain();
        fountain.merge(
                "b:admin",
                "{'features':{'fountain':{'definition':['b:fountain:1.0.0'],'properties':"
                        + "{'height':5,'floorLevel':20,'author':'A. Expert','date':'2026-11-01','source':'plan'}}}}");
        return fountain;
    }

    void restart() {
        books = new Rulebooks<>(twins, "service:fountain", "fountain", this, this, due::add);
        books.look(THING, Optional.empty(), clock.instant());
    }

    void merge(String by, String json) {
        Cause cause = Cause.of(by, "");
        twins.merge(THING, json.replace('\'', '"'), cause).toCompletableFuture().join();
        books.look(THING, Optional.of(cause), clock.instant());
        settle();
    }

    void settle() {
        for (ThingId next = due.poll(); next != null; next = due.poll()) {
            books.look(next, Optional.empty(), clock.instant());
        }
    }

    void rehearsed(double litres) {
        CompletableFuture<Effect> last = rehearsals.get(rehearsals.size() - 1);
        last.complete(new Effect(
                "3 days",
                Trees.object().put("litres", 100),
                Trees.object().put("litres", litres),
                List.of("It was dry.")));
        settle();
    }

    Rulebooks<ObjectNode> books() {
        return books;
    }

    JsonNode thing() {
        return Trees.read(twins.get(THING).orElseThrow().json());
    }

    JsonNode page() {
        return thing().at("/features/rulebook/properties");
    }

    JsonNode rules() {
        return thing().at("/features/fountain/properties");
    }

    @Override
    public RuleSet.Parsed<ObjectNode> read(JsonNode json) {
        List<String> problems = new ArrayList<>();
        double height = json.path("height").asDouble(3);
        if (height < 0 || height > 30) {
            problems.add("height is " + json.path("height") + "; it must be a number from 0 to 30.");
        }
        if (json.path("author").asText().isEmpty()) {
            problems.add("author is missing.");
        }
        ObjectNode rules = Trees.object()
                .put("height", height)
                .put("floorLevel", json.path("floorLevel").asDouble(10));
        json.fields().forEachRemaining(field -> rules.putIfAbsent(field.getKey(), field.getValue()));
        return new RuleSet.Parsed<>(rules, problems);
    }

    @Override
    public ObjectNode write(ObjectNode rules) {
        return rules;
    }

    @Override
    public Set<String> floors() {
        return Set.of("floorLevel");
    }

    @Override
    public CompletionStage<Effect> rehearse(ThingId thing, ObjectNode present, ObjectNode proposed) {
        rehearsals.add(new CompletableFuture<>());
        return rehearsals.get(rehearsals.size() - 1);
    }
}
