// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.borough.engine.Audience;
import org.borough.engine.Engine;
import org.borough.engine.Happening;
import org.borough.engine.PersistedEvents;
import org.borough.thing.Subscription;
import org.borough.twin.Cause;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.ThingSearchQueryCommand;

/** The one executor of all commands. */
final class CommandEngine implements Engine {

    private final ThingCommands things;
    private final ThingQueries queries;
    private final PolicyCommands policies;
    private final Search search;
    private final LiveChecks live;
    private final MessageChecks messages;
    private final Publisher publisher;
    private final Announcements announcements;
    private final PastEvents past;

    CommandEngine(
            ThingCommands things,
            ThingQueries queries,
            PolicyCommands policies,
            Search search,
            LiveChecks live,
            MessageChecks messages,
            Publisher publisher,
            Announcements announcements,
            PastEvents past) {
        this.things = things;
        this.queries = queries;
        this.policies = policies;
        this.search = search;
        this.live = live;
        this.messages = messages;
        this.publisher = publisher;
        this.announcements = announcements;
        this.past = past;
    }

    @Override
    public CompletionStage<CommandResponse<?>> execute(Command<?> command) {
        return execute(command, Origin.cause(command.getDittoHeaders()));
    }

    @Override
    public Subscription subscribe(AuthorizationContext reader, Consumer<Event<?>> subscriber) {
        return publisher.subscribe(reader, subscriber);
    }

    @Override
    public Subscription follow(Consumer<Happening> follower) {
        return publisher.follow(follower);
    }

    @Override
    public Audience admit(Signal<?> signal) {
        return live.admit(signal);
    }

    @Override
    public boolean wantsLive(ThingQueryCommand<?> query) {
        return live.wantsLive(query);
    }

    @Override
    public Subscription announcements(AuthorizationContext reader, Consumer<PolicyAnnouncement<?>> subscriber) {
        return announcements.follow(reader, subscriber);
    }

    @Override
    public void acknowledge(Acknowledgement acknowledgement) {
        announcements.acknowledge(acknowledgement);
    }

    @Override
    public CompletionStage<CommandResponse<?>> check(MessageCommandResponse<?, ?> answer) {
        return attempt(() -> messages.check(answer));
    }

    @Override
    public CompletionStage<PersistedEvents> persisted(SubscribeForPersistedEvents wanted) {
        return past.open(wanted);
    }

    CompletionStage<CommandResponse<?>> execute(Command<?> command, Cause cause) {
        DittoHeaders headers = command.getDittoHeaders();
        String subject = subject(command);
        return attempt(() -> dispatch(command, cause)).handle((response, failure) -> {
            if (failure != null) {
                throw Failures.ditto(failure, subject, headers);
            }
            return response;
        });
    }

    private CompletionStage<CommandResponse<?>> dispatch(Command<?> command, Cause cause) {
        if (command instanceof ThingCommand<?> thing) {
            return things.execute(thing, cause);
        }
        if (command instanceof PolicyCommand<?> policy) {
            return policies.execute(policy, cause);
        }
        if (command instanceof RetrieveThings several) {
            return CompletableFuture.completedFuture(queries.answer(several));
        }
        if (command instanceof ThingSearchQueryCommand<?> query) {
            return search.answer(query).thenApply(answer -> answer);
        }
        if (command instanceof MessageCommand<?, ?> message) {
            return messages.answer(message);
        }
        throw UnsupportedSignalException.newBuilder(command.getType())
                .dittoHeaders(command.getDittoHeaders())
                .build();
    }

    // Whatever a command's execution throws must reach its caller by the stage.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String subject(Command<?> command) {
        if (command instanceof PolicyCommand<?> policy) {
            return "policy " + policy.getEntityId();
        }
        return command instanceof WithEntityId one ? "thing " + one.getEntityId() : command.getType();
    }
}
