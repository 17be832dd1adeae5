// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.borough.things.FillLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CongestionTicksTest {

    private static final String RULE = ",'avoidCongested':{'segments':['t:s1'],'radiusMetres':100,'factor':3}";

    @TempDir
    private Path folder;

    /** A yard whose tours are planned while its segment, 200 m to the east, goes as told. */
    private static Yard planned(String rule, boolean congested, String quality) {
        return planned(new Yard(), rule, congested, quality, Optional.empty());
    }

    private static Yard planned(Yard yard, String rule, boolean congested, String quality, Optional<Path> map) {
        yard.container("t:c1", 400, "").area(rule).start(map);
        yard.report("t:c1", FillLevel.LEVEL, 90.0).hours(5);
        return yard.segment("t:s1", 200, congested, quality).tick();
    }

    private static int seconds(Yard yard) {
        return yard.tours().at("/tours/0/seconds").asInt();
    }

    private static JsonNode seen(Yard yard) {
        return yard.state().at("/congestion/0");
    }

    @Test
    void tours_are_slower_through_a_congested_segment_and_plan_state_and_sheet_say_why() {
        Yard free = planned(RULE, false, "measured");
        Yard jammed = planned(RULE, true, "measured");
        // Half of 540 m each way lies within 100 m of the segment and takes three times as long: twice 78 s more.
        assertThat(seconds(jammed) - seconds(free)).isBetween(154, 158);
        String why =
                "s1 is congested, level F, measured: within 100 m ways take 3.0 times as long (rule avoidCongested).";
        assertThat(jammed.tours().at("/avoided/0/why").asText()).isEqualTo(why);
        assertThat(seen(jammed).path("avoided").asBoolean()).isTrue();
        assertThat(seen(jammed).path("inTours").asBoolean()).isTrue();
        assertThat(seen(jammed).path("why").asText()).isEqualTo(why);
        assertThat(Sheet.html("a", jammed.tours(), Json.object(), false)).contains(why);
        assertThat(free.tours().has("avoided")).isFalse();
        assertThat(seen(free).path("why").asText()).isEqualTo("Not congested.");
    }

    @Test
    void without_the_rule_nothing_is_looked_at_and_taking_it_back_shows_at_the_next_plan() {
        Yard without = planned("", true, "measured");
        assertThat(without.state().has("congestion")).isFalse();
        assertThat(without.tours().has("avoided")).isFalse();
        Yard jammed = planned(RULE, true, "measured");
        jammed.merge("{'attributes':{'planNow':'2'},'features':{'waste':{'properties':{'avoidCongested':null}}}}")
                .tick();
        assertThat(jammed.state().has("congestion")).isFalse();
        assertThat(jammed.tours().has("avoided")).isFalse();
        assertThat(seconds(jammed)).isEqualTo(seconds(without));
    }

    @Test
    void a_silent_a_stale_a_missing_and_a_foreign_segment_count_as_free_and_say_so() {
        Yard silent = planned(RULE, true, "estimated");
        assertThat(silent.tours().has("avoided")).isFalse();
        assertThat(seen(silent).path("why").asText())
                .isEqualTo("Silent: its state is estimated, not measured; it counts as not congested.");
        Yard stale = planned(RULE, true, "measured").hours(1).tick();
        assertThat(seen(stale).path("avoided").asBoolean()).isFalse();
        assertThat(seen(stale).path("why").asText())
                .isEqualTo("Stale: its last word is of 2026-11-20T05:00:00Z; it counts as not congested.");
        Yard missing = planned(RULE.replace("t:s1", "t:none"), true, "measured");
        assertThat(seen(missing).path("why").asText()).startsWith("Nothing of this name");
        Yard foreign = planned(
                new Yard().segment("u:s1", 200, true, "measured"),
                RULE.replace("t:s1", "u:s1"),
                true,
                "measured",
                Optional.empty());
        assertThat(seen(foreign).path("why").asText()).startsWith("Nothing of this name in the area's namespace");
    }

    @Test
    void a_street_that_jams_after_planning_is_told_until_somebody_plans_anew() {
        Yard yard = planned(RULE, false, "measured")
                .segment("t:s1", 200, true, "measured")
                .tick();
        assertThat(seen(yard).path("avoided").asBoolean()).isTrue();
        assertThat(seen(yard).path("inTours").asBoolean()).isFalse();
        yard.merge("{'attributes':{'planNow':'2'}}").tick();
        assertThat(seen(yard).path("inTours").asBoolean()).isTrue();
    }

    @Test
    void over_a_map_the_quickest_way_leads_around_the_jam() throws IOException {
        Path map = Files.writeString(folder.resolve("town.osm"), Town.OSM.replace("v=\"yes\"", "v=\"no\""));
        String strong = RULE.replace("'factor':3", "'factor':10");
        int free = planned(new Yard(), strong, false, "measured", Optional.of(map))
                .tours()
                .at("/tours/0/metres")
                .asInt();
        int jammed = planned(new Yard(), strong, true, "measured", Optional.of(map))
                .tours()
                .at("/tours/0/metres")
                .asInt();
        assertThat(free).isBetween(795, 810);
        assertThat(jammed).isBetween(3590, 3620);
    }

    @Test
    void a_rule_that_names_nothing_is_refused() {
        Yard yard = planned(",'avoidCongested':{'segments':[]}", true, "measured");
        assertThat(yard.state().at("/problems/0").asText())
                .isEqualTo("avoidCongested: segments must name 1 to 100 things that tell a travel state.");
    }
}
