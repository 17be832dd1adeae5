// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.borough.plausibility.DeviceWatch;
import org.borough.plausibility.Finding;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** Watches one lamp. For the thread that steers. */
public final class LampWatch {

    private static final double OVERDUE = 1.5;

    private final ThingId id;
    private final DeviceWatch watch = new DeviceWatch();
    private final Signs own = new Signs();
    private final Map<String, Head> heads = new TreeMap<>();
    private Instant missedSince = Instant.MIN;

    /** A lamp of which nothing was heard yet. */
    public LampWatch(ThingId id) {
        this.id = id;
    }

    ThingId id() {
        return id;
    }

    /** Starts to listen, with the counters as they stand; again when its features changed. */
    public void begin(Twin twin) {
        List<String> features =
                twin.providing(Luminaire.CAPABILITY).stream().sorted().toList();
        for (String feature : features) {
            heads.computeIfAbsent(feature, name -> {
                Head head = new Head(watch, features.size() == 1 ? "" : name + '/');
                twin.get(Luminaire.ENERGY.in(name)).ifPresent(head::begin);
                return head;
            });
        }
        heads.keySet().retainAll(features);
    }

    /** Hears what it said. */
    public void hear(Heard heard, Scene scene, Instant arrived) {
        Head head = heads.get(heard.feature());
        if (head == null || heard.name().isEmpty()) {
            watch.rhythm().heard(arrived);
        } else {
            head.hear(heard.name(), heard.value(), heard.at(), arrived, scene);
        }
    }

    /** Looks at what time brings; returns whether it stands elsewhere. */
    public boolean look(Scene scene, Optional<Place> place, Instant now) {
        watch.rhythm().begin(now);
        boolean moved = watch.stands(place, scene.rules().doubts().movedMetres(), now);
        heads.values().forEach(head -> head.look(scene, now));
        watch.forget(now);
        silence(scene.rules().silence(), now);
        return moved;
    }

    private void silence(FaultRules.Silence rules, Instant now) {
        Optional<Finding> silent =
                rules.pauses() <= 0 ? Optional.empty() : watch.silence(id.toString(), limit(rules), now);
        if (silent.isPresent()) {
            String usual = watch.rhythm().isKnown()
                    ? " It speaks every " + watch.rhythm().usual().toMinutes() + " minutes or oftener."
                    : "";
            own.raise(Sign.SILENT, watch.rhythm().last(), silent.get().evidence() + usual);
        } else if (!watch.rhythm().last().equals(missedSince)) {
            own.clear(Sign.SILENT);
        }
    }

    private Duration limit(FaultRules.Silence rules) {
        return watch.rhythm().limit(rules.pauses(), rules.least(), rules.most());
    }

    /** Whether it was not heard for too long. */
    public boolean isUnseen() {
        return own.isRaised(Sign.SILENT);
    }

    /** The power it draws now, when all its luminaires said so lately. */
    public OptionalDouble watts(FaultRules rules, Instant now) {
        double sum = 0;
        for (Head head : heads.values()) {
            OptionalDouble watts = head.watts(limit(rules.silence()), rules, now);
            if (watts.isEmpty()) {
                return watts;
            }
            sum += watts.getAsDouble();
        }
        return heads.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** Whether its energy is counted by meters that can be believed. */
    public boolean isMetered() {
        return !heads.isEmpty()
                && heads.values().stream().allMatch(head -> head.meter().isBelieved());
    }

    /** What its meters added since the last call: empty without a reading, not a number when nobody can know. */
    public OptionalDouble takeEnergy() {
        double sum = 0;
        boolean any = false;
        for (Head head : heads.values()) {
            OptionalDouble taken = head.meter().take();
            any |= taken.isPresent();
            sum += taken.orElse(0);
        }
        return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** The level of its first luminaire; not a number when nobody knows. */
    public double level() {
        return heads.values().stream().mapToDouble(Head::known).findFirst().orElse(Double.NaN);
    }

    /** The share of the lamp's rated power that one of its luminaires has. */
    double rated(double ofLamp) {
        return ofLamp / Math.max(1, heads.size());
    }

    /** A scene of this lamp. */
    public Scene scene(FaultRules rules, double watts, double wanted, boolean night) {
        return new Scene(rules, rated(watts), wanted, night);
    }

    DeviceWatch watch() {
        return watch;
    }

    /** Since when it may be dark or silent, sure or not yet. */
    Optional<Instant> darkSince(FaultRules.Silence rules, Instant now) {
        List<Instant> since = new ArrayList<>();
        heads.values().forEach(head -> head.signs().darkSince().ifPresent(since::add));
        Instant last = watch.rhythm().last();
        boolean overdue = rules.pauses() > 0
                && watch.rhythm().isKnown()
                && last.plusSeconds(Math.round(OVERDUE * watch.rhythm().usual().toSeconds()))
                        .isBefore(now);
        if (overdue || isUnseen()) {
            since.add(last);
        }
        return since.stream().min(Instant::compareTo);
    }

    /** What is sure, of all its luminaires. A lamp that is not heard says nothing else. */
    List<Signs.Raised> raised() {
        List<Signs.Raised> raised = new ArrayList<>(own.raised());
        for (Head head : heads.values()) {
            raised.addAll(head.signs().raised());
        }
        return raised;
    }

    /** Goes on from a sign that was sure before a restart. */
    void restore(JsonNode json) {
        Sign sign = Sign.valueOf(json.path("sign").asText());
        Instant since = Instant.parse(json.path("since").asText());
        String evidence = json.path("evidence").asText();
        if (sign == Sign.SILENT) {
            // It stays missed until it is heard, however little is known of its rhythm after a restart.
            watch.rhythm().begin(since);
            missedSince = watch.rhythm().last();
            own.raise(sign, since, evidence);
        } else {
            heads.values().stream().findFirst().ifPresent(head -> head.signs().raise(sign, since, evidence));
        }
    }
}
