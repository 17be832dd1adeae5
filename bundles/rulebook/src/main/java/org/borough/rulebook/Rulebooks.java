// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/**
 * The rulebooks of all things that hold rules of a service. People propose, adopt and roll back by three attributes of the
 * thing; versions, dry runs and answers stand in its feature {@code rulebook}. All that is known is in the thing: a restart
 * forgets nothing.
 *
 * <p>The service calls {@link #look} when something in such a thing changed, on one thread. Everything else may be called
 * from any.
 *
 * @param <R> the rules of the service
 */
public final class Rulebooks<R> {

    /** The feature that shows versions, the dry run and the answer to the last request. */
    public static final String FEATURE = "rulebook";

    /** The attribute for the keys that somebody wants to change, with author, date and source. */
    public static final String PROPOSAL = "proposal";

    /** The attribute for the id of the proposal that is to be adopted. */
    public static final String ADOPT = "adopt";

    /** The attribute for the version to go back to, with a reason. */
    public static final String ROLLBACK = "rollback";

    static final String MODEL = "borough:rulebook:1.0.0";

    private final Twins twins;
    private final String subject;
    private final String feature;
    private final RuleSet<R> set;
    private final Rehearsal<R> rehearsal;
    private final Consumer<ThingId> again;
    private final Map<ThingId, Cause> causes = new HashMap<>();
    private final Map<ThingId, ObjectNode> written = new HashMap<>();
    private final Map<ThingId, Run> runs = new ConcurrentHashMap<>();
    private final Set<ThingId> writing = ConcurrentHashMap.newKeySet();
    private final Map<ThingId, String> problems = new ConcurrentHashMap<>();

    /** A dry run under way or done. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private record Run(String proposal, Optional<ObjectNode> result) {}

    /**
     * Keeps the rulebooks of a service.
     *
     * @param subject the subject under which the service writes, {@code service:lighting}
     * @param feature the feature of the things whose properties are the rules
     * @param again called from any thread when {@link #look} is due again for a thing
     */
    public Rulebooks(
            Twins twins,
            String subject,
            String feature,
            RuleSet<R> set,
            Rehearsal<R> rehearsal,
            Consumer<ThingId> again) {
        this.twins = twins;
        this.subject = subject;
        this.feature = feature;
        this.set = set;
        this.rehearsal = rehearsal;
        this.again = again;
    }

    /**
     * Looks at a thing and writes what follows from it.
     *
     * @param cause who changed rules or asked for something since the last look, as far as it is known
     */
    public void look(ThingId thing, Optional<Cause> cause, Instant now) {
        cause.ifPresent(known -> causes.put(thing, known));
        // A write that is under way brings another look when it ends.
        Optional<Twin> twin = writing.contains(thing) ? Optional.empty() : twins.get(thing);
        twin.ifPresent(there -> look(there, now));
    }

    /** Forgets a thing that is gone. */
    public void forget(ThingId thing) {
        causes.remove(thing);
        written.remove(thing);
        runs.remove(thing);
        problems.remove(thing);
    }

    /** What keeps the rulebook of a thing from being written; empty when nothing does. */
    public String problem(ThingId thing) {
        return problems.getOrDefault(thing, "");
    }

    private void look(Twin twin, Instant now) {
        Cause cause = causes.getOrDefault(twin.id(), Cause.of("unknown", ""));
        Chronicle.Act act = new Chronicle.Act("changed", cause.by(), cause.reason());
        Turn<R> turn = new Turn<>(set, feature, Trees.read(twin.json()), act, now);
        ObjectNode patch = turn.patch(proposed(twin.id(), turn, now));
        if (patch.isEmpty() || patch.equals(written.put(twin.id(), patch))) {
            causes.remove(twin.id());
        } else {
            write(twin.id(), patch);
        }
    }

    private Optional<ObjectNode> proposed(ThingId thing, Turn<R> turn, Instant now) {
        if (turn.proposal().isEmpty()) {
            runs.remove(thing);
            return Optional.empty();
        }
        Proposal<R> proposal = turn.proposal().get();
        if (turn.shown().isPresent() || !proposal.valid()) {
            return turn.shown().or(() -> Optional.of(proposal.json()));
        }
        Run run = runs.get(thing);
        if (run == null || !run.proposal().equals(proposal.id())) {
            begin(thing, proposal, turn.present(), now);
        }
        return Optional.ofNullable(runs.get(thing)).flatMap(Run::result).or(() -> Optional.of(proposal.json()));
    }

    private void begin(ThingId thing, Proposal<R> proposal, Optional<R> present, Instant now) {
        Run begun = new Run(proposal.id(), Optional.empty());
        runs.put(thing, begun);
        if (present.isEmpty()) {
            Effect none = Effect.unknown("There are no valid rules in force to compare with.");
            runs.put(thing, new Run(proposal.id(), Optional.of(result(proposal, none, now))));
            return;
        }
        rehearsal.rehearse(thing, present.get(), proposal.parsed()).whenComplete((effect, failure) -> {
            ObjectNode result = failure == null ? result(proposal, effect, now) : failed(proposal, failure);
            // Only if nobody proposed something else meanwhile.
            if (runs.replace(thing, begun, new Run(proposal.id(), Optional.of(result)))) {
                again.accept(thing);
            }
        });
    }

    private ObjectNode result(Proposal<R> proposal, Effect effect, Instant now) {
        ObjectNode json = proposal.json().put("state", "rehearsed").put("rehearsedAt", now.toString());
        json.setAll(effect.json());
        return json;
    }

    private ObjectNode failed(Proposal<R> proposal, Throwable failure) {
        return proposal.json()
                .put("state", "failed")
                .put("past", "The dry run failed: " + words(failure) + ". Delete the proposal and write it again.");
    }

    private void write(ThingId thing, ObjectNode patch) {
        writing.add(thing);
        twins.merge(thing, patch.toString(), Cause.of(subject, "keeps the rulebook"))
                .whenComplete((done, refusal) -> {
                    writing.remove(thing);
                    if (refusal == null) {
                        problems.remove(thing);
                        again.accept(thing);
                    } else {
                        problems.put(thing, refused(thing, refusal));
                    }
                });
    }

    private String refused(ThingId thing, Throwable refusal) {
        return "The rulebook of " + thing + " cannot be written (" + words(refusal) + "); its policy must grant "
                + subject + " READ and WRITE on thing:/features/" + FEATURE + ", thing:/features/" + feature
                + " and the attributes " + PROPOSAL + ", " + ADOPT + " and " + ROLLBACK + ".";
    }

    private static String words(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? words(failure.getCause())
                : String.valueOf(failure.getMessage());
    }
}
