// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.Tls;
import org.borough.endpoint.testing.FakeCity;
import org.borough.endpoint.testing.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private static Path folder;

    private static SSLContext server;

    private Running endpoint;
    private FakeCity city;

    @BeforeEach
    void start() throws Exception {
        if (server == null) {
            server = TestTls.named(folder, "localhost");
        }
        endpoint = new Running(Running.settings(0, 10, "*"), Optional.of(Tls.context(server)));
        city = endpoint.city.register("lamp").register("other");
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void devicesSendByTls() throws Exception {
        assertThat(post(stranger(), "lamp@springfield:secret", 2000)).isEqualTo(202);
        assertThat(city.messages).hasSize(1);
        try (RawClient plain = new RawClient(endpoint.port())) {
            plain.request("POST /event", "lamp", "x");
            assertThat(plain.isCutOff()).isTrue();
        }
    }

    @Test
    void aCertificateIsEnoughAndCountsBeforeAPassword() throws Exception {
        SSLContext lamp = TestTls.named(folder, "lamp");
        assertThat(post(lamp, "", 10)).isEqualTo(202);
        assertThat(post(lamp, "other@springfield:secret", 10)).isEqualTo(202);
        assertThat(city.messages).extracting(message -> message.device().id()).containsExactly("lamp", "lamp");
        assertThat(post(lamp, "", 5000)).isEqualTo(413);
        city.register("lamp", Map.of("envelope", "tts-v3"));
        assertThat(post(lamp, "", 5000)).isEqualTo(202);
    }

    @Test
    void anUnknownCertificateDoesNotHideAPassword() throws Exception {
        assertThat(post(stranger(), "lamp@springfield:secret", 10)).isEqualTo(202);
        assertThat(post(stranger(), "lamp@springfield:wrong", 10)).isEqualTo(401);
        assertThat(post(stranger(), "", 10)).isEqualTo(401);
        assertThat(post(stranger(), "", 5000)).isEqualTo(401);
    }

    @Test
    void aHandshakeThatStopsCostsItsOwnConnectionOnly() throws Exception {
        try (Socket half = new Socket("127.0.0.1", endpoint.port())) {
            half.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
            half.getOutputStream().flush();
            assertThat(post(stranger(), "lamp@springfield:secret", 10)).isEqualTo(202);
            half.setSoTimeout(20_000);
            assertThat(half.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Shows a certificate of nobody who is registered. */
    private static SSLContext stranger() {
        return server;
    }

    private int post(SSLContext tls, String user, int bytes) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + endpoint.port() + "/event"))
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(bytes)));
        if (!user.isEmpty()) {
            request.header("Authorization", Running.authorization(user));
        }
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
