// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** One look at a thing: what follows from its rules, the proposal and the requests that stand in it. For one thread. */
final class Turn<R> {

    private final RuleSet<R> set;
    private final String feature;
    private final JsonNode thing;
    private final Instant now;
    private final Chronicle.Act act;
    private Chronicle chronicle;
    private Optional<Proposal<R>> proposal = Optional.empty();
    private JsonNode answer;
    private boolean taken;
    private boolean adopted;

    Turn(RuleSet<R> set, String feature, JsonNode thing, Chronicle.Act act, Instant now) {
        this.set = set;
        this.feature = feature;
        this.thing = thing;
        this.act = act;
        this.now = now;
        this.chronicle = Chronicle.read(page());
        this.answer = page().path("answer");
        noteStanding();
        propose();
        answerRequest();
    }

    private void noteStanding() {
        RuleSet.Parsed<R> parsed = set.read(properties());
        if (parsed.valid()) {
            ObjectNode standing = Trees.plain(set.write(parsed.rules()));
            if (chronicle.isEmpty()) {
                Chronicle.Act first = new Chronicle.Act("first seen", act.by(), act.reason());
                chronicle = chronicle.with(standing, now.toString(), first);
            } else if (!standing.equals(normal(chronicle.rules()))) {
                chronicle = chronicle.with(standing, now.toString(), act);
            }
        }
    }

    /** The rules as the service would write them now, which may know more keys than when they were noted. */
    private ObjectNode normal(ObjectNode rules) {
        RuleSet.Parsed<R> parsed = set.read(rules);
        return parsed.valid() ? Trees.plain(set.write(parsed.rules())) : rules;
    }

    private void propose() {
        JsonNode wish = attribute(Rulebooks.PROPOSAL);
        proposal = wish.isMissingNode()
                ? Optional.empty()
                : Optional.of(Proposal.of(wish, normal(chronicle.rules()), set));
    }

    private void answerRequest() {
        JsonNode adopt = attribute(Rulebooks.ADOPT);
        JsonNode rollback = attribute(Rulebooks.ROLLBACK);
        if (!adopt.isMissingNode()) {
            adopt(adopt.isObject() ? adopt : Trees.object().set("proposal", adopt));
        } else if (!rollback.isMissingNode()) {
            rollBack(rollback.isObject() ? rollback : Trees.object().set("version", rollback));
        }
    }

    private void adopt(JsonNode request) {
        String id = request.path("proposal").asText();
        Optional<String> obstacle = obstacle(id);
        if (obstacle.isEmpty()) {
            take(proposal.orElseThrow().rules(), "adopted proposal " + id, request);
            proposal = Optional.empty();
            adopted = true;
        }
        answer(
                "adopt " + id,
                obstacle.isEmpty(),
                obstacle.orElseGet(() -> "It is version " + chronicle.current() + " now."));
    }

    private Optional<String> obstacle(String id) {
        if (proposal.isEmpty()) {
            return Optional.of("There is no proposal; write one into attributes/proposal first.");
        }
        Proposal<R> open = proposal.get();
        if (!open.valid()) {
            return Optional.of("The proposal is refused: " + String.join(" ", open.problems()));
        }
        if (!open.id().equals(id)) {
            return Optional.of("The proposal has the id " + open.id()
                    + ": it, or the rules in force, changed since the dry run that you speak of. Look at the new one.");
        }
        String state = page().path("proposal").path("state").asText();
        return state.equals("rehearsed") && page().at("/proposal/id").asText().equals(id)
                ? Optional.empty()
                : Optional.of("Its dry run is not done; look at features/rulebook/properties/proposal.");
    }

    private void rollBack(JsonNode request) {
        int number = request.path("version").asInt();
        Optional<ObjectNode> rules = chronicle.rulesOf(number);
        String problem = rules.isEmpty()
                ? "There is no version " + request.path("version") + "; kept are " + chronicle.oldest() + " to "
                        + chronicle.current() + "."
                : refusal(rules.get(), number, request);
        if (problem.isEmpty()) {
            take(normal(rules.get()), "rolled back to version " + number, request);
            propose();
        }
        answer(
                "rollback " + number,
                problem.isEmpty(),
                problem.isEmpty() ? "Version " + chronicle.current() + " equals version " + number + "." : problem);
    }

    private String refusal(ObjectNode rules, int number, JsonNode request) {
        if (number == chronicle.current()) {
            return "Version " + number + " is in force.";
        }
        if (request.path("reason").asText().isBlank()) {
            return "reason is missing; write {\"version\": " + number + ", \"reason\": \"why\"}.";
        }
        return String.join(" ", set.read(rules).problems());
    }

    private void take(ObjectNode rules, String how, JsonNode request) {
        String why = request.path("reason").asText();
        chronicle = chronicle.with(rules, now.toString(), new Chronicle.Act(how, act.by(), why));
        taken = true;
    }

    private void answer(String asked, boolean done, String words) {
        answer = Trees.object()
                .put("at", now.toString())
                .put("asked", asked)
                .put("done", done)
                .put("by", act.by())
                .put("words", words);
    }

    Optional<Proposal<R>> proposal() {
        return proposal;
    }

    /** The rules in force, when there ever were any that are valid. */
    Optional<R> present() {
        RuleSet.Parsed<R> parsed = set.read(chronicle.rules());
        return !chronicle.isEmpty() && parsed.valid() ? Optional.of(parsed.rules()) : Optional.empty();
    }

    /** What the thing shows of the proposal already, when that is final. */
    Optional<ObjectNode> shown() {
        boolean same = proposal.map(Proposal::id)
                .filter(page().path("proposal").path("id").asText()::equals)
                .isPresent();
        boolean open = page().path("proposal").path("state").asText().equals("rehearsing");
        return same && !open && page().path("proposal") instanceof ObjectNode node
                ? Optional.of(node)
                : Optional.empty();
    }

    /**
     * The merge patch that brings the thing up to date; empty when it is.
     *
     * @param proposed what it shows of the proposal
     */
    ObjectNode patch(Optional<ObjectNode> proposed) {
        ObjectNode patch = Trees.object();
        ObjectNode pagePatch = Trees.patch(page(), page(proposed));
        if (!pagePatch.isEmpty()) {
            ObjectNode node = patch.withObject("/features").putObject(Rulebooks.FEATURE);
            node.putArray("definition").add(Rulebooks.MODEL);
            node.set("properties", pagePatch);
        }
        if (taken) {
            patch.withObject("/features")
                    .putObject(feature)
                    .set("properties", Trees.patch(properties(), chronicle.rules()));
        }
        clear(patch, Rulebooks.PROPOSAL, adopted);
        boolean adopting = !attribute(Rulebooks.ADOPT).isMissingNode();
        clear(patch, Rulebooks.ADOPT, adopting);
        clear(
                patch,
                Rulebooks.ROLLBACK,
                !adopting && !attribute(Rulebooks.ROLLBACK).isMissingNode());
        return patch;
    }

    private static void clear(ObjectNode patch, String attribute, boolean done) {
        if (done) {
            patch.withObject("/attributes").putNull(attribute);
        }
    }

    private ObjectNode page(Optional<ObjectNode> proposed) {
        ObjectNode page = Trees.object().put("rulesOf", feature).put("current", chronicle.current());
        page.set("rules", chronicle.rules());
        page.set("versions", chronicle.json());
        proposed.ifPresent(shown -> page.set("proposal", shown));
        if (!answer.isMissingNode()) {
            page.set("answer", answer);
        }
        return page;
    }

    private JsonNode attribute(String name) {
        JsonNode value = thing.path("attributes").path(name);
        return value.isNull() ? Trees.object().path(name) : value;
    }

    private JsonNode properties() {
        return thing.path("features").path(feature).path("properties");
    }

    private JsonNode page() {
        return thing.path("features").path(Rulebooks.FEATURE).path("properties");
    }
}
