// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param body what becomes JSON; empty for no body
 * @param headers further headers
 */
public record Reply(int status, Optional<Object> body, Map<String, String> headers) {

    /** A body. */
    public static Reply of(int status, Object body) {
        return new Reply(status, Optional.of(body), Map.of());
    }

    /** No body. */
    public static Reply empty(int status) {
        return new Reply(status, Optional.empty(), Map.of());
    }

    /** A refusal. */
    static Reply refused(RefusedException refused) {
        return of(refused.status(), refused.errors());
    }

    /** At once. */
    public CompletionStage<Reply> now() {
        return CompletableFuture.completedStage(this);
    }
}
