// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.borough.engine.Recordings;

/**
 * {@code /history/things/{id}}: what recorded properties said. Ditto has nothing like it; it stands beside
 * {@code /things} because below it every name may be that of a property.
 */
final class HistoryRoute implements Route {

    private final Supplier<Optional<Recordings>> recordings;
    private final Clock clock;

    HistoryRoute(Supplier<Optional<Recordings>> recordings, Clock clock) {
        this.recordings = recordings;
        this.clock = clock;
    }

    @Override
    public Action of(Call call) {
        if (call.path().atEnd()
                || !call.path().next().equals("things")
                || call.path().atEnd()) {
            throw call.unknownRoute();
        }
        if (!call.method().equals("GET")) {
            throw call.methodNotAllowed();
        }
        HistoryRequest request = HistoryRequest.of(call, clock.instant());
        return new Action.Fetch(() -> read(request));
    }

    private CompletionStage<Document> read(HistoryRequest request) {
        return recordings
                .get()
                .orElseThrow(() -> GatewayException.unavailable("nothing keeps a history here"))
                .read(request.wanted())
                .thenApply(request::document)
                .exceptionally(failure -> {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    throw cause instanceof IllegalArgumentException tooMuch
                            ? GatewayException.unreadableRequest(tooMuch)
                            : Failures.toDitto(failure);
                });
    }
}
