// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportException;
import org.eclipse.ditto.connectivity.model.ConnectionType;

/** Stands for the transport of a kind that went away just before a connection was opened. */
record MissingTransport(ConnectionType type) implements Transport {

    private <T> CompletionStage<T> failed() {
        return CompletableFuture.failedStage(TransportException.unavailable(
                "Connections of the type " + type.getName() + " cannot be opened at present."));
    }

    @Override
    public CompletionStage<Void> open() {
        return failed();
    }

    @Override
    public CompletionStage<Receipt> publish(Outgoing message) {
        return failed();
    }

    @Override
    public void pause() {
        // Nothing is read.
    }

    @Override
    public void resume() {
        // Nothing is read.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
