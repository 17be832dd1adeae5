// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.acks.AcknowledgementCorrelationIdMissingException;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;

/** The conversations that have not ended, by their correlation ids. */
final class Conversations {

    private final Map<String, List<Conversation>> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    Conversations(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Has a conversation be found until it ends. */
    void begin(Conversation conversation) {
        String id = conversation.command().getDittoHeaders().getCorrelationId().orElse("");
        open.compute(id, (same, several) -> {
            List<Conversation> those = several == null ? new CopyOnWriteArrayList<>() : several;
            those.add(conversation);
            return those;
        });
        Future<?> end =
                timer.schedule(conversation::timedOut, conversation.timeout().toMillis(), TimeUnit.MILLISECONDS);
        conversation.result().whenComplete((response, failure) -> {
            end.cancel(false);
            open.computeIfPresent(id, (same, several) -> {
                several.remove(conversation);
                return several.isEmpty() ? null : several;
            });
        });
    }

    int size() {
        return open.size();
    }

    /** Brings an answer to the one who waits for it. One that nobody waits for is forgotten. */
    void answer(CommandResponse<?> answer) {
        if (answer instanceof Acknowledgements several) {
            several.forEach(this::answer);
            return;
        }
        String id = answer.getDittoHeaders().getCorrelationId().orElse("");
        if (answer instanceof Acknowledgement given) {
            if (id.isEmpty()) {
                throw AcknowledgementCorrelationIdMissingException.newBuilder()
                        .dittoHeaders(given.getDittoHeaders())
                        .build();
            }
            acknowledge(given, of(id));
        } else {
            respond(answer, of(id));
        }
    }

    /** The conversations of a correlation id, oldest first; more than one where callers use the same id. */
    List<Conversation> of(String correlationId) {
        return open.getOrDefault(correlationId, List.of());
    }

    private static void acknowledge(Acknowledgement given, List<Conversation> candidates) {
        candidates.stream()
                .filter(each -> AnswerChecks.concerns(given, each.command()) && each.waitsFor(given.getLabel()))
                .findFirst()
                .ifPresent(waiting -> waiting.take(given));
    }

    private static void respond(CommandResponse<?> response, List<Conversation> candidates) {
        List<Conversation> possible = candidates.stream()
                .filter(each -> AnswerChecks.concerns(response, each.command()))
                .filter(each -> each.mayBeAnsweredBy(response.getDittoHeaders().getAuthorizationContext()))
                .toList();
        possible.stream()
                .filter(each -> AnswerChecks.fault(response, each.command()).isEmpty())
                .findFirst()
                .or(() -> possible.stream().findFirst())
                .ifPresent(waiting -> waiting.take(response));
    }
}
