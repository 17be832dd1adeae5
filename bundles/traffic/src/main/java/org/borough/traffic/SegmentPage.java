// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.borough.plausibility.Finding;
import org.borough.things.Presence;
import org.borough.things.TravelState;
import org.borough.traffic.rules.TrafficRules;

/** What the thing of a segment shows. */
record SegmentPage(Segment segment, Segment.State state, List<Outlook.Expected> expected, TrafficRules rules) {

    static final String FORECAST = "trafficForecast";
    private static final String PRESENCE = "presence";

    /** The features of the segment that this service writes. */
    ObjectNode features(boolean passed) {
        ObjectNode features = Json.object();
        ObjectNode travel = features.putObject(nameOf(TravelState.CAPABILITY));
        travel.putArray("definition").add(TravelState.MODEL);
        travel.set("properties", travel());
        ObjectNode forecast = features.putObject(FORECAST);
        forecast.putArray("definition").add("borough:trafficForecast:1.0.0");
        forecast.set("properties", forecast());
        if (segment.spec().presence()) {
            ObjectNode presence = features.putObject(PRESENCE);
            presence.putArray("definition").add(Presence.MODEL);
            presence.putObject("properties").put(Presence.PRESENT.path(), passed);
        }
        return features;
    }

    private static String nameOf(String capability) {
        return capability.substring(capability.indexOf(':') + 1);
    }

    private ObjectNode travel() {
        ObjectNode json = Json.object();
        Json.put(json, TravelState.SPEED.path(), state.speed());
        Json.put(json, TravelState.FLOW.path(), state.flow());
        Json.put(json, "occupancy", segment.course().occupancy(state.step()));
        Json.put(json, "heavyShare", segment.course().heavy(state.step()));
        return json.put(TravelState.LEVEL.path(), state.level())
                .put(TravelState.CONGESTED.path(), state.congested())
                .put(TravelState.QUALITY.path(), state.quality())
                .put("until", Course.start(state.step() + 1).toString());
    }

    private ObjectNode forecast() {
        ObjectNode json = Json.object();
        ArrayNode horizons = json.putArray("horizons");
        for (Outlook.Expected one : expected) {
            ObjectNode horizon = horizons.addObject().put("minutes", one.minutes());
            Json.put(horizon, "speed", one.speed());
            Json.put(horizon, "low", one.low());
            Json.put(horizon, "high", one.high());
            horizon.put("level", segment.level(rules, one.speed(), Double.NaN)).put("by", one.by());
            if (!Double.isNaN(one.learned())) {
                ObjectNode skill = horizon.putObject("rmse");
                Json.put(skill, "learned", one.learned());
                Json.put(skill, "lastValue", one.last());
                Json.put(skill, "meanOfTheHour", one.hour());
            }
        }
        ArrayNode odd = json.putArray("oddities");
        segment.oddities().forEach(one -> odd.addObject()
                .put("at", one.at().toString())
                .put("score", Json.rounded(one.score()))
                .put("speed", Json.rounded(one.speed())));
        ArrayNode findings = json.putArray("findings");
        segment.findings().stream().limit(20).map(Finding::json).forEach(findings::add);
        return json;
    }
}
