// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.things.Climate;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.junit.jupiter.api.Test;

class MemoryTwinsTest {

    private static final ThingId LAMP = ThingId.parse("city:lamp-1");
    private static final Cause DEVICE = Cause.of("integration:devices", "");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T20:00:00Z"));
    private final MemoryTwins twins = new MemoryTwins(clock)
            .with("city:lamp-1", "{\"attributes\":{\"location\":{\"type\":\"Point\",\"coordinates\":[4.9,52.4]}}}");

    @Test
    void aReportedValueIsReadBackUnderItsKey() {
        twins.report(LAMP, List.of(Luminaire.LEVEL.is(30.0), Climate.TEMPERATURE.is(7.5)), DEVICE);

        Twin twin = twins.get(LAMP).orElseThrow();
        assertThat(twin.get(Luminaire.LEVEL)).contains(30.0);
        assertThat(twin.providing(Luminaire.CAPABILITY)).containsExactly("luminaire");
        assertThat(twin.place()).contains(new Place(52.4, 4.9));
        assertThat(twin.revision()).isEqualTo(2);
    }

    @Test
    void aListenerFirstSeesThePresentAndThenChangesOfItsCapability() {
        twins.report(LAMP, List.of(Luminaire.LEVEL.is(30.0)), DEVICE);
        Log log = new Log();

        twins.listen(Interest.in(Luminaire.CAPABILITY), log);
        twins.report(LAMP, List.of(Climate.TEMPERATURE.is(7.5), Luminaire.LEVEL.is(50.0)), DEVICE);
        twins.delete(LAMP, DEVICE);

        assertThat(log.lines).containsExactly("present city:lamp-1", "level 30.0 -> 50.0", "gone city:lamp-1");
    }

    @Test
    void aThingThatComesToProvideACapabilityIsPresentFromThenOn() {
        Log log = new Log();
        twins.listen(Interest.in(Luminaire.CAPABILITY), log);

        twins.report(LAMP, List.of(Luminaire.LEVEL.is(30.0)), DEVICE);

        assertThat(log.lines).containsExactly("present city:lamp-1");
    }

    @Test
    void aClosedListenerHearsNothingMore() {
        Log log = new Log();
        twins.listen(Interest.all(), log).close();

        twins.report(LAMP, List.of(Luminaire.LEVEL.is(30.0)), DEVICE);

        assertThat(log.lines).containsExactly("present city:lamp-1");
    }

    @Test
    void writesToUnknownAndRefusingThingsFail() {
        var unknown = twins.report(ThingId.parse("city:lamp-2"), List.of(Luminaire.ON.is(true)), DEVICE);
        twins.refuse(LAMP);
        var refused = twins.desire(LAMP, List.of(Setting.of(Luminaire.LEVEL, 10.0)), DEVICE);

        assertThat(unknown.toCompletableFuture()).isCompletedExceptionally();
        assertThat(refused.toCompletableFuture())
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TwinRefusedException.class);
    }

    @Test
    void anObedientThingReportsWhatIsDesired() {
        twins.obedient().desire(LAMP, List.of(Setting.of(Luminaire.LEVEL, 10.0)), DEVICE);

        assertThat(twins.get(LAMP).orElseThrow().get(Luminaire.LEVEL)).contains(10.0);
        assertThat(twins.desires()).hasSize(1);
    }

    @Test
    void mergingTellsEachAttributeThatChanged() {
        List<String> paths = new ArrayList<>();
        twins.listen(Interest.all(), new TwinListener() {
            @Override
            public void present(Twin twin) {}

            @Override
            public void changed(Twin twin, Change change) {
                paths.add(change.part() + " " + change.path() + " " + change.after());
            }
        });

        twins.merge(LAMP, "{\"attributes\":{\"group\":\"north\",\"location\":null}}", DEVICE);

        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "ATTRIBUTE group Optional[north]",
                        "ATTRIBUTE location/type Optional.empty",
                        "ATTRIBUTE location/coordinates Optional.empty");
    }

    @Test
    void provisioningTwiceTellsWhatDiffers() {
        var same = twins.provision(LAMP, "{\"attributes\":{}}", "", DEVICE);
        var other = twins.provision(LAMP, "{\"attributes\":{\"pole\":7}}", "", DEVICE);

        assertThat(same.toCompletableFuture().join().differences()).isEmpty();
        assertThat(other.toCompletableFuture().join().differences()).singleElement();
    }

    private static final class Log implements TwinListener {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void present(Twin twin) {
            lines.add("present " + twin.id());
        }

        @Override
        public void changed(Twin twin, Change change) {
            lines.add(change.path() + " " + change.before().orElse("") + " -> "
                    + change.reported(Luminaire.LEVEL).orElseThrow());
        }

        @Override
        public void gone(ThingId thing) {
            lines.add("gone " + thing);
        }
    }
}
