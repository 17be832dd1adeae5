// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A city in the place of a Hono, with a Kafka broker beside it and an application of Hono behind that. */
final class HonoCity implements AutoCloseable {

    private final Broker broker;
    private final HonoPeer application;
    private final ProcessCity process;
    private final City city;

    private HonoCity() throws Exception {
        broker = Broker.start(1);
        application = HonoPeer.start(broker.bootstrapServers());
        process = ProcessCity.unpack(Path.of("target/hono"), Ports.from(28520))
                .install("borough-hono-northbound")
                .configure("org.borough.hono.northbound", "bootstrapServers", broker.bootstrapServers())
                .configure("org.borough.registry", "bcryptCost", 4)
                .configure("org.borough.registry", "maxBcryptCost", 4)
                .configure("org.borough.registry", "maxBodyBytes", 2000);
        city = process.start();
        awaitNorthbound();
    }

    /** At the very first start the northbound is installed last, when devices are let in already. */
    private void awaitNorthbound() {
        try (HonoTenant probe = tenant("").consumed()) {
            String device = probe.device("");
            await().atMost(City.PATIENCE).until(() -> {
                probe.send(device, "POST", "/event", "ready?");
                return !application.take(probe.id()).isEmpty();
            });
        }
    }

    City city() {
        return city;
    }

    HonoPeer application() {
        return application;
    }

    /** A tenant of its own for one test. */
    HonoTenant tenant(String settings) {
        return new HonoTenant(this, settings);
    }

    @Override
    public void close() {
        process.close();
        application.close();
        broker.close();
    }

    /** Starts one for all tests of this virtual machine and hands it to them. */
    static final class Extension implements ParameterResolver {

        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HonoCity.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == HonoCity.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(HonoCity.class, key -> start(), HonoCity.class);
        }

        @SuppressWarnings("checkstyle:IllegalCatch") // Whatever hinders the start is the reason why the tests fail.
        private static HonoCity start() {
            // A client that is closed while an answer comes in fails on a thread of its own; that is no failure of
            // ours.
            Awaitility.doNotCatchUncaughtExceptionsByDefault();
            try {
                return new HonoCity();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
