// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.Endpoint;
import org.borough.twin.Twins;

/** A platform made of doubles, and what a command printed on it. */
final class Town implements Platform {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final ManualClock clock = new ManualClock(NOON);
    final MemoryTwins twins = new MemoryTwins(clock);
    private final Map<Class<?>, List<Object>> services = new LinkedHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    static Town empty() {
        return new Town();
    }

    static Town withLamp() {
        Town town = new Town();
        town.twins.with(
                "b:lamp-1",
                "{\"definition\":\"nas:ul20xx:1.0.0\",\"attributes\":{\"street\":\"Park Street\"},\"features\":{\"luminaire\":{\"definition\":[\"borough:luminaire:1.0.0\"],\"properties\":{\"level\":40}}}}");
        return town.with(Twins.class, town.twins);
    }

    <T> Town with(Class<T> type, T service) {
        services.computeIfAbsent(type, key -> new ArrayList<>()).add(service);
        return this;
    }

    static Message message(String device, String hex) {
        return new Message(
                new DeviceId("b", device),
                "",
                Endpoint.TELEMETRY,
                1,
                "application/octet-stream",
                Map.of("adapter", "nas:ul20xx:1.0.0"),
                HexFormat.of().parseHex(hex),
                NOON);
    }

    /** Runs a command and gives what it printed. */
    String run(CityAction command) {
        return run(command, "");
    }

    String run(CityAction command, String input) {
        printed.reset();
        command.run(new Desk(
                this,
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                "borough:jane"));
        return printed();
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return all(type).stream().findFirst();
    }

    @Override
    public <T> List<T> all(Class<T> type) {
        return services.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }
}
