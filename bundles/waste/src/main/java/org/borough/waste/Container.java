// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.plausibility.DeviceWatch;
import org.borough.plausibility.Doubt;
import org.borough.plausibility.Finding;
import org.borough.plausibility.Range;
import org.borough.plausibility.Said;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.waste.forecast.Fill;
import org.borough.waste.rules.WasteRules.Sensing;

/** One container: what it holds, since when, and what can be said against its sensor. For one thread. */
final class Container {

    static final int DAYS = 120;

    private static final Range PERCENT = new Range(0, 100);
    private static final Range CELSIUS = new Range(-60, 1000);
    private static final Range KILOGRAMS = new Range(0, 30_000);
    private static final double MOVED_METRES = 50;
    private static final double LOW = 40;
    private static final double HOURS_A_DAY = 24;
    /** How much one weighed pick-up says about how fast a container fills. */
    private static final double TRUST = 0.3;

    private final ThingId id;
    private final ZoneId zone;
    private final DeviceWatch watch = new DeviceWatch();
    private final SensorHealth health = new SensorHealth();
    private final NavigableMap<LocalDate, Double> days = new TreeMap<>();
    private Twin twin;
    private Geometry geometry;
    private double level = Double.NaN;
    private Instant levelAt = Instant.MIN;
    private Instant emptied = Instant.MIN;
    private double learnedDays = Double.NaN;
    private boolean tilted;
    private boolean burning;
    private boolean measured;

    Container(Twin twin, ZoneId zone) {
        this.id = twin.id();
        this.zone = zone;
        this.twin = twin;
        this.geometry = Geometry.of(twin);
    }

    ThingId id() {
        return id;
    }

    String name() {
        return twin.attribute("name", String.class).orElse(id.name());
    }

    Optional<Place> place() {
        return twin.place();
    }

    Geometry geometry() {
        return geometry;
    }

    Instant emptied() {
        return emptied;
    }

    boolean tilted() {
        return tilted;
    }

    boolean burning() {
        return burning;
    }

    boolean measured() {
        return measured;
    }

    /** Takes what its thing says now. */
    void is(Twin now, Instant at) {
        twin = now;
        geometry = Geometry.of(now);
        watch.stands(now.place(), MOVED_METRES, at);
    }

    /** Hears one reading. */
    void hear(Heard heard, Sensing rules) {
        Duration late = Duration.ofHours(rules.lateHours());
        switch (heard.quantity()) {
            case LEVEL -> take(heard, PERCENT, late, heard.value(), rules);
            case DISTANCE -> distance(heard, late, rules);
            case WEIGHT -> take(heard, KILOGRAMS, late, geometry.levelOfWeight(heard.value()), rules);
            case PICKED_UP -> {
                if (watch.hear(said(heard), KILOGRAMS, late).isNews()) {
                    pickedUp(heard.at(), heard.value());
                }
            }
            case TEMPERATURE -> {
                if (watch.hear(said(heard), CELSIUS, late).isNews()) {
                    burning = heard.value() >= rules.fireCelsius();
                }
            }
            case TILTED -> tilted = heard.value() > 0;
            case FIRE -> burning = heard.value() > 0;
            default -> throw new IllegalStateException(heard.toString());
        }
    }

    private static Said said(Heard heard) {
        return new Said(heard.quantity().name(), heard.value(), heard.at(), heard.arrived());
    }

    private void distance(Heard heard, Duration late, Sensing rules) {
        if (geometry.levelOfDistance(heard.value()).isEmpty()) {
            watch.note(
                    Doubt.UNIT,
                    "distance",
                    heard.arrived(),
                    "its thing lacks container/emptyMm above container/fullMm; a distance says nothing without.");
            return;
        }
        double most = geometry.emptyMm() * 1.2;
        take(
                heard,
                new Range(0, most),
                late,
                geometry.levelOfDistance(heard.value()).orElseThrow(),
                rules);
    }

    private void take(Heard heard, Range range, Duration late, double percent, Sensing rules) {
        DeviceWatch.Taken taken = watch.hear(said(heard), range, late);
        if (taken == DeviceWatch.Taken.OLDER) {
            days.putIfAbsent(day(heard.at()), percent);
        }
        if (!taken.isNews()) {
            return;
        }
        Instant at = taken == DeviceWatch.Taken.CLOCK ? heard.arrived() : heard.at();
        measured = true;
        if (at.isBefore(levelAt)) {
            // Somebody confirmed an emptying since.
            days.putIfAbsent(day(at), percent);
            return;
        }
        if (level - percent >= rules.emptiedDrop() && percent <= Math.max(LOW, level / 2)) {
            emptied = at;
            health.emptied(percent);
        }
        health.hear(percent, at);
        level = percent;
        levelAt = at;
        note(day(at), percent);
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    private void note(LocalDate day, double percent) {
        days.put(day, percent);
        while (days.size() > DAYS) {
            days.pollFirstEntry();
        }
    }

    /** A day from before the service was there. */
    void remember(LocalDate day, double percent) {
        days.putIfAbsent(day, Math.max(0, Math.min(100, percent)));
    }

    /** Somebody says that it was emptied; says it twice, it counts once. */
    void emptiedBy(Instant at, double kilograms) {
        if (!at.isAfter(emptied)) {
            return;
        }
        if (kilograms > 0) {
            learn(at, kilograms);
        }
        emptied = at;
        if (levelAt.isBefore(at)) {
            level = 0;
            levelAt = at;
            note(day(at), 0);
        }
    }

    private void pickedUp(Instant at, double kilograms) {
        emptiedBy(at, kilograms);
    }

    /** A weighed pick-up tells how fast it really fills. */
    private void learn(Instant at, double kilograms) {
        double waited = Duration.between(emptied, at).toMinutes() / (60 * HOURS_A_DAY);
        if (emptied.equals(Instant.MIN) || waited < 0.2) {
            return;
        }
        double seen = waited * geometry.fullKg() / kilograms;
        learnedDays = Double.isNaN(learnedDays) ? seen : (1 - TRUST) * learnedDays + TRUST * seen;
    }

    private double daysToFull() {
        double usual = Double.isNaN(learnedDays) ? geometry.daysToFull() : learnedDays;
        return Math.max(0.2, usual);
    }

    /** Whether its sensor can be believed now. */
    boolean believed(Sensing rules, Instant now) {
        boolean wrong = health.doubts(rules, now).stream().anyMatch(doubt -> doubt.kind() != SensorHealth.Kind.DRIFT);
        boolean silent = watch.rhythm()
                .last()
                .plus(Duration.ofHours(rules.silentHours()))
                .isBefore(now);
        return measured && !wrong && !silent;
    }

    /** The level now: measured, or estimated from the time since it was emptied. */
    double level(Sensing rules, Instant now) {
        return believed(rules, now) ? level : estimate(now);
    }

    /** The level by the time since the last emptying; half full when nobody knows any. */
    private double estimate(Instant now) {
        if (emptied.equals(Instant.MIN)) {
            return 50;
        }
        double waited = Duration.between(emptied, now).toMinutes() / (60 * HOURS_A_DAY);
        return Math.max(0, Math.min(100, 100 * waited / daysToFull()));
    }

    /** By how many points a day it fills where nothing better is known. */
    double usualRise() {
        return 100 / daysToFull();
    }

    /** Its days for the forecast. */
    List<Fill> fills() {
        List<Fill> fills = new ArrayList<>();
        days.forEach((day, percent) -> fills.add(new Fill(day, percent / 10)));
        return fills;
    }

    /** What can be said against it and its sensor. */
    List<Finding> findings(Sensing rules, Instant now) {
        watch.forget(now);
        List<Finding> found = new ArrayList<>(watch.findings(id.toString()));
        if (measured) {
            watch.silence(id.toString(), Duration.ofHours(rules.silentHours()), now)
                    .ifPresent(found::add);
        }
        return found;
    }

    List<SensorHealth.Doubted> doubts(Sensing rules, Instant now) {
        return measured ? health.doubts(rules, now) : List.of();
    }
}
