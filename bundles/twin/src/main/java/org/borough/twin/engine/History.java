// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyHistoryNotAccessibleException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingHistoryNotAccessibleException;

/** Answers queries for things and policies as they were. */
final class History {

    private static final String REVISION = DittoHeaderDefinition.AT_HISTORICAL_REVISION.getKey();
    private static final String TIMESTAMP = DittoHeaderDefinition.AT_HISTORICAL_TIMESTAMP.getKey();
    private static final String ANSWER = DittoHeaderDefinition.HISTORICAL_HEADERS.getKey();

    private final Journal journal;
    private final Revisions revisions;
    private final Executor readers;

    History(Journal journal, Revisions revisions, Executor readers) {
        this.journal = journal;
        this.revisions = revisions;
        this.readers = readers;
    }

    /** Whether a query asks for the past. */
    static boolean isAskedFor(DittoHeaders headers) {
        return headers.containsKey(REVISION) || headers.containsKey(TIMESTAMP);
    }

    /**
     * Answers from the past.
     *
     * @param check refuses whoever may not ask; called before the disk is
     * @param answer makes the answer of the state that was
     */
    CompletionStage<CommandResponse<?>> answer(
            Entity entity, Command<?> query, Runnable check, Function<State, CommandResponse<?>> answer) {
        DittoHeaders headers = query.getDittoHeaders();
        Past.Moment moment = moment(headers);
        check.run();
        Supplier<CommandResponse<?>> work = () -> {
            Past past = Past.read(journal, revisions, entity, moment)
                    .filter(found ->
                            !found.state().modified().isBefore(entity.state().created()))
                    .orElseThrow(() -> nothing(entity, moment, headers));
            CommandResponse<?> response = answer.apply(past.state());
            return response.setDittoHeaders(told(response.getDittoHeaders(), past));
        };
        return CompletableFuture.supplyAsync(work, readers);
    }

    private static DittoHeaders told(DittoHeaders headers, Past past) {
        JsonObject told = past.by().isEmpty()
                ? JsonObject.empty()
                : JsonObject.newBuilder()
                        .set(DittoHeaderDefinition.ORIGINATOR.getKey(), past.by())
                        .build();
        return headers.toBuilder().putHeader(ANSWER, told.toString()).build();
    }

    private static Past.Moment moment(DittoHeaders headers) {
        String revision = headers.get(REVISION);
        try {
            return revision != null
                    ? Past.Moment.of(Long.parseLong(revision))
                    : Past.Moment.of(
                            OffsetDateTime.parse(headers.get(TIMESTAMP)).toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            String header = revision != null ? REVISION : TIMESTAMP;
            throw DittoHeaderInvalidException.newInvalidTypeBuilder(
                            header, headers.get(header), revision != null ? "long" : "ISO-8601 timestamp")
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private static DittoRuntimeException nothing(Entity entity, Past.Moment moment, DittoHeaders headers) {
        Optional<Instant> at = Optional.of(moment.at()).filter(time -> !time.equals(Instant.MAX));
        if (entity.kind == Entity.Kind.THING) {
            ThingId id = (ThingId) entity.id;
            return at.map(time -> ThingHistoryNotAccessibleException.newBuilder(id, time))
                    .orElseGet(() -> ThingHistoryNotAccessibleException.newBuilder(id, moment.revision()))
                    .dittoHeaders(headers)
                    .build();
        }
        PolicyId id = (PolicyId) entity.id;
        return at.map(time -> PolicyHistoryNotAccessibleException.newBuilder(id, time))
                .orElseGet(() -> PolicyHistoryNotAccessibleException.newBuilder(id, moment.revision()))
                .dittoHeaders(headers)
                .build();
    }
}
