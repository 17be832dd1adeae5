// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.connect.DownlinkMessage;
import org.borough.thing.Command;
import org.borough.thing.Setting;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WishTest {

    private static final String PLACE = "luminaire/level";

    private Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsDesiredIsSentUntilItIsReported() {
        FakeDevice device = bench.subscribe("lamp-1");
        desire(40);
        assertThat(text(device.last())).isEqualTo("{\"level\":40.0}");
        assertThat(device.last().oneWay()).isTrue();
        assertThat(device.last().subject()).isEqualTo("dim");
        assertThat(bench.state(PLACE)).isEqualTo("sent");
        bench.send("lamp-1", "40");
        bench.settle();
        assertThat(bench.state(PLACE)).isEqualTo("confirmed");
        assertThat(pending()).isEmpty();
        bench.pass(Duration.ofHours(1));
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void aReportWithinOnePercentMeetsTheWish() {
        bench.subscribe("lamp-1");
        desire(40);
        bench.send("lamp-1", "40.3");
        bench.settle();
        assertThat(bench.state(PLACE)).isEqualTo("confirmed");
    }

    @Test
    void aReportOfSomethingElseDoesNotMeetIt() {
        bench.subscribe("lamp-1");
        desire(40);
        bench.send("lamp-1", "42");
        bench.settle();
        assertThat(pending()).hasSize(1);
    }

    @Test
    void itIsRepeatedAfterThirtySixtyAndHundredAndTwentySeconds() {
        FakeDevice device = bench.subscribe("lamp-1");
        desire(40);
        List<Long> seconds = new ArrayList<>();
        Instant start = bench.clock.instant();
        int seen = 1;
        for (int second = 0; second < 900; second += 10) {
            bench.pass(Duration.ofSeconds(10));
            if (device.received().size() > seen) {
                seen = device.received().size();
                seconds.add(Duration.between(start, bench.clock.instant()).toSeconds());
            }
        }
        assertThat(seconds).containsExactly(30L, 90L, 210L, 450L);
        assertThat(bench.state(PLACE)).isEqualTo("timedOut");
        assertThat(pending()).isEmpty();
    }

    @Test
    void itWaitsForTheDeviceToSubscribeAndIsThenSentAtOnce() {
        desire(40);
        assertThat(pending())
                .extracting(Commands.Pending::state)
                .first()
                .asString()
                .contains("subscribe for commands");
        assertThat(bench.state(PLACE)).isEqualTo("pending");
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void itWaitsForItsAdapter() {
        FakeDevice device = bench.subscribe("lamp-1");
        bench.router.adapters().remove("lamp");
        desire(40);
        assertThat(device.received()).isEmpty();
        assertThat(pending().get(0).state()).contains("install its bundle");
        bench.lampAdapter();
        bench.settle();
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void aDeadlineOfTheCauseEndsIt() {
        Cause cause =
                new Cause("service:lighting", "dusk", bench.clock.instant().plusSeconds(20));
        bench.memory.desire(Bench.thing("lamp-1"), List.of(Setting.of(Luminaire.LEVEL, 40.0)), cause);
        bench.settle();
        bench.pass(Duration.ofSeconds(20));
        assertThat(bench.state(PLACE)).isEqualTo("timedOut");
    }

    @Test
    void aNewerWishReplacesOneThatIsNotMet() {
        desire(40);
        desire(60);
        assertThat(pending()).hasSize(1);
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).hasSize(1);
        assertThat(text(device.last())).isEqualTo("{\"level\":60.0}");
    }

    @Test
    void severalDesiredPropertiesBecomeOneCommand() {
        List<Setting> settings = List.of(Setting.of(Luminaire.LEVEL, 40.0), Setting.of(Luminaire.ON, true));
        bench.memory.desire(Bench.thing("lamp-1"), settings, Cause.of("borough:admin", ""));
        bench.settle();
        assertThat(pending()).hasSize(1);
        assertThat(((Command.Desired) pending().get(0).command()).settings())
                .containsExactlyInAnyOrderElementsOf(settings);
        bench.send("lamp-1", "40");
        bench.settle();
        assertThat(bench.state(PLACE)).isEqualTo("confirmed");
        assertThat(bench.state("luminaire/on")).isEqualTo("pending");
        assertThat(((Command.Desired) pending().get(0).command()).settings())
                .containsExactly(Setting.of(Luminaire.ON, true));
    }

    @Test
    void whatTheAdapterCannotDoIsRejectedAtOnce() {
        bench.memory.desire(
                Bench.thing("lamp-1"), List.of(Setting.of(Luminaire.POWER, 40.0)), Cause.of("borough:admin", ""));
        bench.settle();
        assertThat(bench.state("luminaire/power")).isEqualTo("rejected");
        assertThat(pending()).isEmpty();
    }

    @Test
    void aWishThatIsTakenBackIsSentNoMore() {
        desire(40);
        bench.memory.with("springfield:lamp-1", "{\"features\":{\"luminaire\":{\"desiredProperties\":null}}}");
        bench.settle();
        assertThat(pending()).isEmpty();
    }

    @Test
    void aWishSurvivesARestartWithItsDeadline() {
        desire(40);
        String id = pending().get(0).command().id();
        bench.clock.advance(Duration.ofSeconds(800));
        bench = bench.restarted().lampAdapter().start();
        bench.settle();
        assertThat(pending().get(0).command().id()).isEqualTo(id);
        bench.pass(Duration.ofSeconds(100));
        assertThat(bench.state(PLACE)).isEqualTo("timedOut");
    }

    @Test
    void aWishThatWasGivenUpIsNotTriedAgainAfterARestart() {
        desire(40);
        bench.pass(Duration.ofSeconds(901));
        bench = bench.restarted().lampAdapter().start();
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).isEmpty();
        desire(40);
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void aDifferenceThatIsThereAtTheStartIsPursued() {
        bench.close();
        bench = new Bench().lampAdapter().lamp("lamp-1");
        desire(40);
        bench.start();
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void aThingThatIsNoDeviceIsLeftAlone() {
        bench.memory.with("springfield:lighting", "{}");
        bench.memory.desire(
                Bench.thing("lighting"), List.of(Setting.of(Luminaire.LEVEL, 1.0)), Cause.of("borough:admin", ""));
        bench.settle();
        assertThat(bench.router.commands().pending("")).isEmpty();
    }

    @Test
    void aDeviceThatIsRegisteredLaterIsToldThen() {
        bench.memory.with("springfield:lamp-7", "{}");
        bench.memory.desire(
                Bench.thing("lamp-7"), List.of(Setting.of(Luminaire.LEVEL, 1.0)), Cause.of("borough:admin", ""));
        bench.settle();
        bench.registrations.add(Bench.device("lamp-7"), Map.of("adapter", "acme:lamp"));
        bench.router.registrationChanged(Bench.device("lamp-7"));
        FakeDevice device = bench.subscribe("lamp-7");
        bench.settle();
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void deliveriesToOneDeviceComeOneAfterTheOther() {
        FakeDevice device = bench.subscribe("lamp-1").silent();
        desire(40);
        desire(60);
        desire(70);
        assertThat(device.received()).hasSize(1);
        device.take();
        bench.settle();
        assertThat(device.received()).hasSize(2);
        assertThat(text(device.last())).isEqualTo("{\"level\":70.0}");
    }

    @Test
    void aConnectionThatNeverAnswersDoesNotHoldTheDeviceUp() {
        FakeDevice device = bench.subscribe("lamp-1").silent();
        desire(40);
        bench.pass(Duration.ofSeconds(60));
        bench.pass(Duration.ofSeconds(30));
        assertThat(device.received()).hasSize(2);
    }

    private void desire(double level) {
        bench.memory.desire(
                Bench.thing("lamp-1"),
                List.of(Setting.of(Luminaire.LEVEL, level)),
                Cause.of("service:lighting", "dusk"));
        bench.settle();
    }

    private List<Commands.Pending> pending() {
        return bench.router.commands().pending("springfield:lamp-1");
    }

    private static String text(DownlinkMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
