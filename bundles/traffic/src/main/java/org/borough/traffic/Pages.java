// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Shows segments, areas and the service in their things, when something changed. For the thread that watches. */
final class Pages {

    /** The feature of an area's thing that this service writes. */
    static final String STATE = "trafficState";

    private static final String SERVICE = "trafficService";
    private static final int MOST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Twins twins;
    private final Settings settings;
    private final Map<ThingId, ObjectNode> shown = new HashMap<>();
    private final Map<ThingId, String> refusals = new ConcurrentHashMap<>();
    private volatile Status status = Status.ok("It has not looked at its areas yet.");

    Pages(Twins twins, Settings settings) {
        this.twins = twins;
        this.settings = settings;
    }

    Status status() {
        return status;
    }

    void forget(ThingId thing) {
        shown.remove(thing);
        refusals.remove(thing);
    }

    /** Shows a segment. */
    void show(Segment segment, Area area, boolean passed) {
        SegmentPage page = new SegmentPage(segment, area.state(segment), area.expected(segment), area.rules());
        merge(segment.id(), page.features(passed));
    }

    /** Shows an area. */
    void show(Area area, Map<ThingId, String> running, String problem) {
        ObjectNode features = Json.object();
        ObjectNode state = features.putObject(STATE);
        state.putArray("definition").add("borough:" + STATE + ":1.0.0");
        state.set("properties", page(area, running, problem));
        merge(area.id(), features);
    }

    private static ObjectNode page(Area area, Map<ThingId, String> running, String problem) {
        Status how = status(area, problem);
        ObjectNode json = Json.object();
        json.putObject("status").put("level", how.level().name()).put("reason", how.reason());
        ArrayNode segments = json.putArray("segments");
        area.segments().stream().limit(MOST).forEach(segment -> {
            Segment.State state = area.state(segment);
            ObjectNode one = segments.addObject().put("id", segment.id().toString());
            one.put("level", state.level()).put("congested", state.congested()).put("quality", state.quality());
            Json.put(one, "speed", state.speed());
        });
        json.put("segmentCount", area.segments().size());
        ArrayNode signals = json.putArray("signals");
        area.wanted().forEach((controller, wanted) -> signals.add(signal(area, wanted, running.get(controller))));
        ArrayNode decisions = json.putArray("decisions");
        area.decisions().forEach(decisions::add);
        json.put("learning", area.learning().words());
        area.shared().ifPresent(page -> json.set("learningTogether", page));
        json.put("rule", area.rules().authorship().toString());
        return json;
    }

    private static ObjectNode signal(Area area, Area.Wanted wanted, String runs) {
        ObjectNode json = Json.object()
                .put("controller", wanted.signal().controller().toString())
                .put("plan", wanted.plan())
                .put("since", wanted.since().toString())
                .put("why", wanted.why());
        if (runs != null) {
            json.put("runs", runs);
        }
        String state = !area.rules().steering()
                ? "proposed"
                : runs == null ? "the controller is not there" : runs.equals(wanted.plan()) ? "confirmed" : "asked";
        return json.put("state", state);
    }

    private static Status status(Area area, String problem) {
        if (!problem.isEmpty()) {
            return Status.degraded(problem);
        }
        if (!area.problems().isEmpty()) {
            return Status.degraded(
                    "The rules are wrong, the last valid ones stay in force: " + String.join(" ", area.problems()));
        }
        if (area.segments().isEmpty()) {
            return Status.degraded("No segment names it; a segment is a thing with a feature 'segment' whose area is "
                    + area.id() + ".");
        }
        long blind = area.segments().stream()
                .filter(segment -> !area.state(segment).quality().equals("measured"))
                .count();
        return blind > 0
                ? Status.degraded(blind + " of " + area.segments().size() + " segments are not measured now.")
                : Status.ok(area.segments().size() + " segments are measured.");
    }

    /** Shows the service. */
    void show(Collection<Area> areas, Map<ThingId, String> wrongSegments, long lost) {
        Optional<String> refusal = refusals.values().stream().findFirst();
        status = refusal.map(Status::degraded)
                .orElse(
                        lost > 0
                                ? Status.degraded(lost + " readings were lost: more came than could be looked at.")
                                : Status.ok(areas.size() + " areas are watched."));
        ObjectNode features = Json.object();
        ObjectNode feature = features.putObject(SERVICE);
        feature.putArray("definition").add("borough:" + SERVICE + ":1.0.0");
        ObjectNode json = feature.putObject("properties");
        json.putObject("status").put("level", status.level().name()).put("reason", status.reason());
        json.putObject("configuration").put("tickSeconds", settings.tickSeconds());
        areas.forEach(area -> json.withArray("areas").add(area.id().toString()));
        ObjectNode wrong = json.putObject("segmentsNotUsed");
        new TreeMap<>(wrongSegments)
                .entrySet().stream()
                        .limit(MOST)
                        .forEach(entry -> wrong.put(entry.getKey().toString(), entry.getValue()));
        json.put("readingsLost", lost);
        merge(settings.thing(), features);
    }

    private void merge(ThingId thing, ObjectNode features) {
        if (features.equals(shown.get(thing))) {
            return;
        }
        ObjectNode json = Json.object();
        if (thing.equals(settings.thing()) && twins.get(thing).isEmpty()) {
            json.set("_policy", ServicePolicy.json("traffic", Known.SUBJECT));
            json.putObject("attributes").put("name", "Traffic");
        }
        json.set("features", Merge.patch(shown.get(thing), features));
        shown.put(thing, features);
        twins.merge(thing, json.toString(), Cause.of(Known.SUBJECT, "shows its state"))
                .whenComplete((done, refusal) -> wrote(thing, refusal));
    }

    private void wrote(ThingId thing, Throwable refusal) {
        if (refusal == null) {
            refusals.remove(thing);
            return;
        }
        Throwable cause = refusal.getCause() == null ? refusal : refusal.getCause();
        String text = "The state cannot be shown in " + thing + " (" + cause.getMessage() + "); its policy must grant "
                + Known.SUBJECT + " READ and WRITE on thing:/features.";
        if (!text.equals(refusals.put(thing, text))) {
            LOG.warn(text);
        }
    }
}
