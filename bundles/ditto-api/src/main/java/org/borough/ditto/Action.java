// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;

/** What a route found to be done. */
sealed interface Action {

    /** Have a command executed. */
    record Ask(Command<?> command) implements Action {}

    /** Have a search executed and answer what it found as a bare list. */
    record List(Command<?> search) implements Action {}

    /** Read the body, make a command of it and have that executed. */
    record Send(Body body, Function<String, Command<?>> command) implements Action {}

    /** Read the body, make a command of it and have that executed; of success say only that it was taken. */
    record Accept(Function<String, Command<?>> command) implements Action {}

    /** Read the body, of whatever kind, make a message of it and have that carried. */
    record Deliver(Duration timeout, Function<byte[], MessageCommand<?, ?>> message) implements Action {}

    /** Say what is known already. */
    record Tell(JsonValue answer) implements Action {}

    /** Read the body and answer what is made of it. */
    record Reply(Body body, Function<String, JsonValue> answer) implements Action {}

    /** Fetch a document from somewhere else. */
    record Fetch(Supplier<CompletionStage<Document>> document) implements Action {}

    /** What kind of body a route takes. */
    enum Body {
        JSON,
        MERGE_PATCH,
        FORM,
        ANY
    }

    static Action ask(Command<?> command) {
        return new Ask(command);
    }

    static Action json(Function<String, Command<?>> command) {
        return new Send(Body.JSON, command);
    }

    static Action patch(Function<String, Command<?>> command) {
        return new Send(Body.MERGE_PATCH, command);
    }
}
