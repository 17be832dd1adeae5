// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.borough.engine.Census;
import org.borough.engine.Engine;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/** How the city is and how much it holds, in the form of Ditto's services. */
final class Figures {

    /** Without these, apps get no answers; all else may fail and they still do. */
    private static final Set<String> VITAL = Set.of("twin", "ditto-api");

    private static final long MEGABYTE = 1 << 20;

    private final Engine engine;
    private final Collection<Health> parts;
    private final String version;

    Figures(Engine engine, Collection<Health> parts, String version) {
        this.engine = engine;
        this.parts = parts;
        this.version = version;
    }

    /** Whether apps are served. */
    boolean isUp() {
        return parts.stream()
                .filter(part -> VITAL.contains(part.subject()) || part.subject().startsWith("store:"))
                .noneMatch(part -> part.status().level() == Status.Level.FAILED);
    }

    JsonObject publicHealth() {
        return JsonObject.newBuilder().set("status", word(isUp())).build();
    }

    JsonObject health() {
        List<Health> sorted =
                parts.stream().sorted(Comparator.comparing(Health::subject)).toList();
        JsonArray children = sorted.stream().map(Figures::health).collect(JsonCollectors.valuesToArray());
        return JsonObject.newBuilder()
                .set("label", Service.NAME)
                .set("status", word(isUp()))
                .set("children", children)
                .build();
    }

    private static JsonObject health(Health part) {
        Status status = part.status();
        String level =
                switch (status.level()) {
                    case OK -> "INFO";
                    case DEGRADED -> "WARN";
                    case FAILED -> "ERROR";
                };
        JsonObject detail = JsonObject.newBuilder().set(level, status.reason()).build();
        return JsonObject.newBuilder()
                .set("label", part.subject())
                .set("status", word(status.level() != Status.Level.FAILED))
                .set("details", JsonArray.newBuilder().add(detail).build())
                .build();
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    JsonObject status() {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        Runtime runtime = Runtime.getRuntime();
        return JsonObject.newBuilder()
                .set("name", Service.NAME)
                .set("version", version)
                .set("instance", Service.INSTANCE)
                .set("java", Runtime.version().toString())
                .set("processor-count", runtime.availableProcessors())
                .set("total-memory", runtime.totalMemory() / MEGABYTE + " MB")
                .set("used-memory", (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE + " MB")
                .set("started", Instant.ofEpochMilli(started).toString())
                .set(
                        "up-time",
                        Duration.ofMillis(System.currentTimeMillis() - started)
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                .toString())
                .build();
    }

    /** One node, which leads itself. */
    JsonObject cluster() {
        JsonArray self = JsonArray.newBuilder().add(Service.NAME).build();
        return JsonObject.newBuilder()
                .set("reachable", self)
                .set("unreachable", JsonArray.empty())
                .set("seen-by", self)
                .set("leader", Service.NAME)
                .set("own-roles", self)
                .build();
    }

    JsonObject overall() {
        JsonObject instance = status().toBuilder().set("health", health()).build();
        return JsonObject.newBuilder()
                .set(
                        Service.NAME,
                        JsonObject.newBuilder().set(Service.INSTANCE, instance).build())
                .build();
    }

    JsonObject things() {
        Census census = census();
        JsonObjectBuilder counts = JsonObject.newBuilder();
        // All are in memory, which is what Ditto calls hot.
        counts.set("allThingsCount", census.things());
        counts.set("hotThingsCount", census.things());
        counts.set("hotPoliciesCount", census.policies());
        return counts.build();
    }

    JsonObject search() {
        return JsonObject.newBuilder().set("allThingsCount", census().things()).build();
    }

    private Census census() {
        return engine.census().orElseThrow(() -> Fault.unavailable("The engine does not count its things."));
    }
}
