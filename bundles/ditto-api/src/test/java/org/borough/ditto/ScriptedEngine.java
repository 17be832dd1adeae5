// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.borough.engine.Audience;
import org.borough.engine.Engine;
import org.borough.engine.Happening;
import org.borough.engine.PersistedEvents;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** An engine that notes what it is asked and says what a test told it to say. */
final class ScriptedEngine implements Engine {

    final List<Command<?>> asked = new CopyOnWriteArrayList<>();
    /** What everybody may see of every thing. */
    volatile JsonObject thing = JsonObject.empty();

    final List<Consumer<Event<?>>> subscribers = new CopyOnWriteArrayList<>();
    final List<Consumer<PolicyAnnouncement<?>>> announced = new CopyOnWriteArrayList<>();
    final List<Acknowledgement> acknowledged = new CopyOnWriteArrayList<>();
    private volatile Function<Command<?>, CompletionStage<CommandResponse<?>>> script =
            command -> new CompletableFuture<>();

    void answers(Function<Command<?>, CommandResponse<?>> answer) {
        script = command -> CompletableFuture.completedFuture(answer.apply(command));
    }

    void answersLater(Function<Command<?>, CommandResponse<?>> answer) {
        script = command -> CompletableFuture.supplyAsync(() -> answer.apply(command));
    }

    void fails(DittoRuntimeException failure) {
        script = command -> CompletableFuture.failedFuture(failure);
    }

    void isSilent() {
        script = command -> new CompletableFuture<>();
    }

    void publish(Event<?> event) {
        subscribers.forEach(subscriber -> subscriber.accept(event));
    }

    Command<?> lastAsked() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public CompletionStage<CommandResponse<?>> execute(Command<?> command) {
        asked.add(command);
        return script.apply(command);
    }

    @Override
    public Subscription subscribe(AuthorizationContext reader, Consumer<Event<?>> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public Subscription announcements(AuthorizationContext reader, Consumer<PolicyAnnouncement<?>> subscriber) {
        announced.add(subscriber);
        return () -> announced.remove(subscriber);
    }

    @Override
    public void acknowledge(Acknowledgement acknowledgement) {
        acknowledged.add(acknowledgement);
    }

    @Override
    public CompletionStage<PersistedEvents> persisted(SubscribeForPersistedEvents wanted) {
        asked.add(wanted);
        return new CompletableFuture<>();
    }

    @Override
    public Subscription follow(Consumer<Happening> follower) {
        Consumer<Event<?>> subscriber = event -> follower.accept(new Plain(event, thing));
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public Audience admit(Signal<?> live) {
        return new Everybody(live, thing);
    }

    @Override
    public boolean wantsLive(ThingQueryCommand<?> query) {
        return false;
    }

    /** An event that all may read. */
    private record Plain(Event<?> event, JsonObject thing) implements Happening {

        @Override
        public Optional<Event<?>> event(AuthorizationContext reader) {
            return Optional.of(event);
        }

        @Override
        public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
            return thing;
        }
    }

    /** An audience of all. */
    private record Everybody(Signal<?> signal, JsonObject thing) implements Audience {

        @Override
        public boolean admits(AuthorizationContext reader) {
            return true;
        }

        @Override
        public Optional<Signal<?>> signal(AuthorizationContext reader) {
            return Optional.of(signal);
        }

        @Override
        public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
            return thing;
        }

        @Override
        public CommandResponse<?> cut(CommandResponse<?> answer) {
            return answer;
        }
    }
}
