// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of some rules in a past, hour by hour. For one thread. */
final class DryFigures {

    private final Map<Instant, String> levels = new LinkedHashMap<>();
    private final Map<String, Integer> hoursByIndex = new TreeMap<>();
    private final Map<String, Integer> hoursOfAlert = new TreeMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final Map<String, Set<String>> excluded = new TreeMap<>();
    private final List<String> alerts = new ArrayList<>();
    private Map<String, ObjectNode> standing = Map.of();

    /** Notes an hour that was looked at. */
    void note(Area area, Instant now) {
        AreaPage page = new AreaPage(area, now);
        String level = new IndexPage(area, now).json(area.whole()).path("level").asText();
        levels.put(area.last(), level);
        hoursByIndex.merge(level, 1, Integer::sum);
        Map<String, ObjectNode> after = new TreeMap<>();
        page.alarms(standing).forEach(raised -> after.put(raised.key(), page.alert(raised)));
        after.forEach((key, alert) -> {
            hoursOfAlert.merge(key, 1, Integer::sum);
            if (!standing.containsKey(key)) {
                alerts.add(key + " from " + alert.path("since").asText());
            }
        });
        standing = after;
        area.findings().stream().filter(finding -> finding.kind().excludes()).forEach(finding -> {
            String kind = finding.kind().name().toLowerCase(Locale.ROOT);
            leftOut.merge(kind, 1, Integer::sum);
            excluded.computeIfAbsent(finding.sensor(), key -> new TreeSet<>()).add(kind);
        });
    }

    /** The level of the area's index, by hour. */
    Map<Instant, String> levels() {
        return levels;
    }

    /** Which alerts began, where and when. */
    List<String> alerts() {
        return alerts;
    }

    /** Which sensors were left out at least for an hour, and why. */
    Map<String, Set<String>> excluded() {
        return excluded;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        put(json, "hoursByIndex", hoursByIndex);
        json.put("alertsBegun", alerts.size());
        put(json, "hoursOfAlert", hoursOfAlert);
        put(json, "sensorHoursLeftOut", leftOut);
        json.put("sensorsLeftOut", excluded.size());
        return json;
    }

    private static void put(ObjectNode json, String key, Map<String, Integer> counts) {
        ObjectNode node = json.putObject(key);
        counts.forEach(node::put);
    }
}
