// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkServerTest {

    private static final String UPLINK = "x".repeat(5000);

    private final Running endpoint = new Running();
    private final FakeCity city =
            endpoint.city.register("tts", Map.of("envelope", "tts-v3")).register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNetworkServerMaySendMoreThanADevice(boolean chunked) throws Exception {
        assertThat(upload("tts", UPLINK, chunked).statusCode()).isEqualTo(202);
        assertThat(upload("tts", "x".repeat(65_536), chunked).statusCode()).isEqualTo(202);
        assertThat(city.messages).hasSize(2);
        assertThat(city.messages.get(0).payload()).asString().isEqualTo(UPLINK);
        assertThat(city.messages.get(1).payload()).hasSize(65_536);
    }

    @ParameterizedTest
    @CsvSource({"lamp, 5000, 2048", "tts, 65537, 65536"})
    void whatIsTooLargeIsRefusedWithTheSendersLimit(String id, int bytes, int limit) throws Exception {
        for (boolean chunked : new boolean[] {false, true}) {
            HttpResponse<String> response = upload(id, "x".repeat(bytes), chunked);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).isEqualTo("{\"error\":\"payload has more than " + limit + " bytes\"}");
        }
        assertThat(city.messages).isEmpty();
    }

    @Test
    void whoDoesNotProveToBeOneIsHeldToTheSmallerLimit() throws Exception {
        try (RawClient nobody = new RawClient(endpoint.port());
                RawClient impostor = new RawClient(endpoint.port())) {
            nobody.text("POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n801\r\n"
                    + UPLINK.substring(0, 0x801) + "\r\n");
            assertThat(nobody.statuses(1)).containsExactly(413);
            impostor.text("POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAuthorization: "
                    + Running.authorization("tts@springfield:wrong") + "\r\n\r\n801\r\n" + UPLINK.substring(0, 0x801)
                    + "\r\n");
            assertThat(impostor.statuses(1)).containsExactly(401);
            assertThat(impostor.isCutOff()).isTrue();
        }
        assertThat(city.messages).isEmpty();
    }

    @Test
    void everyRequestOfAConnectionHasTheLimitOfItsOwnSender() throws Exception {
        try (RawClient proxy = new RawClient(endpoint.port())) {
            proxy.request("POST /event", "lamp", "x");
            proxy.request("POST /event", "tts", UPLINK);
            proxy.request("POST /event", "tts", UPLINK);
            proxy.request("POST /event", "lamp", "x");
            proxy.request("POST /event", "tts", UPLINK);
            proxy.request("POST /event", "lamp", UPLINK);
            assertThat(proxy.statuses(6)).containsExactly(202, 202, 202, 202, 202, 413);
            assertThat(proxy.isCutOff()).isTrue();
        }
        assertThat(city.messages)
                .extracting(message -> message.device().id())
                .containsExactly("lamp", "tts", "tts", "lamp", "tts");
    }

    @Test
    void aLargeBodyIsAskedForOnlyFromANetworkServer() throws Exception {
        try (RawClient server = new RawClient(endpoint.port());
                RawClient lamp = new RawClient(endpoint.port())) {
            server.text(question("tts"));
            assertThat(server.statuses(1)).containsExactly(100);
            server.text(UPLINK);
            assertThat(server.statuses(1)).containsExactly(202);
            lamp.text(question("lamp"));
            assertThat(lamp.statuses(1)).containsExactly(413);
        }
    }

    @Test
    void whoIsANetworkServerNoMoreMaySendNoMoreThanOthers() throws Exception {
        try (RawClient server = new RawClient(endpoint.port())) {
            server.request("POST /event", "tts", UPLINK);
            assertThat(server.statuses(1)).containsExactly(202);
            city.register("tts");
            server.request("POST /event", "tts", UPLINK);
            assertThat(server.statuses(1)).containsExactly(413);
        }
    }

    @Test
    void nothingIsTakenInWhileItIsNotKnownWhoSends() throws Exception {
        city.sleepUntil(new CompletableFuture<>());
        byte[] mebibyte = new byte[1024 * 1024];
        int taken = 0;
        try (RawClient flood = new RawClient(endpoint.port())) {
            flood.text("POST /event HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization("tts")
                    + "\r\nContent-Length: 200000000\r\n\r\n");
            while (taken < 100) {
                flood.bytes(mebibyte);
                taken++;
            }
        } catch (IOException e) {
            // Cut off when its time was over; what counts is how much it could send until then.
        }
        // What the two sockets hold, and not all of it.
        assertThat(taken).isLessThan(50);
    }

    private HttpResponse<String> upload(String id, String text, boolean chunked) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BodyPublisher body = chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                : BodyPublishers.ofByteArray(bytes);
        HttpRequest.Builder request = endpoint.as(id, "/event").POST(body);
        return endpoint.send(request);
    }

    private static String question(String id) {
        return "POST /event HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5000\r\nAuthorization: "
                + authorization(id) + "\r\n\r\n";
    }

    private static String authorization(String id) {
        return Running.authorization(id + "@" + FakeCity.TENANT + ":secret");
    }
}
