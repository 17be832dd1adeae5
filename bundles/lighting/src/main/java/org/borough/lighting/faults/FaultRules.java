// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.borough.rulebook.Fields;

/** What a lighting engineer laid down about faults of one group. */
public record FaultRules(Evidence evidence, Power power, Silence silence, Supply supply, Doubts doubts) {

    private static final double PERCENT = 100;
    private static final double MILLIS = 1000;
    private static final double SECONDS_PER_MINUTE = 60;

    /**
     * How much it takes.
     *
     * @param readings that speak for a fault, one after the other, and against it before it ends
     * @param time between the first and the last of them at least
     */
    public record Evidence(int readings, Duration time) {}

    /**
     * What power is expected.
     *
     * @param curve the share of the rated power at each level
     * @param standbyWatts what a driver draws while its lamp is off; 0 where nobody laid it down
     * @param tolerance the share by which power may be off
     * @param dead below this share of what is expected a lamp is dark
     * @param burnerWatts above this a lamp that should be off burns
     * @param settle how long after a change of level power is not judged
     * @param cycles so often it goes out within {@code cycleTime} to be a cycling lamp
     */
    public record Power(
            Curve curve,
            double standbyWatts,
            double tolerance,
            double dead,
            double burnerWatts,
            Duration settle,
            int cycles,
            Duration cycleTime) {}

    /**
     * When a controller is missed.
     *
     * @param pauses after so many of its own usual pauses; 0 for never
     * @param least not sooner than this
     * @param most not later than this, and after this while its rhythm is not known
     */
    public record Silence(double pauses, Duration least, Duration most) {}

    /**
     * When many lamps have one fault.
     *
     * @param attribute the attribute of lamps that names what feeds them
     * @param lamps so many of them at least
     * @param share and this share of those that can be told
     * @param time within which all of them went dark or silent
     */
    public record Supply(String attribute, int lamps, double share, Duration time) {}

    /**
     * When readings are doubted.
     *
     * @param movedMetres from which distance a lamp stands elsewhere
     * @param late how late a reading may come
     * @param presence after this time a sensor that always says that somebody is there is stuck
     */
    public record Doubts(double movedMetres, Duration late, Duration presence) {}

    /** Reads them from the members of a group's rules. */
    public static FaultRules read(Fields fields) {
        FaultRules rules = new FaultRules(
                new Evidence(fields.whole("faultReadings", 3, 1, 1000), fields.minutes("faultMinutes", 30, 0, 10_080)),
                power(fields),
                new Silence(
                        fields.number("silencePauses", 4, 0, 100),
                        fields.minutes("silenceLeastMinutes", 60, 1, 10_080),
                        fields.minutes("silenceMostMinutes", 1440, 1, 43_200)),
                supply(fields),
                new Doubts(
                        fields.number("movedMetres", 50, 1, 10_000),
                        fields.minutes("lateMinutes", 1440, 5, 10_080),
                        fields.minutes("presenceStuckMinutes", 360, 10, 10_080)));
        fields.require(
                rules.silence().least().compareTo(rules.silence().most()) <= 0,
                "silenceLeastMinutes must not be greater than silenceMostMinutes.");
        return rules;
    }

    private static Power power(Fields fields) {
        return new Power(
                curve(fields),
                fields.number("standbyWatts", 0, 0, 50),
                fields.number("powerTolerancePercent", 25, 5, 100) / PERCENT,
                fields.number("darkPercent", 10, 1, 50) / PERCENT,
                fields.number("dayBurnerWatts", 5, 0.1, 1000),
                fields.seconds("settleSeconds", 120, 0, 3600),
                fields.whole("cyclingTimes", 3, 2, 100),
                fields.minutes("cyclingMinutes", 720, 10, 10_080));
    }

    private static Curve curve(Fields fields) {
        String text = fields.text("dimmingCurve");
        try {
            return text.isEmpty() ? Curve.LINEAR : Curve.parse(text);
        } catch (IllegalArgumentException e) {
            fields.require(
                    false,
                    "dimmingCurve is \"" + text + "\" (" + e.getMessage()
                            + "); it must be points of level and percent of"
                            + " rated power such as \"0:0 10:16 50:55 100:100\".");
            return Curve.LINEAR;
        }
    }

    private static Supply supply(Fields fields) {
        String attribute = fields.text("supplyAttribute");
        return new Supply(
                attribute.isEmpty() ? "cabinet" : attribute,
                fields.whole("supplyLamps", 3, 2, 10_000),
                fields.number("supplyPercent", 60, 10, 100) / PERCENT,
                fields.minutes("supplyMinutes", 30, 1, 1440));
    }

    /** Writes them beside the other rules of a group. */
    public void write(ObjectNode json) {
        json.put("faultReadings", evidence.readings())
                .put("faultMinutes", minutes(evidence.time()))
                .put("dimmingCurve", power.curve().toString())
                .put("standbyWatts", power.standbyWatts())
                .put("powerTolerancePercent", PERCENT * power.tolerance())
                .put("darkPercent", PERCENT * power.dead())
                .put("dayBurnerWatts", power.burnerWatts())
                .put("settleSeconds", power.settle().toMillis() / MILLIS)
                .put("cyclingTimes", power.cycles())
                .put("cyclingMinutes", minutes(power.cycleTime()))
                .put("silencePauses", silence.pauses())
                .put("silenceLeastMinutes", minutes(silence.least()))
                .put("silenceMostMinutes", minutes(silence.most()))
                .put("supplyAttribute", supply.attribute())
                .put("supplyLamps", supply.lamps())
                .put("supplyPercent", PERCENT * supply.share())
                .put("supplyMinutes", minutes(supply.time()))
                .put("movedMetres", doubts.movedMetres())
                .put("lateMinutes", minutes(doubts.late()))
                .put("presenceStuckMinutes", minutes(doubts.presence()));
    }

    /** The rule by which a fault was found, in a sentence. */
    public String words(FaultKind kind) {
        String enough = ", " + evidence.readings() + " readings in a row over "
                + evidence.time().toMinutes() + " minutes at least";
        return switch (kind) {
            case SUPPLY ->
                supply.lamps() + " lamps and " + Math.round(PERCENT * supply.share()) + " % of one "
                        + supply.attribute() + " dark or silent within "
                        + supply.time().toMinutes() + " minutes";
            case LAMP_FAILURE ->
                "on, but below " + Math.round(PERCENT * power.dead()) + " % of the power expected, or so says its"
                        + " controller" + enough;
            case DRIVER_FAILURE -> "on, but below half of the driver's standby, or so says its controller" + enough;
            case DAY_BURNER -> "off, but above " + power.burnerWatts() + " W" + enough;
            case STUCK_LEVEL -> "power or reported level does not follow the level" + enough;
            case CYCLING ->
                "out and back " + power.cycles() + " times within "
                        + power.cycleTime().toMinutes() + " minutes";
            case DEGRADED, WRONG_POWER -> "off by more than " + Math.round(PERCENT * power.tolerance()) + " %" + enough;
            case NO_COMMUNICATION ->
                "silent for " + silence.pauses() + " of its usual pauses, "
                        + silence.least().toMinutes() + " to "
                        + silence.most().toMinutes() + " minutes";
        };
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / MILLIS / SECONDS_PER_MINUTE;
    }
}
