// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.socket;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;

/** The client at the other end of a WebSocket. Callable from any thread; never blocks. */
public interface SocketPeer {

    /** Headers that say who the client is: its authorization context, its originator, its origin. */
    DittoHeaders caller();

    /** Sends a signal in Ditto Protocol when its turn comes. A client that leaves too much waiting is cut off. */
    void send(Signal<?> signal);

    /** Sends a signal, and calls when it is sent; for those who send one after the other, as fast as they are read. */
    void send(Signal<?> signal, Runnable sent);

    /** Sends a text, made when its turn comes, that keeps about so many bytes alive until then. */
    void send(Supplier<String> text, int bytes);

    /** Sends an error in Ditto Protocol that answers something with these headers. */
    void fail(DittoRuntimeException failure, DittoHeaders to);

    /** Sends an error and ends the session. */
    void end(DittoRuntimeException reason);

    /** Runs what takes a little time. Must not be blocked. */
    Executor carriers();

    /** Runs what is due later. Must not be blocked. */
    ScheduledExecutorService timer();

    /** When what the client was let in by comes to its end; empty if it does not. */
    default Optional<Instant> ends() {
        return Optional.empty();
    }
}
