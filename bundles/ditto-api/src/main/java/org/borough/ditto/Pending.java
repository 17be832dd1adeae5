// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request whose answer comes later. It is answered once: by the engine, by a failure or by its timeout. */
final class Pending implements AsyncListener {

    private final AsyncContext context;
    private final Answer answer;
    private final Runnable onTimeout;
    private final AtomicBoolean answered = new AtomicBoolean();

    Pending(AsyncContext context, Answer answer, Duration timeout, Runnable onTimeout) {
        this.context = context;
        this.answer = answer;
        this.onTimeout = onTimeout;
        context.setTimeout(timeout.toMillis());
        context.addListener(this);
    }

    void finish(Runnable write) {
        if (answered.compareAndSet(false, true)) {
            try {
                write.run();
            } finally {
                context.complete();
            }
        }
    }

    /** Does work that may fail for reasons of the caller. */
    // The edge to strangers' requests, outside the servlet's own: the failure is answered and logged.
    @SuppressWarnings("checkstyle:IllegalCatch")
    void guard(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException unreadable) {
            finish(() -> answer.failure(GatewayException.unreadableRequest(unreadable)));
        } catch (RuntimeException failure) {
            finish(() -> answer.failure(Failures.toDitto(failure)));
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        finish(onTimeout);
    }

    @Override
    public void onError(AsyncEvent event) {
        // The caller has gone: nobody is left to be answered.
        finish(() -> {});
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
