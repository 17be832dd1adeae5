// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Several writes as one. */
final class Stages {

    private Stages() {}

    /** Completes when all have, and fails when one does. */
    static CompletionStage<Void> all(Collection<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }
}
