// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Some threads that check what devices bring, and a bounded queue before them. */
final class Workers implements AutoCloseable {

    private final ThreadPoolExecutor pool;

    Workers(String name, int threads, int waiting) {
        this.pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), named(name));
        pool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs work. Fails with a {@link RefusedException} of status 503 when too much of it waits. */
    <T> CompletionStage<T> run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new RefusedException(
                    503, "too many passwords and signatures wait to be checked; try again in a few seconds"));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
