// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.Downlinks;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.RegistryChange;
import org.borough.hono.HonoNotification;
import org.borough.hono.HonoResponse;
import org.borough.hono.HonoTopics;
import org.borough.hono.UnreadableRecordException;
import org.borough.thing.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every node reads for itself: answers to commands, of which it minds its own, and changes of the registry. */
final class AnswerTaker implements Taker {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerTaker.class);
    private static final CompletionStage<Acknowledgement> DONE =
            CompletableFuture.completedStage(new Acknowledgement.Stored());
    private static final int TOO_MANY_REQUESTS = 429;

    private final Downlinks downlinks;
    private final CommandSink sink;
    private final Consumer<RegistryChange> changes;
    private final Counters counters;

    AnswerTaker(Downlinks downlinks, CommandSink sink, Consumer<RegistryChange> changes, Counters counters) {
        this.downlinks = downlinks;
        this.sink = sink;
        this.changes = changes;
        this.counters = counters;
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // The router may be stopping; the record is tried again.
    public Intake take(ConsumerRecord<String, byte[]> taken) {
        try {
            return Intake.taken(taken(taken));
        } catch (UnreadableRecordException e) {
            counters.unreadable.increment();
            LOG.warn("{} It is passed over.", e.getMessage());
            return Intake.taken(DONE);
        } catch (RuntimeException e) {
            LOG.debug("The router took no answer", e);
            return Intake.taken(CompletableFuture.completedStage(
                    new Acknowledgement.Refused(503, "the router fails: " + Failures.words(e))));
        }
    }

    private CompletionStage<Acknowledgement> taken(ConsumerRecord<String, byte[]> taken) {
        if (taken.topic().equals(HonoTopics.TENANT_NOTIFICATIONS)
                || taken.topic().equals(HonoTopics.DEVICE_NOTIFICATIONS)) {
            HonoNotification.read(taken).ifPresent(changes);
            return DONE;
        }
        HonoResponse response = HonoResponse.read(taken);
        Optional<String> requestId = sink.requestId(response.correlationId());
        return requestId.isEmpty() ? DONE : answered(response, requestId.get());
    }

    private CompletionStage<Acknowledgement> answered(HonoResponse response, String requestId) {
        boolean tryAgain = response.isFailure() && (response.status() >= 500 || response.status() == TOO_MANY_REQUESTS);
        if (tryAgain && sink.undelivered(response.correlationId(), response.status(), response.error())) {
            return DONE;
        }
        sink.answered(response.correlationId());
        counters.answers.increment();
        return downlinks.respond(new CommandResponse(requestId, response.status(), message(response)));
    }

    private static Message message(HonoResponse response) {
        Map<String, String> properties = response.properties();
        return new Message(
                response.device(),
                "",
                Endpoint.RESPONSE,
                1,
                response.contentType(),
                properties,
                response.payload(),
                response.createdAt());
    }
}
