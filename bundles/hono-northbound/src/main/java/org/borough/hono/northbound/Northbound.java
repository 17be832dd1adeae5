// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.borough.connect.CommandAsker;
import org.borough.connect.DeviceCommands;
import org.borough.connect.Message;
import org.borough.connect.Registrations;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Act;
import org.borough.connect.RegistryChange.Kind;
import org.borough.hono.HonoNotification;
import org.borough.hono.KafkaClients;
import org.borough.hono.outlet.Outlet;
import org.borough.hono.outlet.Route;
import org.borough.thing.Endpoint;
import org.borough.thing.Health;
import org.borough.thing.Status;

/** What a Hono does on the side of its applications. */
final class Northbound implements Health, AutoCloseable {

    private final NorthboundSettings settings;
    private final Outlet outlet;
    private final Answers answers;
    private final CommandIntake intake;
    private final CommandTopics topics;
    private final Optional<CommandReader> reader;

    /** Begins to work in the background; a broker need not be there. */
    Northbound(
            NorthboundSettings settings,
            KafkaClients clients,
            String servers,
            DeviceCommands commands,
            Registrations registrations,
            Clock clock) {
        this.settings = settings;
        this.outlet = new Outlet(
                () -> clients.producer("outlet", settings.delivery().producer()),
                new Route(servers),
                settings.delivery().timeout(),
                settings.delivery().waitingBytes());
        FailureNotices failures = new FailureNotices(registrations, clock);
        this.answers = new Answers(outlet::send, failures);
        this.intake = new CommandIntake(
                commands, outlet::send, failures, settings.keepOneWay(), settings.commandMaxAge(), clock);
        this.topics = new CommandTopics(settings.commandMaxAge(), settings.discovery(), clock);
        this.reader = settings.commands()
                ? Optional.of(new CommandReader(
                        () -> clients.consumer("commands", settings.group(), NorthboundSettings.consumer()),
                        () -> clients.admin("topics", NorthboundSettings.admin()),
                        () -> tenants(registrations),
                        topics,
                        intake::accept))
                : Optional.empty();
    }

    private static Set<String> tenants(Registrations registrations) {
        return registrations.list("").stream()
                .map(registration -> registration.device().tenant())
                .collect(Collectors.toSet());
    }

    CommandAsker asker() {
        return answers;
    }

    /** Answers to commands go another way: to whoever asked. */
    CompletionStage<Void> mirror(Message message) {
        return message.endpoint() == Endpoint.RESPONSE
                ? CompletableFuture.completedStage(null)
                : outlet.send(UplinkRecords.of(message));
    }

    void changed(RegistryChange change) {
        String tenant = change.device().tenant();
        if (change.kind() == Kind.DEVICE && change.act() == Act.CREATE) {
            topics.want(tenant);
        } else if (change.kind() == Kind.TENANT && change.act() == Act.DELETE) {
            topics.forget(tenant);
        }
        if (settings.notifications()) {
            outlet.send(HonoNotification.write(change));
        }
    }

    @Override
    public String subject() {
        return "hono-northbound";
    }

    @Override
    public Status status() {
        Status sending = outlet.status();
        return reader.map(CommandReader::status)
                .map(reading -> new Status(
                        reading.level().compareTo(sending.level()) > 0 ? reading.level() : sending.level(),
                        sending.reason() + " Commands: " + reading.reason() + ", " + intake.counts() + "."))
                .orElse(sending);
    }

    @Override
    public void close() {
        reader.ifPresent(CommandReader::close);
        outlet.close();
    }
}
