// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;

/** Notes what is asked, and lets the test say how it ends. */
public final class FakeCommands implements Commands {

    private record Open(Command.Message command, CompletableFuture<Outcome> outcome) {}

    private final List<Command.Message> asked = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();

    @Override
    public synchronized CompletionStage<Outcome> ask(Command.Message command) {
        Open entry = new Open(command, new CompletableFuture<>());
        asked.add(command);
        open.add(entry);
        return entry.outcome();
    }

    @Override
    public synchronized CompletionStage<Outcome> ask(
            ThingId thing, String feature, String subject, String json, Cause cause) {
        String contentType = json.isEmpty() ? "" : "application/json";
        String id = "command-" + (asked.size() + 1);
        return ask(new Command.Message(
                id, thing, cause.deadline(), cause.by(), feature, subject, contentType, new FakeJson(json)));
    }

    @Override
    public synchronized CompletionStage<Outcome> ask(Request request) {
        return ask(new Command.Message(
                "command-" + (asked.size() + 1),
                request.thing(),
                request.cause().deadline(),
                request.cause().by(),
                request.feature(),
                request.subject(),
                request.contentType(),
                new FakeJson(new String(request.payload(), StandardCharsets.UTF_8)),
                request.payload(),
                request.responseRequired()));
    }

    @Override
    public synchronized List<Pending> pending(String thing) {
        return open.stream()
                .filter(entry ->
                        thing.isEmpty() || entry.command().thing().toString().equals(thing))
                .map(entry -> new Pending(entry.command(), 1, "waits for the test"))
                .toList();
    }

    /** Everything that was asked so far, in order. */
    public synchronized List<Command.Message> asked() {
        return List.copyOf(asked);
    }

    /** What was asked since the call before. */
    public synchronized List<Command.Message> takeAsked() {
        List<Command.Message> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** Ends every open command. */
    public void end(Function<Command.Message, Outcome> how) {
        List<Open> ending;
        synchronized (this) {
            ending = List.copyOf(open);
            open.clear();
        }
        ending.forEach(entry -> entry.outcome().complete(how.apply(entry.command())));
    }
}
