// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.borough.thing.Status;
import org.borough.waste.Area.View;
import org.borough.waste.rules.WasteRules;

/** What an area's thing shows. */
final class AreaPage {

    private static final int MOST_CONTAINERS = 150;
    private static final int MOST_FINDINGS = 60;
    private static final double WEEK = 7;

    private final Area area;
    private final Instant now;

    AreaPage(Area area, Instant now) {
        this.area = area;
        this.now = now;
    }

    Status status() {
        if (!area.problems().isEmpty()) {
            return Status.degraded("The rules are wrong: " + area.problems().get(0));
        }
        Optional<View> burning = area.views().values().stream()
                .filter(view -> view.container().burning())
                .findFirst();
        if (burning.isPresent()) {
            return Status.degraded(burning.get().container().id() + " burns.");
        }
        return Status.ok(area.containers().size() + " containers, " + due() + " are due.");
    }

    private long due() {
        return area.views().values().stream()
                .filter(view -> view.due().filter(Choice.Reason::must).isPresent())
                .count();
    }

    /** The state: the fullest containers first. */
    ObjectNode state() {
        ObjectNode json = Json.object();
        json.putObject("status").put("level", status().level().name()).put("reason", status().reason());
        ArrayNode problems = json.putArray("problems");
        area.problems().forEach(problems::add);
        json.put("rules", area.rules().authorship().toString());
        if (area.rules().avoidCongested().isPresent()) {
            json.set("congestion", area.congestion().json(area.plan()));
        }
        json.put("containerCount", area.containers().size()).put("dueCount", due());
        ObjectNode containers = json.putObject("containers");
        area.views().values().stream()
                .sorted(Comparator.comparingDouble(View::level).reversed().thenComparing(view -> view.container()
                        .id()))
                .limit(MOST_CONTAINERS)
                .forEach(view -> containers.set(view.container().id().toString(), container(view)));
        alarms(json.putArray("alarms"));
        findings(json.putArray("findings"));
        return json;
    }

    private ObjectNode container(View view) {
        ObjectNode json = Json.object()
                .put("level", Math.round(view.level()))
                .put("measured", view.believed())
                .put("tomorrow", Math.round(view.tomorrow().level()))
                .put("tomorrowLow", Math.round(view.tomorrow().low()))
                .put("tomorrowHigh", Math.round(view.tomorrow().high()));
        Container container = view.container();
        if (!container.emptied().equals(Instant.MIN)) {
            json.put("emptied", container.emptied().toString());
        }
        view.due().ifPresent(reason -> json.put(reason.must() ? "due" : "along", reason.words()));
        area.outlook().proven(container.id()).ifPresent(proven -> {
            ObjectNode skill = json.putObject("forecast")
                    .put("by", proven.method().name().toLowerCase(Locale.ROOT))
                    .put("daysTried", proven.days());
            if (Double.isFinite(proven.learnedMae())) {
                skill.put("learnedMae", Json.rounded(proven.learnedMae()))
                        .put("yesterdayMae", Json.rounded(proven.yesterdayMae()))
                        .put("meanMae", Json.rounded(proven.meanMae()));
            }
        });
        return json;
    }

    private void alarms(ArrayNode alarms) {
        for (View view : area.views().values()) {
            Container container = view.container();
            if (container.burning()) {
                alarm(alarms, container, "fire", "Call the fire brigade. No tour calls at it until it is out.");
            }
            if (container.tilted()) {
                alarm(alarms, container, "tilt", "It leans or lies. No tour calls at it until somebody put it up.");
            }
        }
    }

    private static void alarm(ArrayNode alarms, Container container, String kind, String advice) {
        alarms.addObject()
                .put("thing", container.id().toString())
                .put("name", container.name())
                .put("kind", kind)
                .put("advice", advice);
    }

    private void findings(ArrayNode findings) {
        for (Container container : area.containers()) {
            container.findings(area.rules().sensing(), now).forEach(finding -> findings.add(finding.json()));
            container.doubts(area.rules().sensing(), now).forEach(doubt -> findings.addObject()
                    .put("kind", doubt.kind().name().toLowerCase(Locale.ROOT))
                    .put("thing", container.id().toString())
                    .put("since", doubt.since().toString())
                    .put("evidence", doubt.evidence())
                    .put("effect", doubt.kind().effect()));
            if (container.place().isEmpty()) {
                findings.addObject()
                        .put("kind", "noplace")
                        .put("thing", container.id().toString())
                        .put("evidence", "Its thing has no attribute location (a GeoJSON point).")
                        .put("effect", "No tour can call at it.");
            }
        }
        area.refusedConfirmations().forEach((id, why) -> findings.addObject()
                .put("kind", "confirmation")
                .put("thing", id)
                .put("evidence", "A confirmed emptying is not believed: " + why)
                .put("effect", "It counts as not emptied."));
        while (findings.size() > MOST_FINDINGS) {
            findings.remove(findings.size() - 1);
        }
    }

    /** The tours of the day, beside the fixed schedule. */
    Optional<ObjectNode> tours() {
        WasteRules rules = area.rules();
        return area.plan().map(plan -> {
            ObjectNode json = plan.json(rules.costs());
            Optional<JsonNode> week = area.fixed()
                    .<JsonNode>map(fixed -> fixed.figures(
                                    rules.costs(), rules.fixedDays().size())
                            .put("leftBehind", fixed.left().size()))
                    .or(area::comparison);
            week.ifPresent(figures -> {
                json.set("fixedSchedulePerWeek", figures);
                json.set("likeTodayPerWeek", plan.figures(rules.costs(), WEEK));
            });
            return json;
        });
    }
}
