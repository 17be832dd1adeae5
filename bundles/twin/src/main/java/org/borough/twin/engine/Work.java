// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something that waits in an entity's lane. */
sealed interface Work {

    /** Tells whoever waits that it came to nothing. */
    void fail(Throwable why);

    /** Computes on the entity's latest state; many of these make one batch. */
    record Compute<T>(Function<State, Step<T>> function, CompletableFuture<T> answer) implements Work {

        static <T> Compute<T> of(Function<State, Step<T>> function) {
            return new Compute<>(function, new CompletableFuture<>());
        }

        @Override
        public void fail(Throwable why) {
            answer.completeExceptionally(why);
        }
    }

    /** Has the lane for itself until its stage completes. */
    record Hold<T>(Supplier<CompletionStage<T>> body, CompletableFuture<T> answer) implements Work {

        static <T> Hold<T> of(Supplier<CompletionStage<T>> body) {
            return new Hold<>(body, new CompletableFuture<>());
        }

        @Override
        public void fail(Throwable why) {
            answer.completeExceptionally(why);
        }
    }
}
