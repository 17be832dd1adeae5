// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries signals between the twin engine and all who are connected to it, by whatever protocol. Callable from any
 * thread; never blocks.
 */
@ProviderType
public interface SignalExchange {

    /**
     * Sends a signal in the name of the authorization context in its headers. Commands to twins and policies are executed
     * by the engine. Messages, live commands and live events are delivered to whom the policy allows to read them.
     * Responses and acknowledgements reach the one who waits for them under their correlation id.
     *
     * @return what Ditto would answer: the response, or the acknowledgements where several were requested; empty for a
     *     signal that is never answered. Fails with the
     *     {@link org.eclipse.ditto.base.model.exceptions.DittoRuntimeException} that Ditto would give
     */
    CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal);

    /**
     * Lets a party in. Nothing is delivered until it is started.
     *
     * @throws org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotUniqueException if another party has declared one
     *     of the labels
     */
    SignalSession open(Party party, SignalReceiver receiver);

    /** Lets somebody search and read persisted events piece by piece. */
    SignalStreams streams(StreamReceiver receiver);
}
