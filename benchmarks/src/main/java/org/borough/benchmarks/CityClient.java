// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The city's API as its administrator calls it. */
final class CityClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String authorization;

    CityClient(String api, String passwordFile) throws IOException {
        this.api = api;
        String password = Files.readString(Path.of(passwordFile)).strip();
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a body; fails on any answer but success. */
    String send(String method, String path, String contentType, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", authorization)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    WebSocket webSocket(WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .header("Authorization", authorization)
                .buildAsync(URI.create(api.replaceFirst("^http", "ws") + "/ws/2"), listener)
                .join();
    }
}
