// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;

/** The rulebook of one thing, as its service keeps it there; whose service that is does not matter here. */
final class Rulebook {

    static final String FEATURE = "rulebook";

    private static final String MODEL = "borough:rulebook";

    private final Desk desk;
    private final Twins twins;
    private final ThingId thing;

    private Rulebook(Desk desk, ThingId thing) {
        this.desk = desk;
        this.twins = desk.platform().need(Twins.class);
        this.thing = thing;
    }

    /** Fails with what to do when no service keeps one there. */
    static Rulebook of(Desk desk, String id) {
        Twin twin = Things.need(desk, id);
        if (!twin.features().contains(FEATURE)) {
            throw new CommandFailedException(
                    id + " has no rulebook; a city service keeps one in each thing that holds its"
                            + " rules. See city:services, and city:things rulebook for things that have one.");
        }
        return new Rulebook(desk, twin.id());
    }

    JsonNode thing() {
        return Json.value(twins.get(thing)
                .orElseThrow(() -> new CommandFailedException(thing + " is gone."))
                .json());
    }

    JsonNode page() {
        return thing().path("features").path(FEATURE).path("properties");
    }

    /**
     * Writes an attribute in the person's name and waits until the service has answered.
     *
     * @param done tells by the rulebook whether it has
     */
    JsonNode ask(String attribute, JsonNode value, Predicate<JsonNode> done, Duration patience) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Subscription subscription = twins.listen(Interest.in(MODEL), new Follower(answer, done));
        try {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.putObject("attributes").set(attribute, value);
            Cause cause = Cause.of(desk.subject(), "asked at the console");
            Desk.await(twins.merge(thing, patch.toString(), cause), Desk.PATIENCE);
            return Desk.await(answer, patience);
        } finally {
            subscription.close();
        }
    }

    /** Asks for something and gives what the service says of it; fails when it refused. */
    String answer(String attribute, JsonNode request) {
        JsonNode before = page().path("answer");
        JsonNode answer = ask(
                        attribute,
                        request,
                        page -> page.has("answer") && !page.path("answer").equals(before),
                        Desk.PATIENCE)
                .path("answer");
        if (!answer.path("done").asBoolean()) {
            throw new CommandFailedException(answer.path("words").asText());
        }
        return answer.path("words").asText();
    }

    /** Looks at every change of the rulebook. */
    private final class Follower implements TwinListener {

        private final CompletableFuture<JsonNode> answer;
        private final Predicate<JsonNode> done;

        Follower(CompletableFuture<JsonNode> answer, Predicate<JsonNode> done) {
            this.answer = answer;
            this.done = done;
        }

        @Override
        public void present(Twin twin) {
            // What was there before is no answer.
        }

        @Override
        public void changed(Twin twin, Change change) {
            if (twin.id().equals(thing) && change.feature().equals(FEATURE)) {
                JsonNode page =
                        Json.value(twin.json()).path("features").path(FEATURE).path("properties");
                if (done.test(page)) {
                    answer.complete(page);
                }
            }
        }

        @Override
        public void gone(ThingId id) {
            if (id.equals(thing)) {
                answer.completeExceptionally(new CommandFailedException(thing + " is gone."));
            }
        }
    }
}
