// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import java.util.concurrent.CompletionStage;
import org.borough.thing.ThingId;

/**
 * Works out what would have been different under other rules. Called on the thread of the service, which it must not hold
 * up: the work belongs on a thread of its own.
 *
 * @param <R> the rules
 */
@FunctionalInterface
public interface Rehearsal<R> {

    /**
     * Begins.
     *
     * @param thing whose rules they are
     * @param present the rules in force
     * @param proposed those in question
     * @return the effect; a stage that fails says why
     */
    CompletionStage<Effect> rehearse(ThingId thing, R present, R proposed);
}
