// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;

/** Notes how its commands ended; takes the results, or does not. */
final class FakeAsker implements CommandAsker {

    private final String name;
    private final Map<String, CommandResult> results = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private volatile boolean silent;

    FakeAsker(String name) {
        this.name = name;
    }

    void failing(boolean now) {
        failing = now;
    }

    void silent(boolean now) {
        silent = now;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> ended(DeviceCommand command, CommandResult result) {
        if (silent) {
            return new CompletableFuture<>();
        }
        if (failing) {
            return CompletableFuture.failedStage(new IllegalStateException("no broker"));
        }
        results.put(command.id(), result);
        return CompletableFuture.completedStage(null);
    }

    Map<String, CommandResult> results() {
        return Map.copyOf(results);
    }

    CommandResult result(String id) {
        return results.get(id);
    }
}
