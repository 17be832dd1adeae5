// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.borough.plausibility.DeviceWatch;
import org.borough.plausibility.Doubt;
import org.borough.plausibility.Range;
import org.borough.plausibility.Said;

/** One luminaire of a lamp: what it says, doubted, and what that says of its health. For one thread. */
final class Head {

    static final String LEVEL = "level";
    static final String POWER = "power";
    static final String ENERGY = "energy";
    static final String ON = "on";
    static final String LAMP_FAULT = "lampFault";
    static final String DRIVER_FAULT = "driverFault";

    private static final Range PERCENT = new Range(0, 100);
    private static final Range FLAG = new Range(0, 1);
    private static final Range WATT_HOURS = new Range(0, 1e9);
    private static final double NOISE_WATTS = -0.5;
    private static final double MOST_WATTS = 2000;
    private static final double TIMES_RATED = 10;
    private static final double LEVEL_TOLERANCE = 5;
    private static final double SHARE_TOLERANCE = 0.02;
    private static final double FULL = 100;

    private final DeviceWatch watch;
    private final String prefix;
    private final Signs signs = new Signs();
    private final Electrics electrics = new Electrics(signs);
    private final MeterWatch meter;
    private double level = Double.NaN;
    private Instant levelSince = Instant.MIN;
    private double wanted = Double.NaN;
    private Instant wantedSince = Instant.MIN;
    private double watts = Double.NaN;
    private Instant wattsAt = Instant.MIN;
    private Instant checked = Instant.MIN;
    private int shares;
    private int on = -1;
    private int lampFault = -1;
    private int driverFault = -1;

    /**
     * A luminaire.
     *
     * @param prefix what its quantities are told with where a lamp has several
     */
    Head(DeviceWatch watch, String prefix) {
        this.watch = watch;
        this.prefix = prefix;
        this.meter = new MeterWatch(watch, prefix + ENERGY);
    }

    Signs signs() {
        return signs;
    }

    /** Starts with the counter as it stands. */
    void begin(double energy) {
        meter.begin(energy);
    }

    /** Hears one reading of the property with this name. */
    void hear(String name, double value, Instant at, Instant arrived, Scene scene) {
        wants(scene, arrived);
        DeviceWatch.Taken taken = watch.hear(
                new Said(prefix + name, value, at, arrived),
                range(name, scene),
                scene.rules().doubts().late());
        if (taken.isNews()) {
            take(name, value, taken == DeviceWatch.Taken.CLOCK ? arrived : at, scene);
        }
    }

    private static Range range(String name, Scene scene) {
        return switch (name) {
            case LEVEL -> PERCENT;
            case POWER -> new Range(NOISE_WATTS, scene.rated() > 0 ? TIMES_RATED * scene.rated() : MOST_WATTS);
            case ENERGY -> WATT_HOURS;
            default -> FLAG;
        };
    }

    private void take(String name, double value, Instant at, Scene scene) {
        switch (name) {
            case LEVEL -> level(value, at, scene);
            case POWER -> power(Math.max(0, value), at, scene);
            case ENERGY -> energy(value, at, scene);
            case ON -> on = (int) value;
            case LAMP_FAULT -> lampFault = (int) value;
            case DRIVER_FAULT -> driverFault = (int) value;
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void level(double value, Instant at, Scene scene) {
        boolean share = scene.wanted() >= TIMES_RATED
                && value > 0
                && Math.abs(value - scene.wanted() / FULL) <= SHARE_TOLERANCE;
        shares = share ? shares + 1 : 0;
        if (share && shares >= scene.rules().evidence().readings()) {
            watch.note(
                    Doubt.UNIT,
                    prefix + LEVEL,
                    at,
                    "it says " + value + " where " + Electrics.figure(scene.wanted())
                            + " % are asked: as if 1 were full level. The level that is asked counts instead.");
            level = Double.NaN;
        } else if (!share && value != level) {
            level = value;
            levelSince = at;
            meter.at(value);
        }
    }

    private void power(double value, Instant at, Scene scene) {
        watts = value;
        wattsAt = at;
        if (isSettled(at, scene)) {
            electrics.judge(new Electrics.Sample(level(), value, scene.rated(), at), scene.rules());
        }
        if (electrics.isInKilowatts(scene.rules())) {
            watch.note(
                    Doubt.UNIT,
                    prefix + POWER,
                    at,
                    "it says " + value + " W at " + Electrics.figure(level())
                            + " %, a thousandth of what is expected: as if it spoke in kW.");
        }
    }

    private void energy(double value, Instant at, Scene scene) {
        boolean judged = wattsAt.plus(Duration.ofDays(1)).isBefore(at);
        meter.take(value, at, scene.rated())
                .filter(mean -> judged)
                .ifPresent(mean -> electrics.judge(
                        new Electrics.Sample(mean.level(), mean.watts(), scene.rated(), at), scene.rules()));
    }

    /** The level that it says, else the one that is asked. */
    private double level() {
        return Double.isNaN(level) ? wanted : level;
    }

    private boolean isSettled(Instant at, Scene scene) {
        Instant changed = levelSince.isBefore(wantedSince) ? wantedSince : levelSince;
        return !Double.isNaN(level())
                && (changed.equals(Instant.MIN)
                        || !at.isBefore(changed.plus(scene.rules().power().settle())));
    }

    private void wants(Scene scene, Instant now) {
        if (!Double.isNaN(scene.wanted()) && scene.wanted() != wanted) {
            wantedSince = Double.isNaN(wanted) ? wantedSince : now;
            wanted = scene.wanted();
            meter.at(level());
        }
    }

    /** Looks at what time brings. */
    void look(Scene scene, Instant now) {
        wants(scene, now);
        double at = level();
        meter.pass(at, electrics.expected(at, scene.rated(), scene.rules()), now);
        electrics.look(now, scene.rules());
        Instant heard = watch.rhythm().last();
        if (heard.isAfter(checked)) {
            checked = heard;
            words(scene, heard);
        }
    }

    /** What it said last, weighed once more because it was heard again and did not take it back. */
    private void words(Scene scene, Instant heard) {
        flag(Sign.LAMP_FLAG, lampFault, LAMP_FAULT, heard, scene);
        flag(Sign.DRIVER_FLAG, driverFault, DRIVER_FAULT, heard, scene);
        if (Double.isNaN(wanted)
                || Double.isNaN(level) && on < 0
                || heard.isBefore(
                        wantedSince.equals(Instant.MIN)
                                ? heard
                                : wantedSince.plus(scene.rules().power().settle()))) {
            return;
        }
        boolean says = Double.isNaN(level) ? on > 0 : level > LEVEL_TOLERANCE;
        boolean other = Double.isNaN(level) ? says != wanted > 0 : Math.abs(level - wanted) > LEVEL_TOLERANCE;
        boolean burns = other && wanted <= 0 && says && !scene.night();
        String said = Double.isNaN(level) ? (on > 0 ? "it is on" : "it is off") : Electrics.figure(level) + " %";
        String evidence = Electrics.figure(wanted) + " % are asked, it says: " + said + ".";
        weigh(Sign.SAYS_IT_BURNS, burns, evidence, heard, scene);
        weigh(Sign.SAYS_ANOTHER_LEVEL, other && !burns, evidence, heard, scene);
    }

    private void flag(Sign sign, int flag, String name, Instant at, Scene scene) {
        if (flag >= 0) {
            weigh(sign, flag == 1, "Its controller says " + prefix + name + ".", at, scene);
        }
    }

    private void weigh(Sign sign, boolean odd, String evidence, Instant at, Scene scene) {
        if (odd) {
            signs.odd(sign, at, evidence, scene.rules().evidence());
        } else {
            signs.well(sign, at, scene.rules().evidence());
        }
    }

    /** The power it draws now, when that was said lately and can be believed. */
    OptionalDouble watts(Duration fresh, FaultRules rules, Instant now) {
        boolean believed =
                !Double.isNaN(watts) && !wattsAt.plus(fresh).isBefore(now) && !electrics.isInKilowatts(rules);
        return believed ? OptionalDouble.of(watts) : OptionalDouble.empty();
    }

    /** The level it says, else the one that is asked; not a number when nobody knows. */
    double known() {
        return level();
    }

    MeterWatch meter() {
        return meter;
    }
}
