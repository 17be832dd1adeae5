// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

/** One message of a device that is under way. */
final class Pending {

    private final Incoming incoming;
    private Failure failure;
    private volatile boolean done;

    Pending(Incoming incoming) {
        this.incoming = incoming;
    }

    Incoming incoming() {
        return incoming;
    }

    boolean done() {
        return done;
    }

    /** Why it failed, {@code null} when it did not; to be asked when it is done. */
    Failure failure() {
        return failure;
    }

    /** Callable from any thread, once. */
    void finish(Failure why) {
        failure = why;
        done = true;
    }
}
