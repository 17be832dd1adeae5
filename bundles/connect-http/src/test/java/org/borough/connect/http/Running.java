// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.endpoint.Address;
import org.borough.endpoint.TcpPort;
import org.borough.endpoint.testing.FakeCity;

/** An endpoint on a free port, for one test, and devices that send requests to it. */
final class Running implements AutoCloseable {

    final FakeCity city = new FakeCity();
    final HttpConnections connections = new HttpConnections();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TcpPort server;

    Running() {
        this(settings(0, 100, "*"), Optional.empty());
    }

    Running(HttpSettings settings, Optional<SslContext> tls) {
        server = new HttpPipeline(city.platform(HttpPipeline.PROTOCOL), settings, connections)
                .open(settings.plain(), tls)
                .orElseThrow();
    }

    static HttpSettings settings(int port, int maxConnections, String origin) {
        return settings(port, maxConnections, origin, Duration.ofSeconds(5));
    }

    static HttpSettings settings(int port, int maxConnections, String origin, Duration idle) {
        Address address = new Address("127.0.0.1", port, "port");
        return new HttpSettings(
                address,
                address,
                2048,
                65_536,
                maxConnections,
                Duration.ofSeconds(1),
                idle,
                60,
                origin,
                Duration.ofMillis(500),
                1);
    }

    int port() {
        return server.port();
    }

    static String authorization(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder as(String id, String path) {
        return anonymous(path).header("Authorization", authorization(id + "@" + FakeCity.TENANT + ":secret"));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String id, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(with(as(id, path), headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String id, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(with(as(id, path), headers).PUT(BodyPublishers.ofString(body)));
    }

    CompletableFuture<HttpResponse<String>> postLater(String id, String path, String body, String... headers) {
        return client.sendAsync(
                with(as(id, path), headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        server.close();
    }
}
