// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.connectivity.model.OAuthClientCredentials;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/** A token from an OAuth 2 server by the client credentials grant, fetched anew before it expires. */
final class BearerToken implements Signer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    private final HttpClient client;
    private final Clock clock;
    private final HttpRequest request;
    private Instant refresh = Instant.MIN;
    private CompletableFuture<Map<String, String>> header = CompletableFuture.completedFuture(Map.of());

    BearerToken(OAuthClientCredentials credentials, HttpClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        String form = "grant_type=client_credentials&client_id=" + Hmac.encode(credentials.getClientId())
                + "&client_secret=" + Hmac.encode(credentials.getClientSecret().orElse(""))
                + "&scope=" + Hmac.encode(credentials.getRequestedScopes());
        request = HttpRequest.newBuilder(URI.create(credentials.getTokenEndpoint()))
                .timeout(PATIENCE)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    @Override
    public synchronized CompletionStage<Map<String, String>> sign(Unsigned unsigned) {
        boolean failed = header.isCompletedExceptionally();
        if (failed || clock.instant().isAfter(refresh)) {
            refresh = clock.instant().plus(PATIENCE);
            header = client.sendAsync(request, LimitedBody.handler())
                    .thenApply(this::read)
                    .toCompletableFuture();
        }
        return header;
    }

    private Map<String, String> read(HttpResponse<byte[]> answer) {
        try {
            JsonObject token = JsonFactory.newObject(new String(answer.body(), StandardCharsets.UTF_8));
            String text = token.getValue("access_token")
                    .filter(JsonValue::isString)
                    .map(JsonValue::asString)
                    .orElseThrow(() -> new CompletionException(
                            new IOException("The token endpoint gave no token: HTTP " + answer.statusCode())));
            Duration life = token.getValue("expires_in")
                    .filter(JsonValue::isNumber)
                    .map(seconds -> Duration.ofSeconds(seconds.asLong()))
                    .orElse(USUAL_LIFE);
            keep(life);
            return Map.of("Authorization", "Bearer " + text);
        } catch (JsonRuntimeException e) {
            throw new CompletionException(
                    new IOException("The token endpoint answered no JSON: HTTP " + answer.statusCode()));
        }
    }

    private synchronized void keep(Duration life) {
        refresh = clock.instant().plus(life.minus(EARLY));
    }
}
