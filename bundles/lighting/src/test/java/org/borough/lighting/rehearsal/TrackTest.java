// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.borough.lighting.rules.Decider;
import org.borough.lighting.rules.Decision;
import org.borough.lighting.rules.ManualLevel;
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.RulesJson;
import org.borough.lighting.rules.Sky;
import org.borough.lighting.rules.Surroundings;
import org.borough.thing.ThingId;
import org.junit.jupiter.api.Test;

class TrackTest {

    private static final ThingId PIR = ThingId.parse("b:pir");
    private static final Instant DUSK = Instant.parse("2026-11-21T16:00:00Z");
    private static final Instant DAWN = Instant.parse("2026-11-22T07:00:00Z");

    private final List<String> spans = new ArrayList<>();
    private final Tally tally = new Tally(0);

    @Test
    void a_passage_lights_the_lamp_and_time_alone_takes_it_down_again() throws IOException {
        Track track = track(rules());
        track.passed(true, DUSK.plusSeconds(600).toEpochMilli());
        track.passed(true, DUSK.plusSeconds(620).toEpochMilli());
        track.finish(DUSK.plusSeconds(1000).toEpochMilli());

        assertThat(spans)
                .containsExactly(
                        "-60 daylight 0", "0 dim 40", "600 hold 100", "680 dim 80", "690 dim 60", "700 dim 40");
    }

    @Test
    void light_runs_ahead_of_who_is_seen_near_by_and_says_so() throws IOException {
        Track track = track(rules());
        track.passed(false, DUSK.plusSeconds(600).toEpochMilli());
        track.passed(true, DUSK.plusSeconds(630).toEpochMilli());
        track.finish(DUSK.plusSeconds(695).toEpochMilli());

        assertThat(spans).contains("600 look_ahead 100", "630 hold 100", "690 dim 80");
    }

    @Test
    void energy_and_time_per_rule_are_added_up_until_dawn() throws IOException {
        Track track = track(rules());
        track.told(Surroundings.of(new Presence.Silent(PIR, DUSK)), DUSK.plus(Duration.ofHours(5)));
        track.finish(DAWN.plusSeconds(3600).toEpochMilli());

        assertThat(tally.times().get(Decision.Rule.FAILSAFE)).isEqualTo(Duration.ofHours(10));
        assertThat(tally.fullHours()).isBetween(5 * 0.4 + 10, 5 * 0.4 + 10.1);
    }

    @Test
    void it_comes_to_the_levels_of_a_service_that_looks_every_second() throws IOException {
        Rules rules = rules();
        SplittableRandom chance = new SplittableRandom(7);
        long[] here = passages(chance);
        long[] ahead = passages(chance);
        Track track = track(rules);
        List<long[]> events = new ArrayList<>();
        for (long at : here) {
            events.add(new long[] {at, 1});
        }
        for (long at : ahead) {
            events.add(new long[] {at, 0});
        }
        events.sort((one, other) -> Long.compare(one[0], other[0]));
        events.forEach(event -> track.passed(event[1] == 1, event[0]));
        track.finish(DUSK.plusSeconds(7200).toEpochMilli());

        assertThat(spans).containsExactlyElementsOf(everySecond(rules, here, ahead));
    }

    private static long[] passages(SplittableRandom chance) {
        return chance.longs(40, 1, 7000)
                .map(second -> DUSK.toEpochMilli() + 1000 * second)
                .sorted()
                .toArray();
    }

    private static List<String> everySecond(Rules rules, long[] here, long[] ahead) {
        List<String> spans = new ArrayList<>();
        Decision now = new Decision(0, Decision.Rule.DAYLIGHT, "", "");
        Instant changed = Instant.MIN.plusSeconds(99);
        spans.add("-60 daylight 0");
        for (int second = 0; second < 7200; second++) {
            Instant at = DUSK.plusSeconds(second);
            Surroundings around = new Surroundings(left(here, at), left(ahead, at));
            Decision goal = Decider.decide(rules, sky(at), around, ManualLevel.NONE, at);
            Decision next = Decider.step(rules, now.level(), changed, goal, at);
            if (next.level() != now.level() || next.rule() != now.rule()) {
                spans.add(words(second, next));
                changed = next.level() == now.level() ? changed : at;
            }
            now = next;
        }
        return spans;
    }

    private static Presence left(long[] passages, Instant now) {
        long seen = 0;
        for (long at : passages) {
            seen = at <= now.toEpochMilli() ? at : seen;
        }
        return seen == 0
                ? new Presence.Left(PIR, Instant.MIN, DUSK.minusSeconds(3600))
                : new Presence.Left(PIR, Instant.ofEpochMilli(seen), Instant.ofEpochMilli(seen));
    }

    private Track track(Rules rules) {
        Tape words = (from, until, decision) -> {
            assertThat(until).isGreaterThan(from);
            spans.add(words((from - DUSK.toEpochMilli()) / 1000, decision));
            tally.span(from, until, decision);
        };
        Track track = new Track(rules, TrackTest::sky, PIR, words, DUSK.minusSeconds(60));
        track.told(
                Surroundings.of(new Presence.Left(PIR, Instant.MIN, DUSK.minusSeconds(3600))), DUSK.minusSeconds(60));
        return track;
    }

    private static Sky sky(Instant now) {
        if (now.isBefore(DUSK)) {
            return Sky.of(false, Instant.MIN, DUSK, ZoneOffset.UTC);
        }
        return now.isBefore(DAWN)
                ? Sky.of(true, DUSK, DAWN, ZoneOffset.UTC)
                : Sky.of(false, DAWN, Instant.MAX, ZoneOffset.UTC);
    }

    private static String words(long second, Decision decision) {
        return second + " " + decision.rule().name().toLowerCase(Locale.ROOT) + " " + Math.round(decision.level());
    }

    private static Rules rules() throws IOException {
        return RulesJson.read(
                        new ObjectMapper()
                                .readTree(
                                        """
                        {"members": "b:lamp", "author": "A. Expert", "date": "2026-11-01", "holdSeconds": 60,
                         "dimLevel": 40, "fadeStep": 20, "fadeSeconds": 10, "lookAheadLamps": 1}"""))
                .rules();
    }
}
