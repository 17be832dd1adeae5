// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.borough.lighting.faults.LampWatch;
import org.borough.lighting.rules.ManualLevel;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Twin;

/** One lamp, and what was last wanted of it. For the thread that steers. */
final class Lamp {

    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(60);

    private final ThingId id;
    private final Meter meter = new Meter();
    private final LampWatch watch;
    private Sources sources = new Sources(List.of(), List.of());
    private double wanted = Double.NaN;
    private Instant changed = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private String refusal = "";
    private ManualLevel manual = ManualLevel.NONE;

    /**
     * By which sensors it is steered.
     *
     * @param here those that speak for it
     * @param ahead those that speak for its neighbours along the street
     */
    record Sources(List<ThingId> here, List<ThingId> ahead) {

        Stream<ThingId> all() {
            return Stream.concat(here.stream(), ahead.stream());
        }
    }

    Lamp(ThingId id) {
        this.id = id;
        this.watch = new LampWatch(id);
    }

    ThingId id() {
        return id;
    }

    Meter meter() {
        return meter;
    }

    /** What is known of its health. */
    LampWatch watch() {
        return watch;
    }

    /** The sensors that speak for it. */
    List<ThingId> sensors() {
        return sources.here();
    }

    Sources sources() {
        return sources;
    }

    void link(Sources speaking) {
        sources = speaking;
    }

    /** The level last wanted of it, {@link Double#NaN} when nobody knows. */
    double wanted() {
        return wanted;
    }

    Instant changed() {
        return changed;
    }

    /** Starts from what its twin says is wanted. */
    void recall(Twin twin) {
        wanted = features(twin).stream()
                .map(feature -> twin.desired(Luminaire.LEVEL.in(feature)).orElse(Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    boolean ready(Instant now) {
        return !now.isBefore(notBefore);
    }

    void want(double level, Instant now) {
        wanted = level;
        changed = now;
    }

    /** The platform did not take the wish: another try comes after a pause. */
    void refused(String reason, Instant now) {
        wanted = Double.NaN;
        notBefore = now.plus(PAUSE_AFTER_REFUSAL);
        refusal = reason;
    }

    void accepted() {
        refusal = "";
    }

    String refusal() {
        return refusal;
    }

    ManualLevel manual() {
        return manual;
    }

    /** Somebody else wants a level of this lamp. */
    void overruled(ManualLevel level) {
        manual = level;
        wanted = level.level();
    }

    /** Somebody withdrew what was wanted of this lamp; it is asked again after a pause, lest two go round in a circle. */
    void withdrawn(Instant now) {
        manual = ManualLevel.NONE;
        wanted = Double.NaN;
        notBefore = now.plus(PAUSE_AFTER_REFUSAL);
    }

    /** Remembers a manual level from before a restart. */
    void remember(ManualLevel level) {
        manual = level;
    }

    static List<String> features(Twin twin) {
        return twin.providing(Luminaire.CAPABILITY).stream().sorted().toList();
    }

    /** The settings that bring all its lights to a level. */
    static List<Setting> settings(Twin twin, double level) {
        return features(twin).stream()
                .map(feature -> Setting.of(Luminaire.LEVEL.in(feature), level))
                .toList();
    }
}
