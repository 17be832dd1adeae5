// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.osgi.annotation.versioning.ProviderType;

/** What one party is sent and sends. Callable from any thread; never blocks. */
@ProviderType
public interface SignalSession extends Subscription {

    /**
     * Has signals of a kind delivered from now on; none that happens after this returns is missed. Replaces the filter
     * where the kind was delivered already.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the filter makes no sense
     */
    void start(SignalKind kind, SignalFilter filter);

    /** Has signals of a kind delivered no longer. */
    void stop(SignalKind kind);

    /**
     * Sends a signal in the name of the party, as {@link SignalExchange#send} does. An acknowledgement must have a label
     * that the party declared.
     */
    CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal);

    /** Ends all deliveries and frees the declared labels. */
    @Override
    void close();
}
