// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Uplinks;
import org.borough.hono.HonoUplink;
import org.borough.hono.UnreadableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands telemetry and events to the router. */
final class UplinkTaker implements Taker {

    private static final Logger LOG = LoggerFactory.getLogger(UplinkTaker.class);
    private static final CompletionStage<Acknowledgement> DONE =
            CompletableFuture.completedStage(new Acknowledgement.Stored());

    private final Uplinks uplinks;
    private final Consumer<Message> seen;
    private final Counters counters;
    private final Clock clock;

    UplinkTaker(Uplinks uplinks, Consumer<Message> seen, Counters counters, Clock clock) {
        this.uplinks = uplinks;
        this.seen = seen;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Intake take(ConsumerRecord<String, byte[]> taken) {
        Message message;
        try {
            message = HonoUplink.read(taken);
        } catch (UnreadableRecordException e) {
            counters.unreadable.increment();
            LOG.warn("{} It is passed over.", e.getMessage());
            return Intake.taken(DONE);
        }
        if (HonoUplink.isExpired(message, clock.instant())) {
            counters.expired.increment();
            return Intake.taken(DONE);
        }
        seen.accept(message);
        return accept(message);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // The router may be stopping; the record is tried again.
    private Intake accept(Message message) {
        Intake intake;
        try {
            intake = uplinks.accept(message);
        } catch (RuntimeException e) {
            LOG.debug("The router took no message of {}", message.device(), e);
            return Intake.taken(CompletableFuture.completedStage(
                    new Acknowledgement.Refused(503, "the router fails: " + Failures.words(e))));
        }
        intake.done().thenAccept(result -> count(message, result));
        return intake;
    }

    private void count(Message message, Acknowledgement result) {
        if (result instanceof Acknowledgement.Stored) {
            counters.stored.increment();
        } else if (result instanceof Acknowledgement.Quarantined) {
            counters.quarantined.increment();
        } else if (result instanceof Acknowledgement.Refused refused && refused.status() < 500) {
            counters.refused.increment();
            LOG.warn("A message of {} is passed over: {} {}", message.device(), refused.status(), refused.reason());
        }
    }
}
