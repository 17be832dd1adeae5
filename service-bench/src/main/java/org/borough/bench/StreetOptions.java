// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.bench.street.Walking;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.RulesJson;
import picocli.CommandLine.Option;

/** What is assumed of streets, people, sensors and lamps where the files do not tell it. */
final class StreetOptions {

    private static final String DEFAULT = " (${DEFAULT-VALUE})";

    @Option(names = "--rule", description = "a rule as in a group's thing, such as dimLevel=30; else its default")
    private Map<String, String> rules = new LinkedHashMap<>();

    @Option(
            names = "--street-lamps",
            defaultValue = "6",
            description = "lamps of the street that is simulated" + DEFAULT)
    private int lamps;

    @Option(names = "--spacing-metres", defaultValue = "30", description = "from lamp to lamp" + DEFAULT)
    private double spacing;

    @Option(names = "--reach-metres", defaultValue = "12", description = "from which a sensor notices people" + DEFAULT)
    private double reach;

    @Option(names = "--noticed-percent", defaultValue = "95", description = "passages that a sensor notices" + DEFAULT)
    private double noticed;

    @Option(names = "--latency-min-seconds", defaultValue = "0.5", description = "sensor to lamp, at least" + DEFAULT)
    private double latencyMin;

    @Option(names = "--latency-max-seconds", defaultValue = "2.5", description = "sensor to lamp, at most" + DEFAULT)
    private double latencyMax;

    @Option(
            names = "--door-percent",
            defaultValue = "10",
            description = "people who come out of a door or car" + DEFAULT)
    private double doors;

    @Option(names = "--walking-speed", defaultValue = "1.34", description = "mean, m/s (Weidmann 1993)" + DEFAULT)
    private double speed;

    @Option(names = "--walking-spread", defaultValue = "0.26", description = "its deviation, m/s" + DEFAULT)
    private double spread;

    @Option(names = "--driver-loss-percent", defaultValue = "5", description = "power that no dimming saves" + DEFAULT)
    private double loss;

    @Option(
            names = "--node-watts",
            defaultValue = "0.6",
            description = "sensor and radio of a lamp, day and night, on our side only" + DEFAULT)
    private double node;

    @Option(
            names = "--lamp-watts",
            defaultValue = "40",
            description = "LED whose power the file does not tell" + DEFAULT)
    private double watts;

    @Option(names = "--traffic-factor", defaultValue = "1", description = "people for each one counted" + DEFAULT)
    private double traffic;

    @Option(names = "--seed", defaultValue = "1", description = "of chance: the same seed, the same people" + DEFAULT)
    private long seed;

    Rules rules() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("members", "bench:lamp").put("author", "bench").put("date", "2026-01-01");
        rules.forEach((key, text) -> json.set(key, RulesJson.value(text)));
        RulesJson.Parsed parsed = RulesJson.read(json);
        if (!parsed.valid()) {
            throw new IllegalArgumentException("--rule: " + String.join(" ", parsed.problems()));
        }
        return parsed.rules();
    }

    Walking walking() {
        require(lamps >= 1 && lamps <= 200, "--street-lamps must be 1 to 200");
        require(
                spacing > 0 && reach > 0 && speed > 0 && spread >= 0,
                "--spacing-metres, --reach-metres and" + " --walking-speed must be above 0");
        require(latencyMin >= 0 && latencyMax >= latencyMin, "--latency-max-seconds must not be below the least");
        require(percent(noticed) && percent(doors) && percent(loss), "percentages must be 0 to 100");
        require(
                node >= 0 && watts > 0 && traffic >= 0,
                "--node-watts, --lamp-watts and --traffic-factor must not be" + " below 0");
        return new Walking(
                lamps, spacing, reach, noticed / 100, latencyMin, latencyMax, doors / 100, speed, spread, loss / 100);
    }

    private static boolean percent(double value) {
        return value >= 0 && value <= 100;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem + ".");
        }
    }

    double nodeWatts() {
        return node;
    }

    double lampWatts() {
        return watts;
    }

    double traffic() {
        return traffic;
    }

    long seed() {
        return seed;
    }

    /** All of it for a reader. */
    List<String> words(Rules in) {
        List<String> words = new ArrayList<>();
        words.add("Rules: " + RulesJson.write(in));
        words.add(
                "Street: %d lamps looked at, %.0f m apart; light runs on beyond both ends.".formatted(lamps, spacing));
        words.add(
                ("People: a Poisson process of each hour's count times %.3g; %.2f m/s, deviation %.2f; %.0f %% come out"
                                + " of a door or car.")
                        .formatted(traffic, speed, spread, doors));
        words.add("Sensors: one a lamp, %.0f m reach, %.0f %% of passages noticed, %.1f to %.1f s to the lamps."
                .formatted(reach, noticed, latencyMin, latencyMax));
        words.add(("Lamps: LED; %.0f W where the file tells no power; %.0f %% of the power does not follow the level;"
                        + " %.1f W for sensor and radio, day and night.")
                .formatted(watts, loss, node));
        return words;
    }
}
