// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.borough.lighting.rules.Rules;

/** The energy account of several lamps, in Wh. */
record Energy(Instant since, double used, double baseline, int measured, int modelled, int unseen, int unknown) {

    static final String BASELINE =
            "LED, same lamps, fixed schedule: full level from dusk to dawn, by their rated power";

    static Energy none(Instant since) {
        return new Energy(since, 0, 0, 0, 0, 0, 0);
    }

    /** The same account with its lamps still to be counted. */
    Energy recount() {
        return new Energy(since, used, baseline, 0, 0, 0, 0);
    }

    Energy plus(Meter.Usage usage) {
        return new Energy(
                since,
                used + usage.used(),
                baseline + usage.baseline(),
                measured + (usage.method() == Meter.Method.MEASURED ? 1 : 0),
                modelled + (usage.method() == Meter.Method.MODELLED ? 1 : 0),
                unseen + (usage.method() == Meter.Method.UNSEEN ? 1 : 0),
                unknown + (usage.method() == Meter.Method.UNKNOWN ? 1 : 0));
    }

    Energy plus(Energy other) {
        return new Energy(
                since.isBefore(other.since) ? since : other.since,
                used + other.used,
                baseline + other.baseline,
                measured + other.measured,
                modelled + other.modelled,
                unseen + other.unseen,
                unknown + other.unknown);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("since", since.toString())
                .put("usedWh", round(used))
                .put("baselineWh", round(baseline))
                .put("savedWh", round(baseline - used))
                .put("savedPercent", baseline == 0 ? 0 : round(100 * (baseline - used) / baseline))
                .put("method", method())
                .put("baseline", BASELINE)
                .put("measuredLamps", measured)
                .put("modelledLamps", modelled)
                .put("unseenLamps", unseen)
                .put("uncountedLamps", unknown);
    }

    /** The energy as CO2, null where nobody laid down what a kilowatt hour stands for. */
    ObjectNode co2(Rules.Carbon carbon) {
        double kilograms = carbon.gramsPerKwh() / 1_000_000;
        return !carbon.isKnown()
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("usedKg", round(used * kilograms))
                        .put("savedKg", round((baseline - used) * kilograms))
                        .put("gramsPerKwh", carbon.gramsPerKwh())
                        .put("source", carbon.source() + " (" + carbon.date() + ")");
    }

    static Energy read(JsonNode json, Instant now) {
        if (!json.path("since").isTextual()) {
            return none(now);
        }
        return new Energy(
                Times.parse(json.path("since")),
                json.path("usedWh").asDouble(),
                json.path("baselineWh").asDouble(),
                0,
                0,
                0,
                0);
    }

    private String method() {
        if (measured == 0 && modelled == 0) {
            return "none: no lamp is measured or has the attribute ratedPower";
        }
        if (measured > 0 && modelled > 0) {
            return "measured and modelled (rated power times level)";
        }
        return measured > 0 ? "measured" : "modelled (rated power times level)";
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
