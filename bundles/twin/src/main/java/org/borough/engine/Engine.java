// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Executes Ditto's commands on twins and policies and answers as Ditto does. Every front door (HTTP, WebSocket, SSE)
 * goes through it.
 *
 * <p>Callable from any thread; never blocks.
 */
@ProviderType
public interface Engine {

    /**
     * Executes one command for the subjects of the authorization context in its headers. Conditions in the headers
     * ({@code if-match}, {@code if-none-match}, {@code if-equal}, {@code condition}) are obeyed; the answer's headers
     * carry {@code etag} and {@code entity-revision}.
     *
     * <p>A message to or from a thing is only checked: the answer
     * {@link org.eclipse.ditto.messages.model.signals.commands.SendMessageAcceptedResponse} says that the caller may send
     * it now. Carrying it is the front door's part.
     *
     * @return Ditto's response, after a write is on disk; fails with the
     *     {@link org.eclipse.ditto.base.model.exceptions.DittoRuntimeException} that Ditto would give
     */
    CompletionStage<CommandResponse<?>> execute(Command<?> command);

    /**
     * Follows events of things and policies, in order per entity, each cut down to what the given subjects may read. An
     * event of which they may read nothing does not come. No event that is committed after this returns is missed.
     *
     * @param subscriber called one event after the other; must not block
     */
    Subscription subscribe(AuthorizationContext reader, Consumer<Event<?>> subscriber);

    /**
     * Follows what policies announce: that a subject is or will soon be deleted. An announcement comes only to readers
     * who have a subject that it is about among theirs.
     *
     * <p>Where the headers of an announcement request acknowledgements, each is to be given by {@link #acknowledge};
     * until all are given the announcement comes again, with another correlation id, as long as the grace period lasts.
     *
     * @param subscriber called one announcement after the other; must not block
     */
    Subscription announcements(AuthorizationContext reader, Consumer<PolicyAnnouncement<?>> subscriber);

    /**
     * Takes what a reader of announcements answered to one that requested acknowledgements: found by its correlation
     * id and label; the authorization context in its headers must have a subject that the announcement was about. An
     * acknowledgement that nobody waits for is forgotten.
     */
    void acknowledge(Acknowledgement acknowledgement);

    /**
     * Checks the answer to a message against the model of its thing, before it is handed to whoever asked.
     *
     * @return the same answer; fails with the error that Ditto would give
     */
    default CompletionStage<CommandResponse<?>> check(MessageCommandResponse<?, ?> answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /**
     * Opens what is on disk of the events of one thing or policy, as of now, in a range of revisions or of time: at or
     * after the first revision, up to and including the last; after the first instant and before the last. Revisions
     * below 0 count back from the present one. The events come cut down to what may be read; a filter is left to the
     * caller.
     *
     * @return fails unless the subjects in its headers may read everything at its path
     */
    CompletionStage<PersistedEvents> persisted(SubscribeForPersistedEvents wanted);

    /**
     * Follows all events of things and policies, in order per entity, for somebody who serves many readers. No event that
     * is committed after this returns is missed.
     *
     * @param follower called one event after the other; must not block
     */
    Subscription follow(Consumer<Happening> follower);

    /**
     * Checks a message, live command or live event: its thing must be there, its sender must have the right to send it,
     * and its condition must hold. Carrying it is the front door's part.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException that Ditto would give
     */
    Audience admit(Signal<?> live);

    /**
     * Whether the twin fulfils the header {@code live-channel-condition} of a query.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the condition makes no sense, or looks at
     *     what the caller may not read
     */
    boolean wantsLive(ThingQueryCommand<?> query);

    /** Counts what there is now, for operators; takes some milliseconds. Empty if this engine does not know. */
    default Optional<Census> census() {
        return Optional.empty();
    }
}
