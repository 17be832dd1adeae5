// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows the models that definitions name: what they make of a new thing, what they allow, and how they describe it. A
 * service; without it definitions are only text.
 *
 * <p>Callable from any thread; never blocks.
 */
@ConsumerType
public interface ThingModels {

    /**
     * Makes the models of some definitions ready, with everything that they are made of.
     *
     * @param definitions what things and features carry as their definition
     * @return completes when each is loaded or known not to be loadable; never fails
     */
    CompletionStage<Models> load(Set<String> definitions);

    /** Models that are ready. Immutable; every method is quick, and throws the error that Ditto would give. */
    @ConsumerType
    interface Models {

        /** Whether these were asked for, be it that they could not be loaded. */
        boolean covers(Set<String> definitions);

        /** A new thing with what its definition and those of its features begin with, beneath what it has itself. */
        JsonObject begin(JsonObject thing, DittoHeaders headers);

        /** A new feature with what its definition begins with, beneath what it has itself. */
        JsonObject beginFeature(String id, JsonObject feature, DittoHeaders headers);

        /** What a definition alone makes of a thing, that definition included; nothing when it has no model. */
        Optional<JsonObject> skeleton(String definition, DittoHeaders headers);

        /** Refuses a change that the models do not allow. */
        void check(ThingChange change);

        /** Refuses a message to or from a thing that the models do not allow. */
        void check(MessageCommand<?, ?> message, JsonObject thing);

        /** Refuses an answer to a message that the models do not allow. */
        void check(MessageCommandResponse<?, ?> answer, JsonObject thing);

        /**
         * Describes a thing, or a feature of it, by its model.
         *
         * @param thing what the reader may read of the thing, with its definition and that of the feature
         * @param feature the feature's id, or nothing for the thing
         */
        JsonObject describe(JsonObject thing, Optional<String> feature, Rights rights, DittoHeaders headers);
    }

    /** What a reader may do with parts of a thing. */
    @ConsumerType
    interface Rights {

        /** Whether somebody may read at least something at a path of the thing. */
        boolean mayRead(JsonPointer path);

        /** Whether somebody may write all at a path of the thing. */
        boolean mayWrite(JsonPointer path);

        /** Whether somebody may send to an inbox, {@code /features/lamp/inbox/messages/on} for example. */
        boolean maySend(JsonPointer path);

        /** Whether somebody may receive from an outbox. */
        boolean mayReceive(JsonPointer path);
    }
}
