// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.json.JsonObject;

/** Shared access signatures of Azure's IoT Hub and Service Bus. */
final class AzureSharedAccess implements Signer {

    private static final Duration VALID = Duration.ofDays(7);

    private final Clock clock;
    private final String endpoint;
    private final String name;
    private final byte[] key;

    AzureSharedAccess(JsonObject parameters, Clock clock) {
        this.clock = clock;
        endpoint = Signers.required(parameters, "endpoint");
        name = Signers.required(parameters, "sharedKeyName");
        key = Hmac.decode(Signers.required(parameters, "sharedKey"));
    }

    @Override
    public CompletionStage<Map<String, String>> sign(Unsigned request) {
        long until = clock.instant().plus(VALID).getEpochSecond();
        byte[] signature = Hmac.sign(key, Hmac.encode(endpoint) + "\n" + until);
        String token = "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
                .formatted(endpoint, Hmac.encode(Base64.getEncoder().encodeToString(signature)), until, name);
        return CompletableFuture.completedFuture(Map.of("Authorization", token));
    }
}
