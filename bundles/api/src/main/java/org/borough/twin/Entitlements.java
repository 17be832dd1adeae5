// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says who may do what with things and policies, and which entries of policies decide it.
 *
 * <p>A resource is a type and a path: {@code thing:/features/lamp}, {@code policy:/entries}, {@code
 * message:/inbox/messages/ask}. A permission is {@code READ}, {@code WRITE} or {@code EXECUTE}. Subjects that have come to
 * their end count no more.
 *
 * <p>Callable from any thread; never blocks. Nobody is asked for leave here: whoever shows an answer to somebody first makes
 * sure that he may read the policy.
 */
@ProviderType
public interface Entitlements {

    /**
     * Whether somebody may do something with a resource of a thing, and why.
     *
     * @param subjects all of his subjects: what one of them is denied is denied to him
     * @return empty when there is no such thing, or no policy for it
     */
    Optional<Decision> ofThing(ThingId thing, Collection<String> subjects, String resource, String permission);

    /**
     * The same for a policy itself.
     *
     * @return empty when there is no such policy
     */
    Optional<Decision> ofPolicy(String policyId, Collection<String> subjects, String resource, String permission);

    /**
     * What everybody may do with a thing, by subject.
     *
     * @return empty when there is no such thing, or no policy for it
     */
    Optional<Overview> overview(ThingId thing);

    /** All that somebody may read, by thing; things of which he may read nothing are left out. */
    List<Visible> visible(Collection<String> subjects);

    /**
     * How much of a resource somebody may do something with, without the reasons; cheap.
     *
     * @param entityId of a policy for a {@code policy:} resource, else of a thing
     * @return {@link Extent#NONE} also when there is no such thing or policy
     */
    Extent extent(String entityId, Collection<String> subjects, String resource, String permission);

    /** How much of a resource somebody may do something with. */
    enum Extent {
        /** All of it. */
        ALL,
        /** Some of what is below it. */
        SOME,
        /** Nothing of it. */
        NONE
    }

    /**
     * An answer and what led to it.
     *
     * @param policyId the policy that was asked
     * @param rules every rule about these subjects, this permission, this resource and what is above or below it; those
     *     that decide first
     */
    record Decision(Extent extent, String policyId, List<Rule> rules) {}

    /**
     * One resource of one entry of a policy, as far as it concerns one subject.
     *
     * @param policyId the policy that has the entry
     * @param imported whether that is another policy, which the thing's policy imports
     * @param end when the subject comes to its end, in ISO 8601; empty if never
     * @param decides whether the answer would be another without it, or one like it
     */
    record Rule(
            String policyId,
            String label,
            boolean imported,
            String subject,
            String end,
            String resource,
            List<String> grant,
            List<String> revoke,
            boolean decides) {}

    /** What everybody may do with a thing. */
    record Overview(String policyId, List<Holder> holders) {}

    /**
     * What one subject may do, if it is all that somebody has.
     *
     * @param rights from the top of each type on; a right below another one is an exception from it
     */
    record Holder(String subject, List<Right> rights, List<Rule> rules) {}

    /** Whether a permission is given for a resource and all below it, except where another right says otherwise. */
    record Right(String resource, String permission, boolean given) {}

    /** The rights to read that somebody has on a thing. */
    record Visible(ThingId thing, String policyId, List<Right> rights) {}
}
