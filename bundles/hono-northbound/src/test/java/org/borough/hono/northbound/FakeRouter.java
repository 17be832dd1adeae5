// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceCommands;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;

/** Devices behind a router: {@code unknown} and {@code absent} are just that, all others answer with what they got. */
final class FakeRouter implements DeviceCommands {

    final List<DeviceCommand> got = new CopyOnWriteArrayList<>();
    private volatile CommandAsker asker;

    void connect(CommandAsker next) {
        asker = next;
    }

    @Override
    public CompletionStage<Void> send(DeviceCommand command) {
        got.add(command);
        asker.ended(command, result(command));
        return CompletableFuture.completedStage(null);
    }

    private static CommandResult result(DeviceCommand command) {
        return switch (command.device().id()) {
            case "unknown" -> new CommandResult.Failed(404, "device is disabled or not registered");
            case "absent" -> new CommandResult.Failed(503, "no consumer available");
            default ->
                command.responseRequired()
                        ? new CommandResult.Answered(new CommandResponse("r", 200, echo(command)))
                        : new CommandResult.Delivered();
        };
    }

    private static Message echo(DeviceCommand command) {
        return new Message(
                command.device(),
                "",
                Endpoint.RESPONSE,
                1,
                "text/plain",
                Map.of("floor", "3"),
                command.payload(),
                Instant.now());
    }
}
