// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.borough.engine.Audience;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.acks.AcknowledgementRequestTimeoutException;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.json.JsonValue;

/** One command whose response or acknowledgements are waited for. Ended once: by all of them, a failure or the time. */
final class Conversation {

    private static final Set<String> OF_RESPONSES = Set.of(
            DittoAcknowledgementLabel.TWIN_PERSISTED.toString(), DittoAcknowledgementLabel.LIVE_RESPONSE.toString());

    private final Command<?> command;
    private final Optional<Audience> audience;
    private final Duration timeout;
    private final AcknowledgementLabel ofResponse;
    private final Map<String, Acknowledgement> given = new LinkedHashMap<>();
    private final Set<String> missing;
    private final boolean onlyResponse;
    private final CompletableFuture<CommandResponse<?>> result = new CompletableFuture<>();
    private String fault;

    /** Waits for the response alone where no labels are given. */
    Conversation(Command<?> command, Optional<Audience> audience, Set<String> labels, Duration timeout) {
        this.command = command;
        this.audience = audience;
        this.timeout = timeout;
        ofResponse = audience.isPresent()
                ? DittoAcknowledgementLabel.LIVE_RESPONSE
                : DittoAcknowledgementLabel.TWIN_PERSISTED;
        missing = new TreeSet<>(labels.isEmpty() ? Set.of(ofResponse.toString()) : labels);
        labels.forEach(label -> given.put(label, lateness(label)));
        onlyResponse = missing.size() == 1 && OF_RESPONSES.containsAll(missing);
    }

    Command<?> command() {
        return command;
    }

    Duration timeout() {
        return timeout;
    }

    CompletableFuture<CommandResponse<?>> result() {
        return result;
    }

    boolean isAbout(String entity) {
        return id().toString().equals(entity);
    }

    /** Whether somebody, who need not have heard the command, could have; only then may it answer. */
    boolean mayBeAnsweredBy(AuthorizationContext who) {
        return audience.filter(those -> those.admits(who)).isPresent();
    }

    /** Takes an answer from outside: one that does not fit is noted and waited on. */
    void take(CommandResponse<?> response) {
        Optional<String> wrong = AnswerChecks.fault(response, command);
        if (wrong.isPresent()) {
            synchronized (this) {
                fault = wrong.get();
            }
            return;
        }
        CommandResponse<?> shown =
                audience.<CommandResponse<?>>map(those -> those.cut(response)).orElse(response);
        answered(shown.setDittoHeaders(Answers.headers(shown.getDittoHeaders(), command)));
    }

    /** Takes the response. One that tells of a failure is a response, too. */
    void answered(CommandResponse<?> response) {
        boolean last = acknowledged(Answers.acknowledgement(ofResponse, response, id()));
        if (onlyResponse) {
            result.complete(response);
        } else if (last) {
            result.complete(together());
        }
    }

    void take(Acknowledgement acknowledgement) {
        if (acknowledged(acknowledgement)) {
            result.complete(together());
        }
    }

    /** Acknowledges in the name of somebody whom the command did not concern. */
    void takeWeak(String label) {
        take(Acknowledgement.weak(
                AcknowledgementLabel.of(label),
                id(),
                correlation(),
                JsonValue.of("Given in the name of a subscriber who is not sent this signal, for want of a right, a"
                        + " subscription or a match with its filter.")));
    }

    /** The command came to nothing. */
    void failed(DittoRuntimeException failure) {
        if (onlyResponse) {
            result.completeExceptionally(failure);
            return;
        }
        acknowledged(Acknowledgement.of(
                ofResponse,
                id(),
                failure.getHttpStatus(),
                failure.getDittoHeaders().toBuilder().putHeaders(correlation()).build(),
                JsonValue.of(failure.getMessage())));
        result.complete(together());
    }

    void timedOut() {
        if (onlyResponse) {
            result.completeExceptionally(lateness());
        } else {
            result.complete(together());
        }
    }

    boolean waitsFor(AcknowledgementLabel label) {
        synchronized (this) {
            return missing.contains(label.toString());
        }
    }

    /** Whether nothing is missing any more, and this is the one that was. */
    private synchronized boolean acknowledged(Acknowledgement acknowledgement) {
        String label = acknowledgement.getLabel().toString();
        if (!missing.remove(label)) {
            return false;
        }
        given.put(label, acknowledgement.setDittoHeaders(Answers.shown(acknowledgement.getDittoHeaders())));
        return missing.isEmpty();
    }

    private synchronized Acknowledgements together() {
        List<Acknowledgement> all = new ArrayList<>(given.values());
        return Acknowledgements.of(
                all,
                command.getDittoHeaders().toBuilder().responseRequired(false).build());
    }

    private Acknowledgement lateness(String label) {
        DittoRuntimeException late = AcknowledgementRequestTimeoutException.newBuilder(timeout)
                .dittoHeaders(correlation())
                .build();
        return Acknowledgement.of(
                AcknowledgementLabel.of(label), id(), late.getHttpStatus(), late.getDittoHeaders(), late.toJson());
    }

    private synchronized DittoRuntimeException lateness() {
        var late = CommandTimeoutException.newBuilder(timeout)
                .dittoHeaders(command.getDittoHeaders().toBuilder()
                        .responseRequired(false)
                        .build());
        if (fault != null) {
            late.description("Received no appropriate live response within the specified timeout."
                    + " An invalid response was received, though: " + fault);
        }
        return late.build();
    }

    private EntityId id() {
        return ((WithEntityId) command).getEntityId();
    }

    private DittoHeaders correlation() {
        var headers = DittoHeaders.newBuilder();
        command.getDittoHeaders().getCorrelationId().ifPresent(headers::correlationId);
        return headers.build();
    }
}
