// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
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

    /** The feature of an area's thing that this service writes. */
    static final String STATE = "airState";

    private static final String SERVICE = "airService";
    private static final int UNCLAIMED = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Twins twins;
    private final Settings settings;
    private final Map<ThingId, ObjectNode> shown = new HashMap<>();
    private final Map<ThingId, Map<String, ObjectNode>> alerts = new HashMap<>();
    private final Map<ThingId, Deque<JsonNode>> decisions = new HashMap<>();
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
        shown.remove(area);
        alerts.remove(area);
        decisions.remove(area);
        statuses.remove(area);
        refusals.remove(area);
    }

    /** Goes on from what was shown before a restart. */
    void restore(ThingId area, JsonNode state) {
        if (state.isObject()) {
            shown.put(area, state.deepCopy());
        }
        Deque<JsonNode> diary = decisions.computeIfAbsent(area, id -> new ArrayDeque<>());
        state.path("decisions").forEach(diary::add);
        Map<String, ObjectNode> before = alerts.computeIfAbsent(area, id -> new TreeMap<>());
        state.path("alerts")
                .forEach(alert -> before.put(
                        alert.path("site").asText() + ' ' + alert.path("limit").asText(), alert.deepCopy()));
    }

    void publish(Collection<Area> areas, Collection<ThingId> unclaimed, long lost, String problem, Instant now) {
        for (Area area : areas) {
            AreaPage page = new AreaPage(area, now);
            List<AreaPage.Raised> alarms = page.alarms(alerts.getOrDefault(area.id(), Map.of()));
            decide(area.id(), page, alarms, now);
            ObjectNode json = page.json(alarms);
            ArrayNode diary = json.putArray("decisions");
            decisions.get(area.id()).forEach(diary::add);
            String refusal = refusals.getOrDefault(area.id(), "");
            statuses.put(area.id(), refusal.isEmpty() ? page.status() : Status.degraded(refusal));
            show(area.id(), STATE, json);
        }
        status = problem.isEmpty() ? overview(areas.size(), lost) : Status.degraded(problem);
        show(settings.thing(), SERVICE, service(unclaimed, lost));
    }

    /** Notes which alerts began and which ended. */
    private void decide(ThingId area, AreaPage page, List<AreaPage.Raised> alarms, Instant now) {
        Deque<JsonNode> diary = decisions.computeIfAbsent(area, id -> new ArrayDeque<>());
        Map<String, ObjectNode> before = alerts.computeIfAbsent(area, id -> new TreeMap<>());
        Map<String, ObjectNode> after = new TreeMap<>();
        alarms.forEach(raised -> after.put(raised.key(), page.alert(raised)));
        after.forEach((key, alert) -> {
            if (!before.containsKey(key)) {
                diary.addFirst(alert.deepCopy().put("what", "alert begins").put("at", now.toString()));
            }
        });
        before.forEach((key, alert) -> {
            if (!after.containsKey(key)) {
                diary.addFirst(alert.deepCopy().put("what", "alert ends").put("at", now.toString()));
            }
        });
        alerts.put(area, after);
        while (diary.size() > settings.decisions()) {
            diary.removeLast();
        }
    }

    private Status overview(int areas, long lost) {
        if (areas == 0) {
            return Status.ok("There is no area yet: a thing with a feature 'air' that holds its rules.");
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
                : Status.ok(areas + " areas are watched.");
    }

    private ObjectNode service(Collection<ThingId> unclaimed, long lost) {
        ObjectNode json = Json.object();
        json.putObject("status").put("level", status.level().name()).put("reason", status.reason());
        ObjectNode configuration = json.putObject("configuration");
        configuration.put("zone", settings.zone().getId()).put("tickSeconds", settings.tickSeconds());
        ArrayNode areas = json.putArray("areas");
        statuses.forEach((id, how) -> areas.addObject()
                .put("id", id.toString())
                .put("level", how.level().name())
                .put("reason", how.reason()));
        ArrayNode rest = json.putArray("sensorsInNoArea");
        unclaimed.stream().sorted().limit(UNCLAIMED).forEach(id -> rest.add(id.toString()));
        return json.put("readingsLost", lost);
    }

    private void show(ThingId thing, String feature, ObjectNode properties) {
        if (properties.equals(shown.get(thing))) {
            return;
        }
        ObjectNode json = Json.object();
        if (twins.get(thing).isEmpty()) {
            json.set("_policy", ServicePolicy.json("air", Known.SUBJECT));
            json.putObject("attributes").put("name", "Air quality");
        }
        ObjectNode node = json.putObject("features").putObject(feature);
        node.putArray("definition").add("borough:" + feature + ":1.0.0");
        node.set("properties", Merge.patch(shown.get(thing), properties));
        shown.put(thing, properties);
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
