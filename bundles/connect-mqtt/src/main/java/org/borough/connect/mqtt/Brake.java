// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Holds a connection back: nothing is read, and nothing that was read is taken. For its event loop only. */
interface Brake {

    /**
     * Holds it back until something is done.
     *
     * @return the same, to be gone on with before anything else is taken
     */
    <T> CompletionStage<T> hold(CompletionStage<T> until);

    /** Holds it back for a time. */
    CompletionStage<Void> pause(Duration time);
}
