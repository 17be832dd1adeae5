// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.borough.thing.ThingId;
import org.borough.twin.Entitlements;
import org.junit.jupiter.api.Test;

class AccessCommandsTest {

    private final Town town = Town.withLamp().with(Entitlements.class, new Guests());

    @Test
    void the_entries_that_decide_are_named() {
        WhyCommand why = new WhyCommand();
        why.subject = "a:guest";
        why.thing = "b:lamp-1";
        assertThat(town.run(why))
                .contains("a:guest may in part READ thing:/ of b:lamp-1.")
                .contains("decides: policy b:shared (imported), entry guests, thing:/features: grants [READ]");
    }

    @Test
    void what_everybody_may_do_is_listed() {
        AccessCommand access = new AccessCommand();
        access.thing = "b:lamp-1";
        assertThat(town.run(access))
                .contains("a:guest")
                .contains("thing:/features")
                .contains("yes");
    }

    @Test
    void what_everybody_may_see_is_listed() {
        assertThat(town.run(new VisibleCommand())).contains("borough:anonymous may read nothing");
        VisibleCommand visible = new VisibleCommand();
        visible.subject = "a:guest";
        assertThat(town.run(visible)).contains("b:lamp-1").contains("thing:/features");
    }

    /** One guest who may read the features of the lamp. */
    private static final class Guests implements Entitlements {

        private static final Right RIGHT = new Right("thing:/features", "READ", true);
        private static final Rule RULE = new Rule(
                "b:shared", "guests", true, "a:guest", "", "thing:/features", List.of("READ"), List.of(), true);

        @Override
        public Optional<Decision> ofThing(
                ThingId thing, Collection<String> subjects, String resource, String permission) {
            return Optional.of(new Decision(Extent.SOME, "b:lamps", List.of(RULE)));
        }

        @Override
        public Optional<Decision> ofPolicy(
                String policyId, Collection<String> subjects, String resource, String permission) {
            return Optional.empty();
        }

        @Override
        public Extent extent(String entityId, Collection<String> subjects, String resource, String permission) {
            return Extent.SOME;
        }

        @Override
        public Optional<Overview> overview(ThingId thing) {
            return Optional.of(new Overview("b:lamps", List.of(new Holder("a:guest", List.of(RIGHT), List.of(RULE)))));
        }

        @Override
        public List<Visible> visible(Collection<String> subjects) {
            return subjects.contains("a:guest")
                    ? List.of(new Visible(ThingId.parse("b:lamp-1"), "b:lamps", List.of(RIGHT)))
                    : List.of();
        }
    }
}
