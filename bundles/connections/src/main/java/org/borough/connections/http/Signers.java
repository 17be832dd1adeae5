// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.Credentials;
import org.eclipse.ditto.connectivity.model.HmacCredentials;
import org.eclipse.ditto.connectivity.model.OAuthClientCredentials;
import org.eclipse.ditto.connectivity.model.UserPasswordCredentials;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Chooses how the requests of a connection are signed. */
public final class Signers {

    private static final Signer NONE = request -> CompletableFuture.completedFuture(Map.of());

    private Signers() {}

    /**
     * Fails if the credentials of a connection cannot be used.
     *
     * @param hosts is asked whether a host may be reached
     */
    public static void check(Credentials credentials, BiConsumer<String, Integer> hosts) {
        if (credentials instanceof HmacCredentials hmac) {
            hmac(hmac, Clock.systemUTC());
        } else if (credentials instanceof OAuthClientCredentials oauth) {
            URI endpoint = URI.create(oauth.getTokenEndpoint());
            if (endpoint.getHost() == null) {
                throw invalid("The tokenEndpoint is not a URL.");
            }
            hosts.accept(endpoint.getHost(), port(endpoint));
        }
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    static Signer of(Connection connection, HttpClient client, Clock clock) {
        Optional<Credentials> credentials = connection.getCredentials();
        if (credentials.isPresent()) {
            Credentials given = credentials.get();
            if (given instanceof HmacCredentials hmac) {
                return hmac(hmac, clock);
            }
            if (given instanceof OAuthClientCredentials oauth) {
                return new BearerToken(oauth, client, clock);
            }
            if (given instanceof UserPasswordCredentials user) {
                return basic(user.getUsername(), user.getPassword());
            }
        }
        return connection
                .getUsername()
                .map(user -> basic(user, connection.getPassword().orElse("")))
                .orElse(NONE);
    }

    private static Signer basic(String user, String password) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Map<String, String> header = Map.of("Authorization", "Basic " + token);
        return request -> CompletableFuture.completedFuture(header);
    }

    private static Signer hmac(HmacCredentials credentials, Clock clock) {
        JsonObject parameters = credentials.getParameters();
        return switch (credentials.getAlgorithm()) {
            case "aws4-hmac-sha256" -> new AwsSignature(parameters, clock);
            case "az-monitor-2016-04-01" -> new AzureMonitorSignature(parameters, clock);
            case "az-sasl" -> new AzureSharedAccess(parameters, clock);
            default ->
                throw invalid("The HMAC algorithm '" + credentials.getAlgorithm()
                        + "' is not supported; use aws4-hmac-sha256, az-monitor-2016-04-01 or az-sasl.");
        };
    }

    static String required(JsonObject parameters, String name) {
        return parameters
                .getValue(JsonKey.of(name))
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElseThrow(() -> invalid("The parameter '" + name + "' of the credentials is missing."));
    }

    static ConnectionConfigurationInvalidException invalid(String message) {
        return ConnectionConfigurationInvalidException.newBuilder(message)
                .description("Correct the credentials of the connection.")
                .build();
    }
}
