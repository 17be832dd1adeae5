// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.borough.twin.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectCommandTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeAsker asker = new FakeAsker("apps");
    private Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @BeforeEach
    void begin() {
        bench.router.askers().add(asker);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCommandThatNeedsNoAnswerEndsWithItsDelivery() {
        FakeDevice device = bench.subscribe("lamp-1");
        send(now("1", false));
        assertThat(device.last().subject()).isEqualTo("dim");
        assertThat(device.last().payload()).isEqualTo(new byte[] {1, -1});
        assertThat(device.last().contentType()).isEqualTo("application/x-dim");
        assertThat(device.last().oneWay()).isTrue();
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
        assertThat(bench.stores.writes()).isZero();
        assertThat(bench.state("messages/dim")).isEmpty();
    }

    @Test
    void anAnswerComesBackAsTheDeviceGaveIt() {
        FakeDevice device = bench.subscribe("lamp-1");
        send(now("1", true));
        assertThat(device.last().requestId()).isNotEmpty().doesNotContain("/", "+", "#");
        assertThat(asker.results()).isEmpty();
        assertThat(respond(device.last().requestId(), 207, "garbage")).isEqualTo(new Acknowledgement.Stored());
        CommandResult.Answered answered = (CommandResult.Answered) asker.result("1");
        assertThat(answered.response().status()).isEqualTo(207);
        assertThat(answered.response().message().payload()).isEqualTo("garbage".getBytes(StandardCharsets.UTF_8));
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void severalCommandsCanBeAnsweredInAnyOrder() {
        FakeDevice device = bench.subscribe("lamp-1");
        send(now("1", true));
        send(now("2", true));
        respond(device.received().get(1).requestId(), 202, "");
        respond(device.received().get(0).requestId(), 201, "");
        assertThat(status("1")).isEqualTo(201);
        assertThat(status("2")).isEqualTo(202);
    }

    @Test
    void aDeviceThatDoesNotAnswerInTimeHasTimedOut() {
        bench.subscribe("lamp-1");
        send(now("1", true));
        bench.pass(Duration.ofSeconds(60));
        assertThat(failed("1").status()).isEqualTo(504);
        assertThat(bench.router.commands().pending("")).isEmpty();
    }

    @Test
    void anUnknownDeviceGetsNothing() {
        send(command("1", "nobody", false, HOUR));
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Failed(404, "device is disabled or not registered"));
    }

    @Test
    void withoutAWayACommandThatMayNotWaitFailsAtOnce() {
        send(now("1", true));
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Failed(503, "no consumer available for command"));
    }

    @Test
    void aCommandThatMayNotWaitFailsWithTheReasonOfItsDelivery() {
        bench.subscribe("lamp-1").refusing();
        send(now("1", true));
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Failed(503, "no PUBACK"));
    }

    @Test
    void oneDeliveryComesAfterTheOther() {
        FakeDevice device = bench.subscribe("lamp-1").silent();
        send(now("1", false));
        send(now("2", false));
        assertThat(device.received()).hasSize(1);
        device.take();
        bench.settle();
        assertThat(device.received()).hasSize(2);
        assertThat(asker.results()).containsOnlyKeys("1");
    }

    @Test
    void aCommandThatMayWaitIsDeliveredWhenTheDeviceComes() {
        send(later("1", false));
        assertThat(bench.state("messages/dim")).isEqualTo("pending");
        bench.pass(Duration.ofMinutes(30));
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).hasSize(1);
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
        assertThat(bench.state("messages/dim")).isEqualTo("confirmed");
        assertThat(bench.stores.size("outbox")).isZero();
    }

    @Test
    void aCommandWhoseDeadlinePassesFailsAndTheTwinSaysSo() {
        send(later("1", false));
        bench.pass(HOUR);
        assertThat(asker.result("1")).isEqualTo(Direct.NO_WAY);
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
    }

    @Test
    void aCommandThatMayWaitIsTriedAgainWhenItsDeliveryFails() {
        FakeDevice device = bench.subscribe("lamp-1").refusing();
        send(later("1", false));
        send(now("2", false));
        assertThat(failed("2").reason()).isEqualTo("no PUBACK");
        device.taking();
        bench.pass(Duration.ofSeconds(30));
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
    }

    @Test
    void whatWasDeliveredIsNotSentAgainToANewSubscription() {
        bench.subscribe("lamp-1");
        send(later("1", true));
        FakeDevice second = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(second.received()).isEmpty();
    }

    @Test
    void commandsThatWaitOutliveTheRouterInTheirOrder() {
        send(later("1", false));
        bench.router.commands().ask(Bench.thing("lamp-1"), "", "dim", "{\"level\":2}", Cause.of("borough:admin", ""));
        bench.settle();
        send(later("3", true));
        restart();
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received())
                .extracting(message -> (int) message.payload()[0])
                .containsExactly(1, 2, 3);
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
        restart();
        FakeDevice again = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(again.received())
                .extracting(message -> (int) message.payload()[0])
                .containsExactly(2);
        respond(device.last().requestId(), 200, "");
        assertThat(status("3")).isEqualTo(200);
    }

    @Test
    void aResultWaitsOnDiskForItsAsker() {
        bench.router.askers().remove(asker);
        bench.subscribe("lamp-1");
        send(later("1", true));
        bench.pass(HOUR);
        assertThat(asker.results()).isEmpty();
        restart();
        assertThat(failed("1").status()).isEqualTo(504);
        assertThat(bench.stores.size("outbox")).isZero();
    }

    @Test
    void aResultThatWasNotTakenIsToldAgain() {
        FakeDevice device = bench.subscribe("lamp-1");
        asker.failing(true);
        send(now("1", true));
        assertThat(respond(device.last().requestId(), 200, "")).isInstanceOf(Acknowledgement.Refused.class);
        asker.failing(false);
        bench.pass(Duration.ofSeconds(5));
        assertThat(status("1")).isEqualTo(200);
        assertThat(bench.router.askers().untold()).isZero();
    }

    @Test
    void aResultThatAnAskerTookAlongIsToldToTheNextOne() {
        bench.subscribe("lamp-1");
        asker.silent(true);
        send(now("1", false));
        bench.router.askers().remove(asker);
        asker.silent(false);
        bench.router.askers().add(asker);
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
    }

    @Test
    void theSameIdIsTheSameCommand() {
        send(later("1", false));
        send(later("1", false));
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received()).hasSize(1);
    }

    @Test
    void aCommandWhoseResultWaitsForItsAskerIsNotSentAgain() {
        FakeDevice device = bench.subscribe("lamp-1");
        bench.router.askers().remove(asker);
        send(later("1", false));
        restart();
        bench.router.askers().remove(asker);
        asker.failing(true);
        bench.router.askers().add(asker);
        send(later("2", false));
        FakeDevice next = bench.subscribe("lamp-1");
        bench.settle();
        send(later("2", false));
        assertThat(device.received()).hasSize(1);
        assertThat(next.received()).hasSize(1);
        assertThat(bench.router.status().reason()).contains("1 results for their askers");
    }

    @Test
    void aDeviceWithTooManyCommandsGetsNoMore() {
        for (int i = 0; i < 200; i++) {
            send(later("w" + i, false));
        }
        send(now("one-more", false));
        assertThat(failed("one-more").status()).isEqualTo(429);
    }

    @Test
    void aDeviceThatIsDeletedGetsNothingAnyMore() {
        send(later("1", false));
        bench.registrations.remove(Bench.device("lamp-1"));
        bench.router.registrationChanged(Bench.device("lamp-1"));
        bench.settle();
        assertThat(asker.result("1")).isEqualTo(Direct.NO_DEVICE);
        assertThat(bench.state("messages/dim")).isEqualTo("rejected");
    }

    @Test
    void aFullDiskFailsWhatMayWaitAndNotTheRest() {
        bench.subscribe("lamp-1");
        bench.stores.full(true);
        send(later("1", false));
        send(now("2", false));
        assertThat(failed("1").reason()).contains("the disk is full");
        assertThat(asker.result("2")).isEqualTo(new CommandResult.Delivered());
    }

    @Test
    void whenTheRouterStopsNothingIsLeftWithoutAResult() {
        bench.subscribe("lamp-1");
        send(now("1", true));
        bench.router.stop();
        assertThat(failed("1").reason()).contains("stopping");
    }

    @Test
    void aDeviceBehindANetworkServerIsReachedThroughItsEnvelope() {
        bench.lamp("server", Map.of("envelope", "bag")).lamp("lamp-2", Map.of(), "springfield:server");
        bench.router.addEnvelope("bag", new Prefix());
        FakeDevice server = new FakeDevice();
        bench.router.downlinks().open(new CommandTarget(Bench.device("server"), CommandTarget.ALL), server);
        send(new DeviceCommand(
                "1", Bench.device("lamp-2"), "85", "", new byte[] {5}, false, bench.clock.instant(), "apps"));
        assertThat(server.last().subject()).isEqualTo("bag 85");
        assertThat(server.last().properties()).containsEntry("fport", "85");
        assertThat(asker.result("1")).isEqualTo(new CommandResult.Delivered());
        send(command("2", "lamp-2", true, Duration.ZERO));
        assertThat(failed("2").reason()).contains("behind a network server and cannot answer");
    }

    @Test
    void aDeviceThatCanHaveNoThingIsReachedAllTheSame() {
        DeviceId device = new DeviceId("5c2f0b1e-9a3d", "7");
        bench.registrations.add(device, Map.of());
        FakeDevice sink = new FakeDevice();
        bench.router.downlinks().open(CommandTarget.own(device), sink);
        send(new DeviceCommand("1", device, "dim", "", new byte[0], true, bench.clock.instant(), "apps"));
        Message answer = new Message(
                device, "", Endpoint.RESPONSE, 1, "text/plain", Map.of(), new byte[] {1}, bench.clock.instant());
        Bench.get(
                bench.router.downlinks().respond(new CommandResponse(sink.last().requestId(), 200, answer)));
        assertThat(status("1")).isEqualTo(200);
    }

    private void restart() {
        bench.router.askers().remove(asker);
        bench = bench.restarted().lampAdapter().start();
        bench.router.askers().add(asker);
        bench.settle();
    }

    private void send(DeviceCommand command) {
        bench.router.direct().send(command);
        bench.settle();
    }

    private DeviceCommand now(String id, boolean responseRequired) {
        return command(id, "lamp-1", responseRequired, Duration.ZERO);
    }

    private DeviceCommand later(String id, boolean responseRequired) {
        return command(id, "lamp-1", responseRequired, HOUR);
    }

    private DeviceCommand command(String id, String device, boolean responseRequired, Duration patience) {
        byte first = id.matches("\\d") ? Byte.parseByte(id) : 0;
        Instant deadline = bench.clock.instant().plus(patience);
        byte[] payload = {first, -1};
        return new DeviceCommand(
                id, Bench.device(device), "dim", "application/x-dim", payload, responseRequired, deadline, "apps");
    }

    private CommandResult.Failed failed(String id) {
        return (CommandResult.Failed) asker.result(id);
    }

    private int status(String id) {
        return ((CommandResult.Answered) asker.result(id)).response().status();
    }

    private Acknowledgement respond(String requestId, int status, String payload) {
        Message plain = bench.message("lamp-1", payload);
        Message message = new Message(
                plain.device(),
                "",
                Endpoint.RESPONSE,
                1,
                plain.contentType(),
                plain.properties(),
                plain.payload(),
                plain.receivedAt());
        return Bench.get(bench.router.downlinks().respond(new CommandResponse(requestId, status, message)));
    }

    /** An envelope that shows in the subject. */
    private static final class Prefix implements Envelope {

        @Override
        public List<Message> open(Message message) {
            return List.of();
        }

        @Override
        public DownlinkMessage wrap(DownlinkMessage message) {
            return new DownlinkMessage(
                    message.device(),
                    message.gateway(),
                    message.requestId(),
                    "bag " + message.subject(),
                    message.contentType(),
                    message.properties(),
                    message.payload());
        }
    }
}
