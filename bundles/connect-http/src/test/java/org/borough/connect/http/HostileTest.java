// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.endpoint.TcpPort;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileTest {

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
        assertThat(endpoint.connections.defects()).isZero();
    }

    @Test
    void bodiesThatAreTooLargeAreAnsweredAndCutOff() throws Exception {
        assertThat(endpoint.post("lamp", "/event", "x".repeat(2048)).statusCode())
                .isEqualTo(202);
        HttpResponse<String> response = endpoint.post("lamp", "/event", "x".repeat(2049));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"error\":\"payload has more than 2048 bytes\"}");
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.text("POST /event HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
            assertThat(lamp.statuses(1)).containsExactly(413);
            assertThat(lamp.isCutOff()).isTrue();
        }
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.text("POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                lamp.text("300\r\n" + "x".repeat(0x300) + "\r\n");
            }
            assertThat(lamp.statuses(1)).containsExactly(413);
        }
        assertThat(city.messages).hasSize(1);
    }

    @Test
    void requestsSentTogetherAreAnsweredInTheirOrder() throws Exception {
        Map<String, CompletableFuture<Acknowledgement>> done = new java.util.concurrent.ConcurrentHashMap<>();
        city.answer(message -> Intake.taken(
                done.computeIfAbsent(message.property("n").orElseThrow(), n -> new CompletableFuture<>())));
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.request("POST /event?n=1", "lamp", "x");
            lamp.request("POST /nowhere", "lamp", "x");
            lamp.request("POST /event?n=3", "lamp", "x");
            lamp.request("GET /event", "lamp", "");
            await().until(() -> done.containsKey("1"));
            done.computeIfAbsent("3", n -> new CompletableFuture<>())
                    .complete(new Acknowledgement.Refused(429, "slower"));
            assertThat(city.messages).hasSize(1);
            done.get("1").complete(FakeCity.STORED);
            assertThat(lamp.statuses(4)).containsExactly(202, 404, 429, 405);
        }
    }

    @Test
    void moreRequestsThanAreReadWaitTheirTurn() throws Exception {
        try (RawClient lamp = new RawClient(endpoint.port())) {
            for (int i = 0; i < 200; i++) {
                lamp.request("POST /telemetry", "lamp", "x");
            }
            assertThat(lamp.statuses(200)).containsOnly(202);
        }
        assertThat(city.messages).hasSize(200);
    }

    @Test
    void manyTinyRequestsAtOnceAreAnsweredOneByOne() throws Exception {
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.text("G / HTTP/1.1\r\n\r\n".repeat(3000));
            assertThat(lamp.statuses(3000)).containsOnly(404);
        }
    }

    @Test
    void garbageCostsOnlyItsOwnConnection() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            try (RawClient bad = new RawClient(endpoint.port())) {
                bad.bytes(noise);
                bad.text("\r\n\r\n");
                assertThat(bad.isCutOff()).isTrue();
            }
        }
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
    }

    @Test
    void defectsOfHttpAreNamed() throws Exception {
        try (RawClient bad = new RawClient(endpoint.port())) {
            bad.text("POST /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n");
            assertThat(bad.statuses(1)).containsExactly(414);
            assertThat(bad.isCutOff()).isTrue();
        }
        try (RawClient bad = new RawClient(endpoint.port())) {
            bad.text("POST /event HTTP/1.1\r\nx: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(bad.statuses(1)).containsExactly(431);
        }
        try (RawClient bad = new RawClient(endpoint.port())) {
            bad.request("POST /event?x=%zz", "lamp", "x");
            assertThat(bad.statuses(1)).containsExactly(400);
        }
    }

    @Test
    void whoTakesTooLongIsCutOff() throws Exception {
        try (RawClient head = new RawClient(endpoint.port());
                RawClient body = new RawClient(endpoint.port())) {
            head.text("POST /event HTTP/1.1\r\n");
            body.text("POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(head.isCutOff()).isTrue();
            assertThat(body.isCutOff()).isTrue();
        }
        await().until(() -> endpoint.connections.table().size() == 0);
    }

    @Test
    void whatWasProvenIsAskedAgainAfterSomebodyLostItsAdmission() throws Exception {
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
        city.answerEverybody(new org.borough.connect.Admission.Refused(403, "disabled"));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
        endpoint.connections.changed(new DeviceId(FakeCity.TENANT, "other"), false);
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(403);
    }

    @Test
    void moreConnectionsThanAllowedAreToldSo() throws Exception {
        try (Running small = new Running(Running.settings(0, 1, "*"), Optional.empty());
                RawClient first = new RawClient(small.port());
                RawClient second = new RawClient(small.port())) {
            small.city.register("lamp");
            await().until(() -> small.connections.table().size() == 2);
            second.request("POST /event", "lamp", "x");
            assertThat(second.statuses(1)).containsExactly(503);
            second.breakOff();
            await().until(() -> small.connections.table().size() == 1);
            first.request("POST /event", "lamp", "x");
            assertThat(first.statuses(1)).containsExactly(202);
        }
    }

    @Test
    void aBusyPortIsNamedAndNothingStaysOpen() throws IOException {
        HttpConnections connections = new HttpConnections();
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThatThrownBy(() -> open(port, connections))
                    .isInstanceOf(BoroughException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("key port of configuration org.borough.connect.http");
            assertThat(connections.status().level()).isEqualTo(Status.Level.FAILED);
        }
        TcpPort opened = open(port, connections).orElseThrow();
        assertThat(connections.status().level()).isEqualTo(Status.Level.OK);
        opened.close();
        assertThat(connections.status().level()).isEqualTo(Status.Level.FAILED);
    }

    private Optional<TcpPort> open(int port, HttpConnections connections) {
        HttpSettings settings = Running.settings(port, 10, "*");
        return new HttpPipeline(city.platform(HttpPipeline.PROTOCOL), settings, connections)
                .open(settings.plain(), Optional.empty());
    }
}
