// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.borough.thing.Outcome;
import org.borough.twin.Commands;

/** What commands are under way, for everybody to see, and who waits for their outcome. */
final class Board {

    private final Map<Long, Commands.Pending> pending = new ConcurrentSkipListMap<>();
    private final Map<String, CompletableFuture<Outcome>> asked = new ConcurrentHashMap<>();

    void show(Pursuit pursuit) {
        pending.put(pursuit.number(), pursuit.pending());
    }

    void hide(Pursuit pursuit) {
        pending.remove(pursuit.number());
    }

    /** The outcome of the command with this id, which is asked now for the first time when it is not there yet. */
    CompletableFuture<Outcome> outcome(String id) {
        return asked.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    void end(Pursuit pursuit, Outcome outcome) {
        end(pursuit.command().id(), outcome);
    }

    void end(String id, Outcome outcome) {
        CompletableFuture<Outcome> asker = asked.remove(id);
        if (asker != null) {
            asker.complete(outcome);
        }
    }

    List<Commands.Pending> list(String thing) {
        return pending.values().stream()
                .filter(entry ->
                        thing.isEmpty() || entry.command().thing().toString().equals(thing))
                .toList();
    }

    int size() {
        return pending.size();
    }
}
