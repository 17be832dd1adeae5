// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code city:rules-propose}. */
@Service
@Command(
        scope = "city",
        name = "rules-propose",
        description = "Has a service try changed rules on the recorded past",
        detailedDescription = "Takes a JSON file with the keys to change, author, date and source; null removes a"
                + " key. The service says what is wrong, or what would have been different in the last week. Nothing"
                + " is switched until city:rules-adopt.\n\n"
                + "city:rules-propose springfield:lighting-park /home/expert/darker.json")
public final class RulesProposeCommand extends CityAction {

    @Argument(name = "thing", description = "The thing that holds the rules, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Argument(index = 1, name = "file", description = "A JSON file", required = true)
    @Completion(FileCompleter.class)
    String file;

    @Option(name = "--timeout", description = "Seconds to wait for the dry run, 120 without it")
    int timeout = 120;

    @Argument(index = 2, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        ObjectNode wish = wish();
        Rulebook book = Rulebook.of(desk, thing);
        JsonNode standing = book.thing().path("attributes").path("proposal");
        JsonNode before = book.page().path("proposal");
        boolean known = wish.equals(standing) && isDone(before);
        // Merged into the old proposal, its other keys would stay.
        standing.fieldNames().forEachRemaining(key -> wish.putIfAbsent(key, wish.nullNode()));
        JsonNode proposal = known
                ? before
                : book.ask(
                                "proposal",
                                wish,
                                page -> isDone(page.path("proposal"))
                                        && !page.path("proposal").equals(before),
                                Duration.ofSeconds(timeout))
                        .path("proposal");
        RulebookText.proposal(desk.out(), proposal);
        if (!proposal.path("state").asText().equals("rehearsed")) {
            throw new CommandFailedException(
                    "the proposal is " + proposal.path("state").asText() + ".");
        }
        desk.out().println("Adopt it with city:rules-adopt " + thing + ".");
    }

    private static boolean isDone(JsonNode proposal) {
        return proposal.isObject() && !proposal.path("state").asText().equals("rehearsing");
    }

    /** The file, with the keys that are null in it named under {@code remove}: a merge cannot carry them. */
    private ObjectNode wish() {
        if (!(read() instanceof ObjectNode given)) {
            throw new CommandFailedException(
                    file + " is no JSON object; write {\"dimLevel\": 30, \"author\": \"A. Expert\", \"date\":"
                            + " \"2026-11-21\", \"source\": \"why\"}.");
        }
        ObjectNode wish = given.deepCopy();
        given.fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                wish.remove(field.getKey());
                wish.withArray("remove").add(field.getKey());
            }
        });
        return wish;
    }

    private JsonNode read() {
        try {
            return Json.value(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
