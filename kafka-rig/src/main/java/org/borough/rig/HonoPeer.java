// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hono as far as Kafka sees it, made of Hono's own published clients, in a process of its own: its protocol adapters
 * (uplinks), its command router with devices behind it, and an application that consumes and commands.
 *
 * <p>The child is told one line and answers one line: {@code word name=value&name=value}, encoded as a form.
 */
public final class HonoPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Child child;
    private final Path folder;

    private HonoPeer(Child child, Path folder) {
        this.child = child;
        this.folder = folder;
    }

    /** Starts one. */
    public static HonoPeer start(String bootstrapServers) {
        try {
            Path folder = Files.createTempDirectory("borough-hono-peer-");
            List<String> options = List.of(
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Dvertx.disableDnsResolver=true",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
            return new HonoPeer(
                    Child.start(PeerMain.class, folder, options, List.of(bootstrapServers), PATIENCE), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says one line and gives back the values of the answer.
     *
     * @throws IllegalStateException with the peer's words when it could not do it
     */
    public Map<String, String> ask(String word, Map<String, String> values) {
        Form answer = Form.parse(child.ask(new Form(word, values).toString(), PATIENCE));
        if (!answer.word().equals("ok")) {
            throw new IllegalStateException("the peer could not " + word + ": " + answer.text("reason", "?"));
        }
        return answer.values();
    }

    /**
     * Sends {@code count} messages of each of the devices {@code d1 … dn} as Hono's adapters do, and waits for Kafka. The
     * n-th payload of a device is {@code device:n}.
     *
     * @param more further values: {@code first} (number of the first message, 1), {@code device} (the id of one device, in
     *     place of d1 …), {@code payload}, {@code contentType}, {@code qos}, {@code default.x} (device default),
     *     {@code tenantDefault.x}, {@code property.x} (property of the message, for example {@code property.ttl} in
     *     seconds for events)
     */
    public void send(Kind kind, String tenant, int devices, int count, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("kind", kind.name());
        values.put("tenant", tenant);
        values.put("devices", Integer.toString(devices));
        values.put("count", Integer.toString(count));
        Map<String, String> answer = ask("send", values);
        if (!answer.get("failed").equals("0")) {
            throw new IllegalStateException(answer.get("failed") + " messages could not be sent: "
                    + answer.get("reason") + "\n" + child.tail());
        }
    }

    /** Begins to play the command router and the devices of a tenant, or changes how they behave. */
    public void serveCommands(String tenant, Devices behaviour) {
        ask("devices", Map.of("tenant", tenant, "behaviour", behaviour.name()));
    }

    /** How many commands came for a tenant, and (with any) device, subject, payload … of the latest. */
    public Map<String, String> commands(String tenant) {
        return ask("commands", Map.of("tenant", tenant));
    }

    /** Begins to consume a tenant's telemetry and events, as an application, from their beginning. */
    public void consume(String tenant) {
        ask("consume", Map.of("tenant", tenant));
    }

    /** How much was consumed: {@code TELEMETRY} and {@code EVENT}. */
    public Map<String, Integer> consumed(String tenant) {
        Map<String, Integer> counts = new TreeMap<>();
        ask("consumed", Map.of("tenant", tenant)).forEach((kind, count) -> counts.put(kind, Integer.parseInt(count)));
        return counts;
    }

    /**
     * Takes the oldest consumed message: {@code kind}, {@code device}, {@code contentType}, {@code payload} (none when the
     * record has no value), {@code qos}, {@code property.x}; empty when there is none yet.
     */
    public Map<String, String> take(String tenant) {
        return ask("take", Map.of("tenant", tenant));
    }

    /** Sends a command as an application does and waits for the answer: {@code status}, {@code payload}. */
    public Map<String, String> command(String tenant, String device, String subject, String payload, Duration timeout) {
        return ask(
                "command",
                Map.of(
                        "tenant",
                        tenant,
                        "device",
                        device,
                        "subject",
                        subject,
                        "payload",
                        payload,
                        "timeoutMillis",
                        Long.toString(timeout.toMillis())));
    }

    /** Sends a command that is not answered. */
    public void oneWayCommand(String tenant, String device, String subject, String payload) {
        ask("oneWay", Map.of("tenant", tenant, "device", device, "subject", subject, "payload", payload));
    }

    /** Its process. */
    public long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.kill();
        try {
            Files.deleteIfExists(folder.resolve("PeerMain.log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is sent. */
    public enum Kind {
        TELEMETRY,
        EVENT
    }

    /** How devices behind Hono take commands. */
    public enum Devices {
        /** They answer with 200 and the payload that they got. */
        ANSWER,
        /** They answer with 500. */
        FAIL,
        /** They are not connected: Hono reports 503 "Temporarily unavailable". */
        ABSENT,
        /** They are not registered: Hono reports 404. */
        UNKNOWN,
        /** They take commands and never answer. */
        SILENT
    }
}
