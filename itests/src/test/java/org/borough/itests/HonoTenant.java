// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A tenant of one test, and what is done in its name; it leaves nothing behind. */
final class HonoTenant implements AutoCloseable {

    static final String PASSWORD = "a-hono-would-do-just-so";

    /** How long Hono's users are used to wait. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HonoCity hono;
    private final String id = UUID.randomUUID().toString();

    HonoTenant(HonoCity hono, String settings) {
        this.hono = hono;
        call(201, "POST", "/v1/tenants/" + id, settings);
    }

    String id() {
        return id;
    }

    /** A registered device that nobody knows a password of. */
    String register(String registration) {
        String device = UUID.randomUUID().toString();
        call(201, "POST", "/v1/devices/" + id + "/" + device, registration);
        return device;
    }

    /** A registered device with a password. */
    String device(String registration) {
        String device = register(registration);
        String credentials = "[{\"type\":\"hashed-password\",\"auth-id\":\"" + device
                + "\",\"secrets\":[{\"pwd-plain\":\"" + PASSWORD + "\"}]}]";
        call(204, "PUT", "/v1/credentials/" + id + "/" + device, credentials);
        return device;
    }

    /** A call of the management API that must end so. */
    HttpResponse<String> call(int status, String method, String path, String body) {
        HttpResponse<String> response = hono.city().api(method, path, body);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isEqualTo(status);
        return response;
    }

    /** A device's request; headers as name, value, name, value. */
    HttpResponse<String> send(String device, String method, String path, String payload, String... headers) {
        return sendWith(PASSWORD, device, method, path, payload, headers);
    }

    /** The same with any password. */
    HttpResponse<String> sendWith(
            String password, String device, String method, String path, String payload, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return hono.city().device(method, path, device + "@" + id, password, payload.getBytes(UTF_8), all);
    }

    /** The same, while other things go on. */
    CompletableFuture<HttpResponse<String>> sending(
            String device, String method, String path, String payload, String... headers) {
        return CompletableFuture.supplyAsync(() -> send(device, method, path, payload, headers));
    }

    /** Begins to consume what the tenant's devices send. */
    HonoTenant consumed() {
        hono.application().consume(id);
        return this;
    }

    /** The next message with this payload; what came before it is passed over. */
    Map<String, String> heard(String payload) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> hono.application().take(id), heard -> payload.equals(heard.get("payload")));
    }

    /** The next message at all. */
    Map<String, String> heard() {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> hono.application().take(id), heard -> !heard.isEmpty());
    }

    Map<String, String> command(String device, String subject, String payload) {
        return hono.application().command(id, device, subject, payload, PATIENCE);
    }

    @Override
    public void close() {
        hono.city().api("DELETE", "/v1/devices/" + id, "");
        hono.city().api("DELETE", "/v1/tenants/" + id, "");
    }
}
