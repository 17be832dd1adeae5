// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.json.JsonObject;

/** The shared key of Azure Monitor's data collector API, version 2016-04-01. */
final class AzureMonitorSignature implements Signer {

    private static final String DATE = "x-ms-date";
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss zzz", Locale.ENGLISH)
            .withZone(ZoneId.of("GMT"));

    private final Clock clock;
    private final String workspace;
    private final byte[] key;

    AzureMonitorSignature(JsonObject parameters, Clock clock) {
        this.clock = clock;
        workspace = Signers.required(parameters, "workspaceId");
        key = Hmac.decode(Signers.required(parameters, "sharedKey"));
    }

    @Override
    public CompletionStage<Map<String, String>> sign(Unsigned request) {
        String date = FORMAT.format(clock.instant());
        String toSign = String.join(
                "\n",
                request.method(),
                Integer.toString(request.body().length),
                request.headers().getOrDefault("content-type", ""),
                DATE + ":" + date,
                request.uri().getPath());
        String signature = Base64.getEncoder().encodeToString(Hmac.sign(key, toSign));
        return CompletableFuture.completedFuture(
                Map.of(DATE, date, "Authorization", "SharedKey " + workspace + ":" + signature));
    }
}
