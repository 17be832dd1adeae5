// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final DeviceId LAMP = new DeviceId(FakeCity.TENANT, "lamp");
    private static final DeviceId GATEWAY = new DeviceId(FakeCity.TENANT, "gateway");

    private final Running endpoint = new Running(Running.settings(100, 2, 100), Optional.empty());
    private CoapDevice lamp;
    private CoapDevice gateway;

    @BeforeEach
    void start() {
        endpoint.city.register("lamp").register("gateway").register("sensor", Map.of(), "gateway");
        lamp = endpoint.device("lamp");
        gateway = endpoint.device("gateway");
    }

    @AfterEach
    void stop() {
        lamp.close();
        gateway.close();
        endpoint.close();
    }

    private CompletableFuture<Delivery> command(CommandTarget target, String device, String requestId) {
        await().until(() -> endpoint.city.ways.containsKey(target));
        return endpoint.city.command(target, device, requestId, "{\"level\":3}");
    }

    private CompletableFuture<CoapResponse> waiting(CoapDevice device, String path, Type type) {
        Request request = device.request(path.contains("//") ? Code.PUT : Code.POST, path, "hello");
        request.setType(type);
        return device.sending(request);
    }

    @Test
    void aWaitingDeviceGetsACommandAndAnswersItUnderThePathItWasGiven() {
        CompletableFuture<CoapResponse> answer = waiting(lamp, "/telemetry?hono-ttd=20", Type.CON);
        CompletableFuture<Delivery> delivery = command(CommandTarget.own(LAMP), "lamp", "r17");
        CoapResponse response = answer.join();
        assertThat(CoapDevice.code(response)).isEqualTo(204);
        assertThat(response.getOptions().getLocationQuery()).containsExactly("hono-command=dim");
        assertThat(response.getOptions().getLocationPath()).containsExactly("command_response", "r17");
        assertThat(response.getOptions().getContentFormat()).isEqualTo(MediaTypeRegistry.APPLICATION_JSON);
        assertThat(response.getResponseText()).isEqualTo("{\"level\":3}");
        assertThat(delivery).succeedsWithin(SOON).isEqualTo(new Delivery.Delivered());
        assertThat(endpoint.city.messages.get(0).property("ttd")).contains("20");
        assertThat(endpoint.city.ways).isEmpty();

        String path = "/" + response.getOptions().getLocationPathString();
        assertThat(lamp.postCode(path + "?hono-cmd-status=200", "done")).isEqualTo(204);
        CommandResponse said = endpoint.city.responses.get(0);
        assertThat(said.requestId()).isEqualTo("r17");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.message().payload()).asString().isEqualTo("done");
        assertThat(said.message().contentType()).isEqualTo("text/plain");
    }

    @Test
    void aGatewayIsToldForWhichDeviceACommandIs() {
        CompletableFuture<CoapResponse> answer = waiting(gateway, "/t//sensor?hono-ttd=20", Type.CON);
        command(new CommandTarget(GATEWAY, "sensor"), "sensor", "r1");
        CoapResponse response = answer.join();
        assertThat(response.getOptions().getLocationPath()).containsExactly("cr", "", "sensor", "r1");
        String path = "/" + response.getOptions().getLocationPathString();
        assertThat(gateway.putCode(path + "?hono-cmd-status=503", "no")).isEqualTo(204);
        assertThat(endpoint.city.responses.get(0).message().device().id()).isEqualTo("sensor");
        assertThat(endpoint.city.responses.get(0).message().gateway()).isEqualTo("gateway");
    }

    @Test
    void aOneWayCommandComesInTheKindOfMessageThatWasSent() {
        for (Type type : new Type[] {Type.CON, Type.NON}) {
            CompletableFuture<CoapResponse> answer = waiting(lamp, "/t?hono-ttd=20", type);
            CompletableFuture<Delivery> delivery = command(CommandTarget.own(LAMP), "lamp", "");
            CoapResponse response = answer.join();
            assertThat(response.getOptions().getLocationPath()).containsExactly("c");
            assertThat(delivery).succeedsWithin(SOON).isEqualTo(new Delivery.Delivered());
            assertThat(response.advanced().getType()).isIn(type, type == Type.CON ? Type.ACK : type);
        }
    }

    @Test
    void theTenantSaysWhetherResponsesComeSeparately() {
        Map<String, String> options = Map.of("timeoutToAck", "0", "deviceTriggeredTimeoutToAck", "30000");
        endpoint.city.register(new Registration(LAMP, true, Map.of(), Set.of(), options));
        assertThat(lamp.post("/t", "x").advanced().getType()).isEqualTo(Type.CON);
        assertThat(lamp.post("/t?piggy", "x").advanced().getType()).isEqualTo(Type.ACK);
    }

    @Test
    void aSlowResponseIsAnnouncedByAnAcknowledgement() {
        CompletableFuture<CoapResponse> answer = waiting(lamp, "/t?hono-ttd=1", Type.CON);
        assertThat(answer).succeedsWithin(SOON).satisfies(response -> {
            assertThat(CoapDevice.code(response)).isEqualTo(204);
            assertThat(response.advanced().getType()).isEqualTo(Type.CON);
            assertThat(response.getOptions().getLocationQueryCount()).isZero();
        });
    }

    @Test
    void aLongCommandComesBlockByBlock() {
        CompletableFuture<CoapResponse> answer = waiting(lamp, "/t?hono-ttd=20", Type.CON);
        await().until(() -> endpoint.city.ways.containsKey(CommandTarget.own(LAMP)));
        CompletableFuture<Delivery> delivery =
                endpoint.city.command(CommandTarget.own(LAMP), "lamp", "r1", "x".repeat(5000));
        assertThat(answer.join().getPayload()).hasSize(5000);
        assertThat(delivery).succeedsWithin(SOON).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void aSecondCommandAndOneThatFitsNoOptionAreNotDelivered() {
        CompletableFuture<CoapResponse> answer = waiting(lamp, "/t?hono-ttd=20", Type.CON);
        await().until(() -> endpoint.city.ways.containsKey(CommandTarget.own(LAMP)));
        var way = endpoint.city.ways.get(CommandTarget.own(LAMP));
        Delivery tooLong = endpoint.city
                .command(CommandTarget.own(LAMP), "lamp", "r".repeat(300), "")
                .join();
        assertThat(tooLong).isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> assertThat(not.status())
                .isEqualTo(400));
        endpoint.city.command(CommandTarget.own(LAMP), "lamp", "r1", "1");
        answer.join();
        endpoint.city.ways.put(CommandTarget.own(LAMP), way);
        assertThat(endpoint.city
                        .command(CommandTarget.own(LAMP), "lamp", "r2", "2")
                        .join())
                .isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> assertThat(not.status())
                        .isEqualTo(503));
    }

    @Test
    void anAnswerToACommandNeedsItsStatusAndAConfirmableMessage() {
        assertThat(lamp.postCode("/command_response/r1", "x")).isEqualTo(400);
        assertThat(lamp.postCode("/command_response/r1?hono-cmd-status=99", "x"))
                .isEqualTo(400);
        Request request = lamp.request(Code.POST, "/command/res/r1?hono-cmd-status=200", "x");
        request.setType(Type.NON);
        assertThat(CoapDevice.code(lamp.send(request))).isEqualTo(400);
        assertThat(endpoint.city.responses).isEmpty();
    }

    @Test
    void moreRequestsThanAllowedAtATimeAreSentBack() {
        waiting(lamp, "/t?hono-ttd=20", Type.CON);
        waiting(lamp, "/t?hono-ttd=20", Type.CON);
        await().until(() -> endpoint.city.messages.size() == 2);
        assertThat(lamp.postCode("/t", "third")).isEqualTo(503);
        assertThat(gateway.postCode("/t", "another's")).isEqualTo(204);
    }

    @Test
    void aStopAnswersWhoWaits() {
        CompletableFuture<CoapResponse> answer = waiting(lamp, "/t?hono-ttd=20", Type.CON);
        await().until(() -> endpoint.city.ways.containsKey(CommandTarget.own(LAMP)));
        endpoint.close();
        assertThat(answer).succeedsWithin(SOON).satisfies(response -> assertThat(CoapDevice.code(response))
                .isEqualTo(204));
        assertThat(endpoint.city.ways).isEmpty();
    }
}
