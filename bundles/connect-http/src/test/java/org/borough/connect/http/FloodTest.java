// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sends more than is taken in, reads nothing or does nothing, costs little and is rid of in time. */
class FloodTest {

    private final Running endpoint =
            new Running(Running.settings(0, 1000, "*", Duration.ofSeconds(2)), Optional.empty());
    private final FakeCity city = endpoint.city.register("lamp").register("other");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void whoReadsNoAnswersIsReadNoFurtherAndCutOff() throws Exception {
        byte[] requests = "GET /nowhere HTTP/1.1\r\n\r\n".repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        try (Wire deaf = Wire.deaf()) {
            deaf.send(requests, List.of(requests.length));
            assertThat(deaf.isRead()).isFalse();
            deaf.end();
        }
    }

    @Test
    void whoDoesNotReadItsLastAnswerIsCutOffToo() throws Exception {
        byte[] request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        try (Wire deaf = Wire.deaf()) {
            deaf.send(request, List.of(request.length));
            deaf.end();
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aFullLaneStopsTheReadingAndNothingIsLost() throws Exception {
        CompletableFuture<Void> room = new CompletableFuture<>();
        city.answer(message -> message.device().id().equals("lamp")
                ? new Intake(room, CompletableFuture.completedFuture(FakeCity.STORED))
                : FakeCity.now(FakeCity.STORED));
        try (RawClient lamp = new RawClient(endpoint.port())) {
            for (int i = 0; i < 300; i++) {
                lamp.request("POST /telemetry?n=" + i, "lamp", "x");
            }
            await().until(() -> city.messages.size() == 1);
            assertThat(endpoint.post("other", "/event", "x").statusCode()).isEqualTo(202);
            // Longer than a request may take to arrive, than a connection may be idle.
            await().during(Duration.ofMillis(2500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> city.messages.size() == 2);
            room.complete(null);
            assertThat(lamp.statuses(300)).containsOnly(202);
        }
        assertThat(city.messages.stream()
                        .flatMap(message -> message.property("n").stream())
                        .map(Integer::parseInt))
                .hasSize(300)
                .isSorted();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void idleConnectionsAreClosed() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                idle.add(new RawClient(endpoint.port()));
            }
            idle.get(0).request("POST /event", "lamp", "x");
            assertThat(idle.get(0).statuses(1)).containsExactly(202);
            for (RawClient one : idle) {
                assertThat(one.isCutOff()).isTrue();
            }
            await().until(() -> endpoint.connections.table().size() == 0);
        } finally {
            for (RawClient one : idle) {
                one.close();
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aWaitingRequestIsNoIdleConnection() throws Exception {
        Running impatient = new Running(Running.settings(0, 10, "*", Duration.ofMillis(1500)), Optional.empty());
        try (impatient) {
            impatient.city.register("lamp");
            CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
            impatient.city.answer(message -> Intake.taken(done));
            CompletableFuture<HttpResponse<String>> event = impatient.postLater("lamp", "/event", "x");
            await().during(Duration.ofMillis(2500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !event.isDone());
            done.complete(FakeCity.STORED);
            assertThat(event.join().statusCode()).isEqualTo(202);
        }
    }
}
