// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The city's own HTTP API, called as its administrator. */
final class CityApi {

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http;
    private final URI api;
    private final String authorization;

    CityApi(HttpClient http, URI api, String user, String password) {
        this.http = http;
        this.api = api;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Provisions a device, or finds it as it should be. */
    void provision(
            String tenant,
            String deviceId,
            String template,
            String authId,
            String password,
            JsonNode attributes,
            String via)
            throws IOException {
        ObjectNode body = json.createObjectNode();
        body.put("tenant", tenant).put("deviceId", deviceId).put("template", template);
        if (!authId.isEmpty()) {
            body.putObject("credentials").put("auth-id", authId).put("password", password);
        }
        if (attributes != null) {
            body.set("attributes", attributes);
        }
        if (!via.isEmpty()) {
            body.putArray("via").add(via);
        }
        HttpResponse<String> response = send("POST", "/city/v1/devices", json.writeValueAsString(body));
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw new IOException("provisioning " + deviceId + ": " + response.statusCode() + " " + response.body());
        }
    }

    /** Makes a thing when there is none; one that is there stays as its owner left it. */
    void createThing(String thingId, String thingJson) throws IOException {
        if (send("GET", "/api/2/things/" + thingId, "").statusCode() == 200) {
            return;
        }
        HttpResponse<String> response = send("PUT", "/api/2/things/" + thingId, thingJson);
        if (response.statusCode() / 100 != 2) {
            throw new IOException("making " + thingId + ": " + response.statusCode() + " " + response.body());
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }
}
