// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.air.index.Averaging;
import org.borough.air.index.Index;
import org.borough.air.index.IndexTable;
import org.borough.air.index.Pollutant;
import org.borough.thing.ThingId;

/** The index of places in the last whole hour, and how it was measured. */
record IndexPage(Area area, Instant now) {

    private static final int MOST = 50;

    ObjectNode json(Speakers speakers) {
        ObjectNode json = Json.object().put("name", speakers.name());
        area.rules()
                .tables()
                .find(area.rules().index(), area.day())
                .ifPresentOrElse(
                        table -> fill(json, table, speakers),
                        () -> json.put(
                                "level",
                                "unknown, because no table of " + area.rules().index() + " holds on " + area.day()));
        return json;
    }

    private void fill(ObjectNode json, IndexTable table, Speakers speakers) {
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
        measured(json, speakers, index);
    }

    private void measured(ObjectNode json, Speakers speakers, Index index) {
        List<Sensor> speaking = area.speaking(speakers, area.last());
        Set<ThingId> heard = new HashSet<>();
        speaking.forEach(sensor -> heard.add(sensor.id()));
        json.put("sensors", speaking.size());
        index.worst()
                .map(worst -> Measured.of(area, speakers, worst.pollutant()))
                .ifPresentOrElse(
                        measured -> {
                            Json.put(json, "uncertainty", measured.uncertainty());
                            json.put(
                                    "measured",
                                    measured.words() + " Hours complete to "
                                            + Math.round(area.rules().hours().complete() * 100) + " % count.");
                        },
                        () -> json.put("measured", unmeasured(speaking)));
        ArrayNode unheard = json.putArray("notHeard");
        speakers.ids().stream()
                .filter(one -> !heard.contains(one))
                .sorted()
                .limit(MOST)
                .forEach(one -> unheard.add(one.toString()));
    }

    private String unmeasured(List<Sensor> speaking) {
        return waiting()
                .orElse(
                        speaking.isEmpty()
                                ? "Nothing was measured in this hour."
                                : "What was measured in this hour is not enough for the index.");
    }

    /** That an hour has not yet passed since the first reading, and when the first index comes; empty when one was. */
    Optional<String> waiting() {
        Instant first = area.members().stream()
                .map(Sensor::first)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        if (first.equals(Instant.MAX)) {
            return Optional.empty();
        }
        // An hour that began a little before the first reading can still be complete.
        double complete = area.rules().hours().complete();
        Instant hour = first.truncatedTo(ChronoUnit.HOURS);
        long missed = ChronoUnit.MINUTES.between(hour, first);
        Instant told = hour.plus(missed <= (1 - complete) * 60 ? 1 : 2, ChronoUnit.HOURS);
        return now.isBefore(told)
                ? Optional.of("Not yet an hour of measurements: the first was heard of " + first
                        + ", the first index comes at " + told + ".")
                : Optional.empty();
    }
}
