// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Site;
import org.borough.thing.Status;

/** What the thing of an area shows. */
record AreaPage(Area area, Instant now) {

    /** How many sensors, findings and the like one page shows at most. */
    private static final int MOST = 50;

    /** What holds at a place. */
    record Raised(Speakers speakers, Alarm alarm) {

        String site() {
            return speakers.name();
        }

        String key() {
            return site() + ' ' + alarm.limit().name();
        }
    }

    ObjectNode json(List<Raised> alarms) {
        ObjectNode json = Json.object();
        Status status = status();
        json.putObject("status").put("level", status.level().name()).put("reason", status.reason());
        json.put("hour", area.last().toString());
        IndexPage index = new IndexPage(area, now);
        json.set("index", index.json(area.whole()));
        ArrayNode sites = json.putArray("sites");
        for (Site site : area.rules().sites()) {
            ObjectNode page = index.json(area.near(site));
            page.put("people", site.people()).put("group", site.group());
            sites.add(page);
        }
        ArrayNode alerts = json.putArray("alerts");
        alarms.forEach(raised -> alerts.add(alert(raised)));
        ArrayNode sensors = json.putArray("sensors");
        area.members().stream()
                .sorted(Comparator.comparing(sensor -> sensor.equations().isEmpty()))
                .limit(MOST)
                .forEach(sensor -> sensors.add(sensor(sensor)));
        json.put("sensorCount", area.members().size());
        ArrayNode findings = json.putArray("findings");
        area.findings().stream().limit(MOST).forEach(finding -> findings.add(finding.json()));
        json.put("findingCount", area.findings().size());
        json.set("exposure", area.exposure().json());
        json.set("breathed", Exposure.weighted(area, area.last()));
        json.set("rules", rules());
        return json;
    }

    Status status() {
        AirRules rules = area.rules();
        if (!area.problems().isEmpty()) {
            return Status.degraded(
                    "The rules are wrong, the last valid ones stay in force: " + String.join(" ", area.problems()));
        }
        if (area.members().isEmpty()) {
            return Status.degraded("No sensor fits the rules for members; sensors are things of the namespace '"
                    + area.id().namespace() + "' with a feature that provides borough:airQuality.");
        }
        List<String> strangers = area.stations().unknown();
        if (!strangers.isEmpty()) {
            return Status.degraded("colocations names " + String.join(", ", strangers)
                    + "; sensors and stations must be sensors of this area.");
        }
        List<String> blind = rules.sites().stream()
                .filter(site -> area.near(site).ids().isEmpty())
                .map(Site::name)
                .toList();
        if (!blind.isEmpty()) {
            return Status.degraded("No sensor stands near " + String.join(", ", blind) + ".");
        }
        long silent = area.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.SILENT)
                .count();
        return silent > 0
                ? Status.degraded(silent + " of " + area.members().size() + " sensors are silent.")
                : Status.ok(area.members().size() + " sensors are heard."
                        + new IndexPage(area, now)
                                .waiting()
                                .map(words -> " " + words)
                                .orElse(""));
    }

    /** The alerts of all sites and of the whole; those that held at the last look go on until figures end them. */
    List<Raised> alarms(Map<String, ObjectNode> before) {
        List<Raised> raised = new ArrayList<>();
        for (Limit limit : area.limits()) {
            raise(raised, before, area.whole(), limit);
            area.rules().sites().forEach(site -> raise(raised, before, area.near(site), limit));
        }
        return raised;
    }

    private void raise(List<Raised> raised, Map<String, ObjectNode> before, Speakers speakers, Limit limit) {
        ObjectNode shown = before.get(speakers.name() + ' ' + limit.name());
        Alarm held = shown == null
                ? null
                : new Alarm(
                        limit,
                        Instant.parse(shown.path("since").asText()),
                        shown.path("value").asDouble());
        Alarm.of(
                        limit,
                        held,
                        area.last(),
                        back -> area.window(
                                speakers,
                                limit.pollutant(),
                                area.last().minus(back, ChronoUnit.HOURS),
                                limit.averaging().hours()))
                .ifPresent(alarm -> raised.add(new Raised(speakers, alarm)));
    }

    ObjectNode alert(Raised raised) {
        Limit limit = raised.alarm().limit();
        Measured measured = Measured.of(area, raised.speakers(), limit.pollutant());
        return Json.object()
                .put("site", raised.site())
                .put("limit", limit.name())
                .put("since", raised.alarm().since().toString())
                .put("value", Json.rounded(raised.alarm().last()))
                .put("unit", limit.pollutant().unit())
                .put("concerns", limit.groups())
                .put("advice", limit.advice())
                .put("people", people(raised.site()))
                .put("why", raised.alarm().words(raised.site()))
                .put("measured", measured.words())
                .put(
                        "rule",
                        limit.source().isEmpty() ? area.rules().authorship().toString() : limit.source());
    }

    private long people(String site) {
        return area.rules().sites().stream()
                .filter(one -> one.name().equals(site))
                .mapToLong(Site::people)
                .sum();
    }

    private ObjectNode sensor(Sensor sensor) {
        ObjectNode json = Json.object().put("id", sensor.id().toString()).put("reference", area.isReference(sensor));
        sensor.place().ifPresent(place -> json.put("latitude", place.latitude()).put("longitude", place.longitude()));
        ObjectNode quantities = json.putObject("quantities");
        sensor.courses().forEach((quantity, course) -> {
            ObjectNode page = quantities.putObject(quantity);
            Json.put(page, "raw", sensor.raw(quantity, area.last(), area.rules().hours()));
            page.put(
                    "coverage",
                    Json.rounded(
                            course.coverage(area.last(), area.rules().hours().hold())));
            Json.put(page, "latest", course.last());
            page.put("latestAt", course.lastAt().toString());
            corrected(page, sensor, quantity);
        });
        ObjectNode equations = json.putObject("equations");
        sensor.equations()
                .forEach((quantity, all) -> all.inForce().ifPresent(one -> equations.set(quantity, one.json())));
        return json;
    }

    private void corrected(ObjectNode page, Sensor sensor, String quantity) {
        Equations all = sensor.equations().get(quantity);
        if (all == null) {
            return;
        }
        all.at(area.last()).ifPresent(equation -> {
            double best = sensor.best(quantity, area.last(), area.rules().hours());
            Json.put(page, "corrected", best);
            Json.put(page, "uncertainty", equation.uncertainty());
            page.put("equation", equation.version());
        });
        all.proposed().ifPresent(one -> page.put("proposedEquation", one.version()));
    }

    private ObjectNode rules() {
        AirRules rules = area.rules();
        ObjectNode json = Json.object()
                .put("index", rules.index())
                .put("completeShare", rules.hours().complete())
                .put("author", rules.authorship().author())
                .put("source", rules.authorship().source())
                .put("date", rules.authorship().date());
        ArrayNode limits = json.putArray("limits");
        json.put("law", rules.law().title());
        area.limits().forEach(limit -> limits.addObject()
                .put("name", limit.name())
                .put("source", limit.source().isEmpty() ? rules.authorship().toString() : limit.source())
                .put("above", limit.above())
                .put("below", limit.below())
                .put("hours", limit.hours())
                .put("groups", limit.groups()));
        return json;
    }
}
