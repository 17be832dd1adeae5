// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A device or network server that speaks Hono's HTTP device API. */
final class HttpLink implements DeviceLink {

    private final HttpClient http;
    private final URI telemetry;
    private final String authorization;

    HttpLink(HttpClient http, URI endpoint, String user, String password) {
        this.http = http;
        this.telemetry = endpoint.resolve("/telemetry");
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(int fport, byte[] payload) throws IOException {
        post(payload, "application/octet-stream", "fport", Integer.toString(fport));
    }

    /** Sends what a network server posts to its webhook. */
    void sendJson(byte[] json) throws IOException {
        post(json, "application/json");
    }

    private void post(byte[] payload, String contentType, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(telemetry)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .header("Content-Type", contentType)
                .header("QoS-Level", "1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IOException(telemetry + " answered " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    @Override
    public void close() {
        // The client is shared and keeps no connection of its own to this device.
    }
}
