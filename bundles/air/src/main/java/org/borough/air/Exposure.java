// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Site;

/**
 * For how many hours people breathed air above a limit, site by site, since the count began. An hour counts once, when
 * an hour has passed since its end; readings that come later change no count. Goes on after a restart.
 */
final class Exposure {

    private final Map<String, Count> counts = new TreeMap<>();
    private Instant counted = Instant.EPOCH;

    /** So many hours measured and above. */
    private record Count(String site, String limit, String since, long people, long measured, long above, double sum) {

        Count plus(double value, boolean tooMuch, long residents) {
            return new Count(site, limit, since, residents, measured + 1, above + (tooMuch ? 1 : 0), sum + value);
        }

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("site", site)
                    .put("limit", limit)
                    .put("since", since)
                    .put("people", people)
                    .put("hoursMeasured", measured)
                    .put("hoursAbove", above)
                    .put("personHoursAbove", above * people)
                    .put("sum", sum);
            Json.put(json, "mean", sum / measured);
            return json;
        }
    }

    void count(Area area) {
        Instant hour = area.last().minus(1, ChronoUnit.HOURS);
        if (!hour.isAfter(counted)) {
            return;
        }
        counted = hour;
        for (Site site : area.rules().sites()) {
            area.limits().forEach(limit -> count(area, site, limit, hour));
        }
    }

    private void count(Area area, Site site, Limit limit, Instant hour) {
        double[] window = area.window(
                area.near(site), limit.pollutant(), hour, limit.averaging().hours());
        OptionalDouble figure = limit.averaging().of(window);
        figure.ifPresent(value -> counts.merge(
                site.name() + ' ' + limit.name(),
                new Count(site.name(), limit.name(), hour.toString(), 0, 0, 0, 0)
                        .plus(value, value >= limit.above(), site.people()),
                (before, first) -> before.plus(value, value >= limit.above(), site.people())));
    }

    /** The mean that people breathe in an hour: sites count by their people. */
    static ObjectNode weighted(Area area, Instant hour) {
        ObjectNode json = Json.object();
        for (Pollutant pollutant : Pollutant.values()) {
            double sum = 0;
            long seen = 0;
            long unseen = 0;
            for (Site site : area.rules().sites()) {
                double value = area.window(area.near(site), pollutant, hour, 1)[0];
                boolean there = Double.isFinite(value);
                sum += there ? value * site.people() : 0;
                seen += there ? site.people() : 0;
                unseen += there ? 0 : site.people();
            }
            if (seen > 0) {
                json.putObject(pollutant.key())
                        .put("mean", Json.rounded(sum / seen))
                        .put("unit", pollutant.unit())
                        .put("people", seen)
                        .put("peopleNotSeen", unseen);
            }
        }
        return json;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("countedUntil", counted.toString());
        ArrayNode sites = JsonNodeFactory.instance.arrayNode();
        counts.values().forEach(count -> sites.add(count.json()));
        json.set("sites", sites);
        return json;
    }

    /** Goes on from what was shown before a restart. */
    void restore(JsonNode json) {
        if (!json.hasNonNull("countedUntil")) {
            return;
        }
        counted = Instant.parse(json.path("countedUntil").asText());
        json.path("sites").forEach(one -> {
            Count count = new Count(
                    one.path("site").asText(),
                    one.path("limit").asText(),
                    one.path("since").asText(),
                    one.path("people").asLong(),
                    one.path("hoursMeasured").asLong(),
                    one.path("hoursAbove").asLong(),
                    one.path("sum").asDouble());
            counts.put(count.site() + ' ' + count.limit(), count);
        });
    }
}
