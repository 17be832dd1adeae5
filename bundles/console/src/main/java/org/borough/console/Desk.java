// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where a command works: what runs, where it prints, and for whom.
 *
 * @param subject the person at the console, as in policies
 */
record Desk(Platform platform, PrintStream out, InputStream in, String subject) {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Waits for what was begun. */
    static <T> T await(CompletionStage<T> stage, Duration patience) {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandFailedException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailedException(
                    "no answer within " + patience.toSeconds()
                            + " s; what was asked goes on. See city:health for what is slow.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted; what was asked goes on.", e);
        }
    }
}
