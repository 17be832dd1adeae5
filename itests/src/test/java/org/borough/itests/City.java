// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A running city, seen from outside as its administrator sees it. */
final class City {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ports ports;
    private final Path home;

    City(Ports ports, Path home) {
        this.ports = ports;
        this.home = home;
    }

    Ports ports() {
        return ports;
    }

    Path home() {
        return home;
    }

    String password() {
        try {
            return Files.readString(home.resolve("admin.password"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until things and devices are served and the devices' doors are open. */
    City awaitOpen() {
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", ports.mqtt()).close();
            new Socket("127.0.0.1", ports.deviceHttp()).close();
            return get("/api/2/things?ids=none:none").statusCode() == 200
                    && get("/city/v1/templates").statusCode() == 200;
        });
        return this;
    }

    HttpResponse<String> get(String path) {
        return api("GET", path, "");
    }

    HttpResponse<String> api(String method, String path, String body) {
        return send(request(URI.create("http://127.0.0.1:" + ports.api() + path), "admin", password()), method, body);
    }

    /** A call to the device HTTP endpoint. */
    HttpResponse<String> device(
            String method, String path, String user, String password, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(URI.create("http://127.0.0.1:" + ports.deviceHttp() + path), user, password);
        headers.forEach(request::header);
        return exchange(request.method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(URI uri, String user, String password) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", "Basic " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) {
        if (body.isEmpty()) {
            return exchange(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }
        String type = "PATCH".equals(method) ? "application/merge-patch+json" : "application/json";
        return exchange(request.header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Provisions a device that connects by a password; answers the status. */
    int provision(String tenant, String deviceId, String template, String password) {
        ObjectNode body = JSON.createObjectNode();
        body.put("tenant", tenant).put("deviceId", deviceId).put("template", template);
        body.putObject("credentials").put("auth-id", deviceId).put("password", password);
        return api("POST", "/city/v1/devices", body.toString()).statusCode();
    }

    /** What the API says at a path, missing when it says nothing. */
    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        try {
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
