// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.rulebook.ServicePolicy;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the state of the areas and of the service in their things, when it changed. For the thread that watches. */
final class Pages {

    /** The features of an area's thing that this service writes. */
    static final String STATE = "wasteState";

    static final String TOURS = "wasteTours";

    private static final String SERVICE = "wasteService";
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Twins twins;
    private final Settings settings;
    private final Map<String, ObjectNode> shown = new HashMap<>();
    private final Map<ThingId, Status> statuses = new TreeMap<>();
    private final Map<ThingId, String> refusals = new ConcurrentHashMap<>();
    private volatile Status status = Status.ok("It has not looked at its areas yet.");

    Pages(Twins twins, Settings settings) {
        this.twins = twins;
        this.settings = settings;
    }

    Status status() {
        return status;
    }

    void forget(ThingId area) {
        shown.remove(area + STATE);
        shown.remove(area + TOURS);
        statuses.remove(area);
        refusals.remove(area);
    }

    /** Goes on from what was shown before a restart. */
    void restore(ThingId area, JsonNode features) {
        for (String feature : new String[] {STATE, TOURS}) {
            JsonNode before = features.path(feature).path("properties");
            if (before.isObject()) {
                shown.put(area + feature, before.deepCopy());
            }
        }
    }

    void publish(Collection<Area> areas, String map, long lost, Instant now) {
        for (Area area : areas) {
            AreaPage page = new AreaPage(area, now);
            String refusal = refusals.getOrDefault(area.id(), "");
            statuses.put(area.id(), refusal.isEmpty() ? page.status() : Status.degraded(refusal));
            show(area.id(), STATE, page.state());
            page.tours().ifPresent(tours -> show(area.id(), TOURS, tours));
        }
        status = overview(areas.size(), lost);
        ObjectNode json = Json.object();
        json.putObject("status").put("level", status.level().name()).put("reason", status.reason());
        json.putObject("configuration").put("zone", settings.zone().getId()).put("tickSeconds", settings.tickSeconds());
        json.put("map", map).put("readingsLost", lost);
        ArrayNode list = json.putArray("areas");
        statuses.forEach((id, how) -> list.addObject()
                .put("id", id.toString())
                .put("level", how.level().name())
                .put("reason", how.reason()));
        show(settings.thing(), SERVICE, json);
    }

    private Status overview(int areas, long lost) {
        if (areas == 0) {
            return Status.ok("There is no area yet: a thing with a feature 'waste' that holds its rules.");
        }
        Optional<Map.Entry<ThingId, Status>> bad = statuses.entrySet().stream()
                .filter(entry -> entry.getValue().level() != Status.Level.OK)
                .findFirst();
        if (bad.isPresent()) {
            return Status.degraded(
                    bad.get().getKey() + ": " + bad.get().getValue().reason());
        }
        return lost > 0
                ? Status.degraded(lost + " readings were lost: more came than could be looked at.")
                : Status.ok(areas + " areas are collected.");
    }

    private void show(ThingId thing, String feature, ObjectNode properties) {
        String key = thing + feature;
        if (properties.equals(shown.get(key))) {
            return;
        }
        ObjectNode json = Json.object();
        if (twins.get(thing).isEmpty()) {
            json.set("_policy", ServicePolicy.json("waste", Known.SUBJECT));
            json.putObject("attributes").put("name", "Waste collection");
        }
        ObjectNode node = json.putObject("features").putObject(feature);
        node.putArray("definition").add("borough:" + feature + ":1.0.0");
        node.set("properties", Json.patch(shown.get(key), properties));
        shown.put(key, properties);
        twins.merge(thing, json.toString(), Cause.of(Known.SUBJECT, "shows its state"))
                .whenComplete((done, refusal) -> wrote(thing, feature, refusal));
    }

    private void wrote(ThingId thing, String feature, Throwable refusal) {
        if (refusal == null) {
            refusals.remove(thing);
            return;
        }
        Throwable cause = refusal.getCause() == null ? refusal : refusal.getCause();
        String text = "The state cannot be shown in " + thing + " (" + cause.getMessage() + "); its policy must grant "
                + Known.SUBJECT + " READ and WRITE on thing:/features/" + feature + ".";
        if (!text.equals(refusals.put(thing, text))) {
            LOG.warn(text);
        }
    }
}
