// SPDX-License-Identifier: EPL-2.0
package org.borough.air.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.borough.air.rules.AirRules.Beside;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Members;
import org.borough.air.rules.AirRules.Site;

/** Rules as the JSON object that stands in an area's thing: all keys that have a value. */
public final class AirRulesText {

    private static final double MINUTE = 60;

    private AirRulesText() {}

    /** Writes what {@link AirRulesJson#read} gives the same rules for. */
    public static ObjectNode write(AirRules rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        members(json, rules.members());
        json.put("index", rules.index()).put("law", rules.law().id());
        if (!rules.ownTables().isEmpty()) {
            json.putArray("tables").addAll(rules.ownTables());
        }
        json.put("referenceTemperatureCelsius", rules.celsius())
                .put("completeShare", rules.hours().complete())
                .put("readingHoldMinutes", minutes(rules.hours().hold()))
                .put("lateMinutes", minutes(rules.hours().late()))
                .put("silenceMinutes", minutes(rules.hours().silence()))
                .put("neighbourMetres", rules.plausibility().neighbourMetres())
                .put("neighbourCount", rules.plausibility().neighbours())
                .put("outlierDeviations", rules.plausibility().outlierMads())
                .put("stuckHours", rules.plausibility().stuckHours())
                .put("movedMetres", rules.plausibility().movedMetres());
        calibration(json, rules.calibration());
        rules.sites().forEach(site -> site(json.withArray("sites").addObject(), site));
        rules.limits().forEach(limit -> limit(json.withArray("limits").addObject(), limit));
        text(json, "author", rules.authorship().author());
        text(json, "source", rules.authorship().source());
        text(json, "date", rules.authorship().date());
        return json;
    }

    private static void members(ObjectNode json, Members members) {
        if (!members.ids().isEmpty()) {
            ArrayNode ids = json.putArray("members");
            members.ids().forEach(id -> ids.add(id.toString()));
        }
        text(json, "memberAttribute", members.attribute());
        text(json, "memberValue", members.value());
        if (members.radiusMetres() > 0) {
            json.put("memberRadiusMetres", members.radiusMetres());
        }
        members.middle()
                .ifPresent(place -> json.put("latitude", place.latitude()).put("longitude", place.longitude()));
    }

    private static void calibration(ObjectNode json, AirRules.Calibration calibration) {
        json.put("colocationMetres", calibration.metres())
                .put("colocationHours", calibration.hours())
                .put("equationAdoption", calibration.adoption().name().toLowerCase(Locale.ROOT));
        for (Beside beside : calibration.besides()) {
            ObjectNode one = json.withArray("colocations")
                    .addObject()
                    .put("sensor", beside.sensor().toString())
                    .put("station", beside.station().toString());
            if (beside.from().isAfter(Instant.MIN)) {
                one.put("from", beside.from().toString());
            }
            if (beside.until().isBefore(Instant.MAX)) {
                one.put("until", beside.until().toString());
            }
        }
    }

    private static void site(ObjectNode json, Site site) {
        json.put("name", site.name())
                .put("latitude", site.place().latitude())
                .put("longitude", site.place().longitude())
                .put("radiusMetres", site.radiusMetres())
                .put("people", site.people());
        text(json, "group", site.group());
    }

    private static void limit(ObjectNode json, Limit limit) {
        json.put("pollutant", limit.pollutant().key())
                .put("averaging", limit.averaging().key())
                .put("above", limit.above())
                .put("below", limit.below())
                .put("hours", limit.hours());
        text(json, "groups", limit.groups());
        text(json, "advice", limit.advice());
    }

    private static void text(ObjectNode json, String key, String value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static double minutes(Duration duration) {
        return duration.toSeconds() / MINUTE;
    }
}
