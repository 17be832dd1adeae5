// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.borough.hono.KafkaClients;
import org.borough.hono.KafkaSettings;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker and one peer for all tests of this JVM. */
final class Rig implements BeforeAllCallback, AutoCloseable {

    static final int PARTITIONS = 4;

    private static Broker broker;
    private static HonoPeer peer;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).getOrComputeIfAbsent(Rig.class, key -> started());
    }

    private static Rig started() {
        broker = Broker.start(PARTITIONS);
        peer = HonoPeer.start(broker.bootstrapServers());
        return new Rig();
    }

    @Override
    public void close() {
        peer.close();
        broker.close();
    }

    static Broker broker() {
        return broker;
    }

    static HonoPeer peer() {
        return peer;
    }

    /** A connection of its own group for one tenant. */
    static HonoSettings settings(String tenant, String node) {
        return settings(tenant, node, Map.of("bootstrapServers", broker.bootstrapServers()));
    }

    static HonoSettings settings(String tenant, String node, Map<String, String> kafka) {
        return new HonoSettings(
                KafkaSettings.of(kafka),
                Tenants.of(tenant),
                "group-" + tenant.replace("*", "all"),
                node,
                100,
                200,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                100_000);
    }

    static HonoConnection connect(String tenant, String node, FakeRouter router) {
        return new HonoConnection(settings(tenant, node), router, router, new SeenDevices(Tenants.of(tenant), 100));
    }

    static KafkaClients clients() {
        return new KafkaClients(KafkaSettings.of(Map.of("bootstrapServers", broker.bootstrapServers())), "test");
    }

    static Map<String, String> more(String... namesAndValues) {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            more.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return more;
    }

    static void await(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }
}
