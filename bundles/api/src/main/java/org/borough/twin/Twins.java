// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the city knows about its things, and the way to change it. Offered by the twin engine.
 *
 * <p>Reads see every write that has returned. Writes of one thing happen in the order of their calls. A write's stage
 * completes when it is on disk; it fails with a {@link TwinRefusedException} when policy, model or disk refuse. Writes
 * are enforced by the thing's policy for the subject of their cause. Callable from any thread; never blocks.
 */
@ProviderType
public interface Twins {

    /** One twin, as of now. */
    Optional<Twin> get(ThingId thing);

    /** The twins of interest, as of now, by id. */
    List<Twin> find(Interest interest);

    /** Writes what a device reported, all of it or none. Features that are missing are made, with the model as definition. */
    CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause);

    /** Writes what somebody wants, all of it or none. The router takes it from there. */
    CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause);

    /**
     * Merges a JSON object into a thing (RFC 7396); makes the thing when there is none. How a service publishes itself.
     *
     * @param json a thing in Ditto's JSON, in part; with {@code _policy} inside when the thing is to be made with one
     */
    CompletionStage<Void> merge(ThingId thing, String json, Cause cause);

    /**
     * Makes a thing with its policy, or finds that both are there already.
     *
     * @param thingJson the thing in Ditto's JSON
     * @param policyJson its policy in Ditto's JSON; empty when the thing names a policy that exists
     * @return what differs from what was asked: empty when all was made or nothing differed. Only what was asked for is
     *     compared; nothing is changed when anything differs
     */
    CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause);

    /** Deletes a thing; its policy too when that bears the thing's id. Nothing happens when there is none. */
    CompletionStage<Void> delete(ThingId thing, Cause cause);

    /** Follows twins until closed. The present twins come before this returns. */
    Subscription listen(Interest interest, TwinListener listener);

    /**
     * What {@link #provision} found.
     *
     * @param created whether anything was made
     * @param differences what differs, one sentence each, empty when nothing does
     */
    record Provisioned(boolean created, List<String> differences) {

        /** Keeps its own copy. */
        public Provisioned {
            differences = List.copyOf(differences);
        }
    }
}
