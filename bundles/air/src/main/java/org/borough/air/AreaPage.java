// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.borough.air.index.Averaging;
import org.borough.air.index.Index;
import org.borough.air.index.IndexTable;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Site;
import org.borough.thing.Status;
import org.borough.thing.ThingId;

/** What the thing of an area shows. */
record AreaPage(Area area, ZoneId zone, Instant now) {

    /** How many sensors, findings and the like one page shows at most. */
    private static final int MOST = 50;

    /** What holds at a place. */
    record Raised(String site, Alarm alarm) {

        String key() {
            return site + ' ' + alarm.limit().name();
        }
    }

    ObjectNode json(List<Raised> alarms) {
        ObjectNode json = Json.object();
        Status status = status();
        json.putObject("status").put("level", status.level().name()).put("reason", status.reason());
        json.put("hour", area.last().toString());
        json.set("index", index("the whole area", area.everybody()));
        ArrayNode sites = json.putArray("sites");
        for (Site site : area.rules().sites()) {
            ObjectNode page = index(site.name(), area.around(site.place(), site.radiusMetres()));
            page.put("people", site.people()).put("group", site.group());
            sites.add(page);
        }
        ArrayNode alerts = json.putArray("alerts");
        alarms.forEach(raised -> alerts.add(alert(raised)));
        ArrayNode sensors = json.putArray("sensors");
        // Sensors with equations first: after a restart these are known from here.
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
        List<String> blind = rules.sites().stream()
                .filter(site -> area.around(site.place(), site.radiusMetres()).isEmpty())
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
                : Status.ok(area.members().size() + " sensors are heard.");
    }

    /** The alerts of all sites and of the whole; those that held at the last look go on until figures end them. */
    List<Raised> alarms(Map<String, ObjectNode> before) {
        List<Raised> raised = new ArrayList<>();
        for (Limit limit : area.rules().limits()) {
            raise(raised, before, "the whole area", limit, area.everybody());
            area.rules()
                    .sites()
                    .forEach(site ->
                            raise(raised, before, site.name(), limit, area.around(site.place(), site.radiusMetres())));
        }
        return raised;
    }

    private void raise(
            List<Raised> raised, Map<String, ObjectNode> before, String site, Limit limit, List<ThingId> speakers) {
        ObjectNode shown = before.get(site + ' ' + limit.name());
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
                .ifPresent(alarm -> raised.add(new Raised(site, alarm)));
    }

    ObjectNode alert(Raised raised) {
        Limit limit = raised.alarm().limit();
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
                .put("rule", area.rules().authorship().toString());
    }

    private long people(String site) {
        return area.rules().sites().stream()
                .filter(one -> one.name().equals(site))
                .mapToLong(Site::people)
                .sum();
    }

    private ObjectNode index(String name, Collection<ThingId> speakers) {
        ObjectNode json = Json.object().put("name", name);
        LocalDate day = LocalDate.ofInstant(area.last(), zone);
        area.rules()
                .tables()
                .find(area.rules().index(), day)
                .ifPresentOrElse(
                        table -> fill(json, table, speakers),
                        () -> json.put(
                                "level",
                                "unknown, because no table of " + area.rules().index() + " holds on " + day));
        return json;
    }

    private void fill(ObjectNode json, IndexTable table, Collection<ThingId> speakers) {
        Map<Pollutant, double[]> hours = new EnumMap<>(Pollutant.class);
        table.scales()
                .keySet()
                .forEach(pollutant ->
                        hours.put(pollutant, area.window(speakers, pollutant, area.last(), Averaging.DAY.hours())));
        Index index = table.of(hours, area.rules().celsius());
        json.put("level", index.level());
        index.worst().ifPresent(worst -> json.put("value", worst.rounded())
                .put("decides", worst.pollutant().key())
                .put("concentration", Json.rounded(worst.concentration()))
                .put("unit", worst.pollutant().unit())
                .put("averaging", worst.averaging().key()));
        ObjectNode parts = json.putObject("parts");
        index.parts().forEach(part -> parts.putObject(part.pollutant().key())
                .put("value", part.rounded())
                .put("level", table.level(part.value()))
                .put("concentration", Json.rounded(part.concentration())));
        ArrayNode missing = json.putArray("missing");
        index.missing().forEach(pollutant -> missing.add(pollutant.key()));
        json.putObject("table")
                .put("id", table.id())
                .put("title", table.title())
                .put("source", table.source());
        measured(json, speakers);
    }

    private void measured(ObjectNode json, Collection<ThingId> speakers) {
        Set<ThingId> speaking = area.speaking(speakers, area.last());
        Set<String> unheard = new TreeSet<>();
        speakers.stream().filter(one -> !speaking.contains(one)).forEach(one -> unheard.add(one.toString()));
        long references = area.members().stream()
                .filter(sensor -> speaking.contains(sensor.id()) && area.isReference(sensor))
                .count();
        json.put("sensors", speaking.size())
                .put(
                        "measured",
                        speaking.isEmpty()
                                ? "Nothing was measured in this hour."
                                : "Median of " + speaking.size() + " sensors, " + references
                                        + " of them reference stations, hours complete to "
                                        + Math.round(area.rules().hours().complete() * 100) + " %.");
        ArrayNode unseen = json.putArray("notHeard");
        unheard.stream().limit(MOST).forEach(unseen::add);
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
            Calibrated equation = sensor.equations().get(quantity);
            if (equation != null) {
                Json.put(
                        page,
                        "corrected",
                        sensor.best(quantity, area.last(), area.rules().hours()));
                Json.put(page, "uncertainty", equation.uncertainty());
                page.put("equation", equation.version());
            }
        });
        ObjectNode equations = json.putObject("equations");
        sensor.equations().forEach((quantity, equation) -> equations.set(quantity, equation.json()));
        return json;
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
        rules.limits().forEach(limit -> limits.addObject()
                .put("name", limit.name())
                .put("above", limit.above())
                .put("below", limit.below())
                .put("hours", limit.hours())
                .put("groups", limit.groups()));
        return json;
    }
}
