// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.borough.lighting.rules.Rules;
import org.borough.thing.ThingId;

/** Energy and CO2 lamp by lamp, and of all groups together, as they stand in things. */
final class Accounts {

    private static final int LAMPS = 200;
    private static final double GRAMS = 1_000_000;

    private Accounts() {}

    /** The account of each lamp; the first of them where there are very many. */
    static ArrayNode lamps(List<Lamp> lamps, Rules.Carbon carbon) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Lamp lamp : lamps.subList(0, Math.min(LAMPS, lamps.size()))) {
            Meter meter = lamp.meter();
            double saved = meter.baseline() - meter.used();
            ObjectNode json = list.addObject()
                    .put("lamp", lamp.id().toString())
                    .put("method", meter.method().name().toLowerCase(Locale.ROOT))
                    .put("usedWh", rounded(meter.used()))
                    .put("baselineWh", rounded(meter.baseline()))
                    .put("savedPercent", meter.baseline() == 0 ? 0 : rounded(100 * saved / meter.baseline()));
            if (carbon.isKnown()) {
                json.put("savedCo2Grams", rounded(saved * carbon.gramsPerKwh() / 1000));
            }
        }
        return list;
    }

    /** Goes on from the accounts of before a restart. */
    static Map<ThingId, JsonNode> read(JsonNode list) {
        Map<ThingId, JsonNode> accounts = new HashMap<>();
        list.forEach(lamp -> accounts.put(ThingId.parse(lamp.path("lamp").asText()), lamp));
        return accounts;
    }

    /** The CO2 of all groups whose rules say what a kWh stands for; null where none does. */
    static ObjectNode co2(Collection<Group> groups) {
        List<Group> known = groups.stream()
                .filter(group -> group.rules().carbon().isKnown())
                .toList();
        if (known.isEmpty()) {
            return null;
        }
        double used = 0;
        double saved = 0;
        for (Group group : known) {
            double kilograms = group.rules().carbon().gramsPerKwh() / GRAMS;
            used += group.energy().used() * kilograms;
            saved += (group.energy().baseline() - group.energy().used()) * kilograms;
        }
        Set<String> sources = known.stream()
                .map(group -> group.rules().carbon())
                .map(carbon -> carbon.gramsPerKwh() + " g/kWh: " + carbon.source() + " (" + carbon.date() + ")")
                .collect(Collectors.toCollection(TreeSet::new));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("usedKg", rounded(used))
                .put("savedKg", rounded(saved))
                .put("groups", known.size())
                .put("groupsWithoutFigure", groups.size() - known.size());
        sources.forEach(json.putArray("sources")::add);
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
