// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What became of a message that was handed over.
 *
 * @param room complete as long as the lane has room. While it is not, the connection must stop reading its socket, and
 *     read on once it completes. It never fails
 * @param done completes when the device may be told, after the readings (or the quarantined bytes) are on disk. It never
 *     fails
 */
public record Intake(CompletionStage<Void> room, CompletionStage<Acknowledgement> done) {

    /** The intake of a message that a lane took at once. */
    public static Intake taken(CompletionStage<Acknowledgement> done) {
        return new Intake(CompletableFuture.completedStage(null), done);
    }
}
