// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.OpaqueOptionDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadTest {

    private final Running endpoint = new Running();
    private CoapDevice lamp;

    @BeforeEach
    void start() {
        endpoint.city
                .register("lamp", Map.of("adapter", "acme:lamp:1.0.0", "content-type", "text/x"))
                .register("gateway")
                .register("sensor", Map.of(), "gateway");
        lamp = endpoint.device("lamp");
    }

    @AfterEach
    void stop() {
        lamp.close();
        endpoint.close();
    }

    private Message only() {
        assertThat(endpoint.city.messages).hasSize(1);
        return endpoint.city.messages.get(0);
    }

    @Test
    void confirmableTelemetryIsQos1AndComesWithTheDefaultsOfItsDevice() {
        assertThat(lamp.postCode("/telemetry?fport=85&adapter=evil", "on")).isEqualTo(204);
        Message message = only();
        assertThat(message.device().id()).isEqualTo("lamp");
        assertThat(message.endpoint()).isEqualTo(Endpoint.TELEMETRY);
        assertThat(message.qos()).isEqualTo(1);
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(message.payload()).asString().isEqualTo("on");
        assertThat(message.properties())
                .containsEntry("adapter", "acme:lamp:1.0.0")
                .containsEntry("fport", "85")
                .containsEntry("orig_adapter", "hono-coap")
                .containsEntry("orig_address", "/telemetry")
                .containsEntry("qos", "1");
    }

    @Test
    void otherTelemetryIsQos0() {
        Request request = lamp.request(Code.POST, "/t", "on");
        request.setType(Type.NON);
        CoapResponse response = lamp.send(request);
        assertThat(CoapDevice.code(response)).isEqualTo(204);
        assertThat(response.advanced().getType()).isEqualTo(Type.NON);
        assertThat(only().qos()).isZero();
    }

    @Test
    void eventsHaveATimeToLiveAndMustBeConfirmable() {
        assertThat(lamp.postCode("/e?hono-ttl=30", "door open")).isEqualTo(204);
        assertThat(only().endpoint()).isEqualTo(Endpoint.EVENT);
        assertThat(only().property("ttl")).contains("30000");
        Request request = lamp.request(Code.POST, "/event", "door open");
        request.setType(Type.NON);
        assertThat(CoapDevice.code(lamp.send(request))).isEqualTo(400);
        assertThat(endpoint.city.messages).hasSize(1);
    }

    @Test
    void anEmptyNotificationHasNoBodyAndSaysSo() {
        Request empty = new Request(Code.POST);
        empty.setURI("coaps://127.0.0.1:" + endpoint.port() + "/event?empty");
        assertThat(CoapDevice.code(lamp.send(empty))).isEqualTo(204);
        assertThat(only().contentType()).isEqualTo(Notices.EMPTY);
        assertThat(only().properties()).doesNotContainKey("empty");
        assertThat(lamp.postCode("/event?empty", "something")).isEqualTo(400);
        Request nothing = new Request(Code.POST);
        nothing.setURI("coaps://127.0.0.1:" + endpoint.port() + "/event");
        assertThat(CoapDevice.code(lamp.send(nothing))).isEqualTo(400);
        assertThat(endpoint.city.messages).hasSize(1);
    }

    @Test
    void numbersOfContentFormatsBecomeMediaTypes() {
        for (int format : new int[] {50, 60, 65_000}) {
            Request request = lamp.request(Code.POST, "/telemetry", "{}");
            request.getOptions().setContentFormat(format);
            assertThat(CoapDevice.code(lamp.send(request))).isEqualTo(204);
        }
        Request bare = lamp.request(Code.POST, "/telemetry", "x");
        bare.getOptions().removeContentFormat();
        assertThat(CoapDevice.code(lamp.send(bare))).isEqualTo(204);
        Request named = lamp.request(Code.POST, "/telemetry?content-type=application/x-own", "x");
        named.getOptions().removeContentFormat();
        assertThat(CoapDevice.code(lamp.send(named))).isEqualTo(204);
        assertThat(endpoint.city.messages)
                .extracting(Message::contentType)
                .containsExactly(
                        "application/json", "application/cbor", "unknown/65000", "text/x", "application/x-own");
    }

    @Test
    void aGatewaySpeaksForItsDevicesOnly() {
        try (CoapDevice gateway = endpoint.device("gateway")) {
            assertThat(gateway.putCode("/telemetry/springfield/sensor", "1")).isEqualTo(204);
            assertThat(gateway.putCode("/e//sensor", "2")).isEqualTo(204);
            assertThat(gateway.putCode("/telemetry//lamp", "3")).isEqualTo(403);
            assertThat(gateway.putCode("/telemetry//nobody", "3")).isEqualTo(404);
            assertThat(gateway.putCode("/telemetry/shelbyville/sensor", "3")).isEqualTo(403);
        }
        assertThat(endpoint.city.messages)
                .extracting(
                        message -> message.gateway() + ">" + message.device().id())
                .containsExactly("gateway>sensor", "gateway>sensor");
    }

    @Test
    void aGatewayWithTheAuthorityRegistersItsDevices() {
        endpoint.city.letProvision("gateway");
        try (CoapDevice gateway = endpoint.device("gateway")) {
            assertThat(gateway.putCode("/telemetry//new", "1")).isEqualTo(204);
        }
        assertThat(endpoint.city.messages)
                .extracting(Message::contentType)
                .containsExactly(Notices.PROVISIONED, "text/plain");
    }

    @Test
    void whatIsNoResourceOrNoMethodIsRefusedInWords() {
        assertThat(lamp.postCode("/", "x")).isEqualTo(404);
        assertThat(lamp.postCode("/.well-known/core", "x")).isEqualTo(404);
        assertThat(lamp.postCode("/telemetry/a", "x")).isEqualTo(404);
        assertThat(lamp.putCode("/telemetry", "x")).isEqualTo(405);
        assertThat(lamp.postCode("/telemetry//lamp", "x")).isEqualTo(405);
        assertThat(CoapDevice.code(lamp.send(lamp.request(Code.DELETE, "/telemetry", ""))))
                .isEqualTo(405);
        assertThat(lamp.postCode("/telemetry?hono-ttd=soon", "x")).isEqualTo(400);
        assertThat(lamp.post("/telemetry?hono-ttd=soon", "x").getResponseText()).contains("hono-ttd");
        Request proxied = lamp.request(Code.POST, "/telemetry", "x");
        proxied.getOptions().setProxyScheme("http");
        assertThat(CoapDevice.code(lamp.send(proxied))).isEqualTo(505);
        assertThat(endpoint.city.messages).isEmpty();
    }

    @Test
    void anUnknownCriticalOptionIsRefusedAndAnElectiveOneIgnored() {
        Request critical = lamp.request(Code.POST, "/telemetry", "x");
        critical.getOptions().addOption(new OpaqueOptionDefinition(65_001, "Critical").create(new byte[] {1}));
        assertThat(CoapDevice.code(lamp.send(critical))).isEqualTo(402);
        Request elective = lamp.request(Code.POST, "/telemetry", "x");
        elective.getOptions().addOption(new OpaqueOptionDefinition(65_004, "Elective").create(new byte[] {1}));
        assertThat(CoapDevice.code(lamp.send(elective))).isEqualTo(204);
    }

    @Test
    void aLargeBodyComesBlockByBlockUpToTheLimit() {
        assertThat(lamp.postCode("/telemetry", "x".repeat(2048))).isEqualTo(204);
        assertThat(only().payload()).hasSize(2048);
        assertThat(lamp.postCode("/telemetry", "x".repeat(2049))).isEqualTo(413);
        assertThat(lamp.postCode("/telemetry", "x".repeat(20_000))).isEqualTo(413);
        assertThat(endpoint.city.messages).hasSize(1);
    }

    @Test
    void whoAsksForTheTimeIsToldIt() {
        Request option = lamp.request(Code.POST, "/telemetry", "x");
        option.getOptions().addOption(new Option(TimeOption.DEFINITION, 0L));
        assertThat(time(lamp.send(option))).isCloseTo(System.currentTimeMillis(), within());
        assertThat(time(lamp.post("/telemetry?hono-time", "x"))).isCloseTo(System.currentTimeMillis(), within());
        assertThat(lamp.post("/telemetry", "x").getOptions().hasOption(TimeOption.DEFINITION))
                .isFalse();
    }

    private static Offset<Long> within() {
        return Offset.offset(10_000L);
    }

    private static long time(CoapResponse response) {
        return response.getOptions().getOtherOption(TimeOption.DEFINITION).getLongValue();
    }

    @Test
    void refusalsCarryTheCodeAndTheTimeToWait() {
        endpoint.city.answer(new Acknowledgement.Refused(503, "the disk is full"));
        CoapResponse full = lamp.post("/telemetry", "x");
        assertThat(CoapDevice.code(full)).isEqualTo(503);
        assertThat(full.getResponseText()).isEqualTo("the disk is full");
        assertThat(full.getOptions().getMaxAge()).isEqualTo(2);
        endpoint.city.judge(new Meter.Verdict(Meter.Limit.RATE, "too fast", Duration.ofMillis(4200)));
        CoapResponse fast = lamp.post("/telemetry", "x");
        assertThat(CoapDevice.code(fast)).isEqualTo(429);
        assertThat(fast.getOptions().getMaxAge()).isEqualTo(5);
        assertThat(endpoint.city.messages).hasSize(1);
    }

    @Test
    void aMessageIsAcknowledgedWhenItIsStoredAndNotBefore() {
        CompletableFuture<Acknowledgement> disk = new CompletableFuture<>();
        endpoint.city.answer(message -> Intake.taken(disk));
        CompletableFuture<CoapResponse> answer = lamp.sending(lamp.request(Code.POST, "/telemetry", "x"));
        await().until(() -> !endpoint.city.messages.isEmpty());
        assertThat(answer).isNotDone();
        disk.complete(FakeCity.STORED);
        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(response -> assertThat(CoapDevice.code(response)).isEqualTo(204));
    }

    @Test
    void whileALaneIsFullFurtherMessagesOfItsDeviceAreSentBack() {
        CompletableFuture<Void> room = new CompletableFuture<>();
        endpoint.city.answer(message -> new Intake(room, CompletableFuture.completedFuture(FakeCity.STORED)));
        assertThat(lamp.postCode("/telemetry", "1")).isEqualTo(204);
        CoapResponse refused = lamp.post("/telemetry", "2");
        assertThat(CoapDevice.code(refused)).isEqualTo(503);
        assertThat(refused.getOptions().getMaxAge()).isPositive();
        room.complete(null);
        assertThat(lamp.postCode("/telemetry", "3")).isEqualTo(204);
        assertThat(endpoint.city.messages).hasSize(2);
    }

    @Test
    void aRefusedLoginIsAnsweredAsHonoDoes() {
        endpoint.city.answerEverybody(new Admission.Refused(403, "adapter disabled"));
        assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(403);
        endpoint.city.answerEverybody(new Admission.Refused(404, "device disabled"));
        assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(404);
        assertThat(lamp.putCode("/telemetry//sensor", "x")).isEqualTo(403);
        assertThat(endpoint.city.messages).isEmpty();
    }
}
