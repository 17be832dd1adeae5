// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.Uplink;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Message;
import org.borough.testkit.FakeUplink;
import org.borough.thing.Command;
import org.borough.thing.Endpoint;
import org.borough.thing.Outcome;
import org.borough.thing.Reading;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandTest {

    private Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCommandIsEncodedDeliveredAndConfirmedByTheAnswer() {
        FakeDevice device = bench.subscribe("lamp-1");
        CompletionStage<Outcome> outcome = ask("dim", "{\"level\":30,\"seconds\":1}");
        bench.settle();
        DownlinkMessage message = device.last();
        assertThat(message.payload()).containsExactly(30);
        assertThat(message.properties()).containsEntry("fport", "50");
        assertThat(message.requestId()).isNotEmpty().doesNotContain("/", "+", "#");
        assertThat(bench.state("messages/dim")).isEqualTo("sent");
        assertThat(respond(message.requestId(), 200, "30")).isEqualTo(new Acknowledgement.Stored());
        assertThat(Bench.get(outcome)).isInstanceOfSatisfying(Outcome.Confirmed.class, done -> assertThat(done.answer())
                .isEqualTo("30"));
        assertThat(bench.level("lamp-1")).contains(30.0);
        assertThat(bench.state("messages/dim")).isEqualTo("confirmed");
        assertThat(bench.stores.size("outbox")).isZero();
    }

    @Test
    void anAnswerWithAnErrorRejectsIt() {
        FakeDevice device = bench.subscribe("lamp-1");
        CompletionStage<Outcome> outcome = ask("dim", "{\"level\":30,\"seconds\":1}");
        bench.settle();
        respond(device.last().requestId(), 422, "");
        assertThat(Bench.get(outcome)).isInstanceOfSatisfying(Outcome.Rejected.class, done -> assertThat(done.status())
                .isEqualTo(422));
    }

    @Test
    void anAnswerThatNobodyCanReadIsQuarantinedAndEndsTheCommandAllTheSame() {
        FakeDevice device = bench.subscribe("lamp-1");
        CompletionStage<Outcome> outcome = ask("dim", "{\"level\":30,\"seconds\":1}");
        bench.settle();
        assertThat(respond(device.last().requestId(), 200, "garbage")).isInstanceOf(Acknowledgement.Quarantined.class);
        assertThat(Bench.get(outcome)).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void anAnswerToNothingIsAcknowledged() {
        assertThat(respond("none", 200, "")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void whatTheAdapterDoesNotKnowIsRejectedWithItsWords() {
        bench.subscribe("lamp-1");
        Outcome.Rejected rejected = (Outcome.Rejected) Bench.get(ask("dance", ""));
        assertThat(rejected.status()).isEqualTo(501);
        assertThat(rejected.reason()).contains("it knows dim only");
    }

    @Test
    void anAdapterThatFailsAtACommandRejectsItOnly() {
        bench.subscribe("lamp-1");
        assertThat(((Outcome.Rejected) Bench.get(ask("throw", ""))).reason()).contains("a bug");
        assertThat(((Outcome.Rejected) Bench.get(ask("null", ""))).reason()).contains("null instead of a downlink");
    }

    @Test
    void argumentsThatDoNotFitAreTheAskersFault() {
        bench.subscribe("lamp-1");
        for (int i = 0; i < 30; i++) {
            Outcome.Rejected rejected = (Outcome.Rejected) Bench.get(ask("dim", "{\"level\":\"x\"}"));
            assertThat(rejected.reason()).contains("level");
            assertThat(rejected.status()).isEqualTo(400);
        }
        assertThat(((Outcome.Rejected) Bench.get(ask("dim", ""))).reason()).contains("the payload is empty");
        assertThat(bench.router.adapters().list().get(0).status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void anAdapterThatHangsAtACommandCostsThatCommandOnly() {
        Lamp lamp = new Lamp();
        bench.adapter(
                "hanging",
                new DeviceAdapter() {
                    @Override
                    public List<Reading<?>> decode(Uplink uplink) {
                        return List.of();
                    }

                    @Override
                    public Downlink encode(Command command) {
                        lamp.decode(FakeUplink.of("acme:slow:1.0.0", "hang".getBytes(StandardCharsets.UTF_8)));
                        return Downlink.json("never", "{}");
                    }
                },
                "acme:slow:1.0.0");
        bench.lamp("slow", Map.of("adapter", "acme:slow"));
        CompletionStage<Outcome> outcome =
                bench.router.commands().ask(Bench.thing("slow"), "", "x", "", Cause.of("borough:admin", ""));
        bench.tickUntilHung(outcome);
        lamp.release.countDown();
        assertThat(((Outcome.Rejected) Bench.get(outcome)).reason()).contains("did not return within 100 ms");
        assertThat(bench.send("lamp-1", "5")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void withoutASubscriptionItTimesOut() {
        CompletionStage<Outcome> outcome = ask("dim", "{\"level\":30}");
        bench.settle();
        bench.pass(Duration.ofSeconds(900));
        assertThat(Bench.get(outcome).reason()).contains("the deadline passed", "subscribe for commands");
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
    }

    @Test
    void aDeliveryThatFailsIsTriedAgain() {
        FakeDevice device = bench.subscribe("lamp-1").refusing();
        ask("dim", "{\"level\":30}");
        bench.settle();
        device.taking();
        bench.pass(Duration.ofSeconds(29));
        assertThat(device.received()).hasSize(1);
        bench.pass(Duration.ofSeconds(1));
        assertThat(device.received()).hasSize(2);
        bench.pass(Duration.ofSeconds(600));
        assertThat(device.received()).hasSize(2);
    }

    @Test
    void aNewSubscriptionGetsWhatIsNotAnsweredOnceMore() {
        ask("dim", "{\"level\":30}");
        bench.settle();
        FakeDevice first = bench.subscribe("lamp-1");
        bench.settle();
        FakeDevice second = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
        assertThat(second.last().requestId()).isEqualTo(first.last().requestId());
    }

    @Test
    void commandsOfOneThingKeepTheirOrderAndAllOfThemCome() {
        for (int level = 1; level <= 3; level++) {
            ask("dim", "{\"level\":" + level + "}");
        }
        bench.settle();
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received())
                .extracting(message -> (int) message.payload()[0])
                .containsExactly(1, 2, 3);
    }

    @Test
    void aThingWithTooManyOpenCommandsGetsNoMore() {
        for (int level = 1; level <= 3; level++) {
            ask("dim", "{\"level\":" + level + "}");
        }
        bench.settle();
        assertThat(((Outcome.Rejected) Bench.get(ask("dim", "{}"))).status()).isEqualTo(429);
    }

    @Test
    void aThingThatIsNoDeviceCannotBeAsked() {
        CompletionStage<Outcome> outcome =
                bench.router.commands().ask(Bench.thing("nobody"), "", "dim", "", Cause.of("borough:admin", ""));
        assertThat(((Outcome.Rejected) Bench.get(outcome)).status()).isEqualTo(404);
        assertThat(bench.router.commands().pending("")).isEmpty();
    }

    @Test
    void aFullDiskRejectsTheCommand() {
        bench.stores.full(true);
        assertThat(((Outcome.Rejected) Bench.get(ask("dim", "{}"))).status()).isEqualTo(503);
    }

    @Test
    void aDeadlineInThePastTimesOutAtOnce() {
        Instant past = bench.clock.instant().minusSeconds(1);
        CompletionStage<Outcome> outcome =
                bench.router.commands().ask(Bench.thing("lamp-1"), "", "dim", "", new Cause("borough:admin", "", past));
        assertThat(Bench.get(outcome)).isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void aDeviceWithoutAdapterGetsTheMessageAsItIs() {
        bench.lamp("plain", Map.of());
        FakeDevice device = bench.subscribe("plain");
        bench.router.commands().ask(Bench.thing("plain"), "", "reboot", "{\"in\":5}", Cause.of("borough:admin", ""));
        bench.settle();
        assertThat(device.last().subject()).isEqualTo("reboot");
        assertThat(device.last().contentType()).isEqualTo("application/json");
        assertThat(new String(device.last().payload(), StandardCharsets.UTF_8)).isEqualTo("{\"in\":5}");
    }

    @Test
    void theOutboxOutlivesTheRouter() {
        ask("dim", "{\"level\":1}");
        ask("dim", "{\"level\":2}");
        bench.settle();
        List<String> before = ids();
        bench = bench.restarted().lampAdapter().start();
        bench.settle();
        assertThat(ids()).isEqualTo(before);
        FakeDevice device = bench.subscribe("lamp-1");
        bench.settle();
        assertThat(device.received())
                .extracting(message -> (int) message.payload()[0])
                .containsExactly(1, 2);
        respond(device.received().get(0).requestId(), 204, "");
        respond(device.received().get(1).requestId(), 204, "");
        bench.settle();
        assertThat(bench.router.commands().pending("")).isEmpty();
        assertThat(bench.stores.size("outbox")).isZero();
    }

    @Test
    void itsOwnSubscriptionComesBeforeThatOfAGateway() {
        bench.lamp("gateway", Map.of()).lamp("lamp-2", Map.of("adapter", "acme:lamp"), "springfield:gateway");
        FakeDevice all = gateway(CommandTarget.ALL);
        FakeDevice one = gateway("springfield:lamp-2");
        FakeDevice own = new FakeDevice();
        Subscription subscription = bench.router.downlinks().open(CommandTarget.own(Bench.device("lamp-2")), own);
        askLamp2();
        assertThat(own.received()).hasSize(1);
        assertThat(own.last().gateway()).isEmpty();
        subscription.close();
        askLamp2();
        assertThat(one.last().gateway()).isEqualTo("springfield:gateway");
        assertThat(all.received()).isEmpty();
    }

    @Test
    void aGatewayForAllGetsCommandsOfItsDevicesOnly() {
        bench.lamp("gateway", Map.of()).lamp("lamp-2", Map.of("adapter", "acme:lamp"), "springfield:gateway");
        FakeDevice all = gateway(CommandTarget.ALL);
        ask("dim", "{\"level\":1}");
        askLamp2();
        assertThat(all.received()).hasSize(1);
        assertThat(all.last().device()).isEqualTo(Bench.device("lamp-2"));
    }

    @Test
    void theWayForAWholeTenantIsTakenWhenThereIsNoOther() {
        FakeDevice hono = new FakeDevice();
        bench.router.downlinks().open(CommandTarget.ofTenant(Bench.TENANT), hono);
        FakeDevice own = bench.subscribe("lamp-1");
        ask("dim", "{\"level\":1}");
        bench.settle();
        assertThat(own.received()).hasSize(1);
        assertThat(hono.received()).isEmpty();
        bench.lamp("lamp-2");
        askLamp2();
        assertThat(hono.last().device()).isEqualTo(Bench.device("lamp-2"));
        assertThat(hono.last().gateway()).isEmpty();
    }

    private FakeDevice gateway(String device) {
        FakeDevice sink = new FakeDevice();
        bench.router.downlinks().open(new CommandTarget(Bench.device("gateway"), device), sink);
        return sink;
    }

    private void askLamp2() {
        bench.router.commands().ask(Bench.thing("lamp-2"), "", "dim", "{\"level\":1}", Cause.of("borough:admin", ""));
        bench.settle();
    }

    private CompletionStage<Outcome> ask(String subject, String json) {
        return bench.router.commands().ask(Bench.thing("lamp-1"), "", subject, json, Cause.of("borough:admin", ""));
    }

    private List<String> ids() {
        return bench.router.commands().pending("").stream()
                .map(Commands.Pending::command)
                .map(Command::id)
                .toList();
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
}
