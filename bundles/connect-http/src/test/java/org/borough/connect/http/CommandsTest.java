// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.endpoint.Meter;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final DeviceId LAMP = new DeviceId(FakeCity.TENANT, "lamp");
    private static final DeviceId GATEWAY = new DeviceId(FakeCity.TENANT, "gw");
    private static final CommandTarget OWN = new CommandTarget(LAMP, CommandTarget.ALL);
    private static final Delivery DELIVERED = new Delivery.Delivered();

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("gw").register("lamp", Map.of(), "gw");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aRequestWaitsForACommandAndCarriesItBack() {
        CompletableFuture<HttpResponse<String>> request =
                endpoint.postLater("lamp", "/telemetry", "x", "hono-ttd", "4");
        await().until(() -> city.ways.containsKey(OWN) && city.messages.size() == 1);
        assertThat(city.messages.get(0).properties()).containsEntry("ttd", "4");
        CompletableFuture<Delivery> delivery = city.command(OWN, "lamp", "r1", "50");
        HttpResponse<String> response = request.join();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("50");
        assertThat(response.headers().firstValue("hono-command")).contains("dim");
        assertThat(response.headers().firstValue("hono-cmd-req-id")).contains("r1");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().map()).doesNotContainKey("hono-cmd-target-device");
        assertThat(delivery.join()).isEqualTo(DELIVERED);
        await().until(() -> city.ways.isEmpty());
    }

    @Test
    void aGatewayWaitsForItsDevice() {
        CompletableFuture<HttpResponse<String>> request = endpoint.client.sendAsync(
                endpoint.as("gw", "/event//lamp?hono-ttd=4")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        CommandTarget way = new CommandTarget(GATEWAY, "lamp");
        await().until(() -> city.ways.containsKey(way));
        assertThat(city.command(way, "lamp", "", "50").join()).isEqualTo(DELIVERED);
        HttpResponse<String> response = request.join();
        assertThat(response.headers().firstValue("hono-cmd-target-device")).contains("lamp");
        assertThat(response.headers().map()).doesNotContainKey("hono-cmd-req-id");
    }

    @Test
    void aGatewayThatSpeaksForItselfWaitsForAllItsDevices() {
        CompletableFuture<HttpResponse<String>> request =
                endpoint.postLater("gw", "/telemetry?hono-ttd=4", "x", "Origin", "http://city.example");
        CommandTarget way = new CommandTarget(GATEWAY, CommandTarget.ALL);
        await().until(() -> city.ways.containsKey(way));
        assertThat(city.command(way, "lamp", "r1", "50").join()).isEqualTo(DELIVERED);
        HttpResponse<String> response = request.join();
        assertThat(response.headers().firstValue("hono-cmd-target-device")).contains("lamp");
        assertThat(response.headers().firstValue("hono-cmd-req-id")).contains("r1");
        assertThat(response.headers().firstValue("access-control-expose-headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("hono-command", "hono-cmd-req-id"));
    }

    @Test
    void theSecondOfTwoRequestsTakesTheCommand() throws Exception {
        CompletableFuture<HttpResponse<String>> first = endpoint.postLater("lamp", "/event", "x", "hono-ttd", "2");
        await().until(() -> city.ways.containsKey(OWN));
        var before = city.ways.get(OWN);
        CompletableFuture<HttpResponse<String>> second = endpoint.postLater("lamp", "/event", "y", "hono-ttd", "3");
        await().until(() -> city.ways.get(OWN) != before);
        assertThat(city.command(OWN, "lamp", "", "50").join()).isEqualTo(DELIVERED);
        assertThat(second.join().headers().firstValue("hono-command")).contains("dim");
        assertThat(first.join().statusCode()).isEqualTo(202);
        assertThat(first.join().headers().map()).doesNotContainKey("hono-command");
    }

    @Test
    void aCommandCountsAsAMessage() {
        CompletableFuture<HttpResponse<String>> request = endpoint.postLater("lamp", "/event", "x", "hono-ttd", "1");
        await().until(() -> city.ways.containsKey(OWN));
        city.judge(new Meter.Verdict(Meter.Limit.VOLUME, "volume used", Duration.ZERO));
        assertThat(city.command(OWN, "lamp", "r1", "50").join())
                .isEqualTo(new Delivery.NotDelivered(429, "volume used"));
        assertThat(request.join().statusCode()).isEqualTo(202);
    }

    @Test
    void oneRequestTakesOneCommand() throws Exception {
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        city.answer(message -> org.borough.connect.Intake.taken(done));
        CompletableFuture<HttpResponse<String>> request = endpoint.postLater("lamp", "/event", "x", "hono-ttd", "4");
        await().until(() -> city.ways.containsKey(OWN));
        CompletableFuture<Delivery> first = city.command(OWN, "lamp", "r1", "50");
        assertThat(city.command(OWN, "lamp", "r2", "60").join())
                .isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> assertThat(not.status())
                        .isEqualTo(503));
        assertThat(first).isNotDone();
        done.complete(FakeCity.STORED);
        assertThat(request.join().body()).isEqualTo("50");
        assertThat(first.join()).isEqualTo(DELIVERED);
    }

    @Test
    void aCommandForARequestThatWasRefusedIsNotDelivered() {
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        city.answer(message -> org.borough.connect.Intake.taken(done));
        CompletableFuture<HttpResponse<String>> request = endpoint.postLater("lamp", "/event", "x", "hono-ttd", "4");
        await().until(() -> city.ways.containsKey(OWN));
        CompletableFuture<Delivery> command = city.command(OWN, "lamp", "r1", "50");
        done.complete(new Acknowledgement.Refused(503, "disk full"));
        assertThat(request.join().statusCode()).isEqualTo(503);
        assertThat(command.join()).isInstanceOf(Delivery.NotDelivered.class);
    }

    @Test
    void theWaitEndsByItselfWithinTheTenantsLimit() throws Exception {
        city.register(new Registration(LAMP, true, Map.of(), Set.of(), Map.of("max-ttd", "1")));
        long start = System.nanoTime();
        HttpResponse<String> response = endpoint.post("lamp", "/telemetry", "x", "hono-ttd", "50");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
        assertThat(city.messages.get(0).properties()).containsEntry("ttd", "1");
        assertThat(response.headers().firstValue("content-length")).contains("0");
        assertThat(city.ways).isEmpty();
        endpoint.post("lamp", "/telemetry", "x", "hono-ttd", "0");
        endpoint.post("lamp", "/telemetry", "x", "hono-ttd", "-1");
        assertThat(city.messages.get(2).properties()).doesNotContainKey("ttd");
    }

    @Test
    void whoHangsUpIsNoLongerReachable() throws Exception {
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.request("POST /telemetry?hono-ttd=4", "lamp", "x");
            await().until(() -> city.ways.containsKey(OWN));
        }
        await().until(() -> city.ways.isEmpty());
    }

    @Test
    void whoHangsUpBeforeItIsKnownDoesNotBecomeReachable() throws Exception {
        CompletableFuture<Void> morning = new CompletableFuture<>();
        city.sleepUntil(morning);
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.request("POST /telemetry?hono-ttd=4", "lamp", "x");
            await().until(() -> endpoint.connections.table().size() == 1);
        }
        await().until(() -> endpoint.connections.table().size() == 0);
        morning.complete(null);
        await().until(() -> city.messages.size() == 1);
        assertThat(city.messages.get(0).properties()).doesNotContainKey("ttd");
        assertThat(city.ways).isEmpty();
    }

    @Test
    void aDeviceThatLosesItsAdmissionStopsWaiting() {
        CompletableFuture<HttpResponse<String>> request =
                endpoint.postLater("lamp", "/telemetry", "x", "hono-ttd", "4");
        await().until(() -> city.ways.containsKey(OWN));
        endpoint.connections.changed(LAMP, false);
        await().until(() -> city.ways.isEmpty());
        await().until(request::isCompletedExceptionally);
    }

    @Test
    void aStopEndsTheWait() throws Exception {
        Running stopping = new Running(Running.settings(0, 10, "*"), Optional.empty());
        stopping.city.register("lamp");
        CompletableFuture<HttpResponse<String>> request =
                stopping.postLater("lamp", "/telemetry", "x", "hono-ttd", "4");
        await().until(() -> stopping.city.ways.containsKey(OWN));
        stopping.close();
        assertThat(request.join().statusCode()).isEqualTo(202);
        assertThat(stopping.connections.table().size()).isZero();
    }

    @Test
    void answersReachTheRouter() throws Exception {
        assertThat(endpoint.post(
                                "lamp",
                                "/command/res/r1",
                                "done",
                                "hono-cmd-status",
                                "200",
                                "content-type",
                                "text/plain")
                        .statusCode())
                .isEqualTo(202);
        assertThat(endpoint.put("gw", "/command/res//lamp/r2?hono-cmd-status=404", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(city.responses.get(0)).satisfies(response -> {
            assertThat(response.requestId()).isEqualTo("r1");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.message().contentType()).isEqualTo("text/plain");
        });
        assertThat(city.responses.get(1).message().gateway()).isEqualTo("gw");
        assertThat(city.responses.get(1).status()).isEqualTo(404);
        assertThat(endpoint.post("lamp", "/command/res/r1?hono-cmd-status=302", "x")
                        .statusCode())
                .isEqualTo(400);
    }
}
