// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.borough.adapter.DeviceAdapter;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.twin.Twins;

/** The real router with one adapter, on a store that forgets; for the tests of connections. */
public final class RealRouter implements AutoCloseable {

    private final TimedAlarms alarms = new TimedAlarms(Clock.systemUTC());
    private final Router router;

    public RealRouter(Twins twins, Registrations registrations, DeviceAdapter adapter, String... models) {
        router = new Router(limits(), twins, Shelves.open(new MemoryStores()), alarms, Clock.systemUTC());
        router.addRegistrations(0, registrations);
        router.adapters().add("adapter", adapter, "org.borough.test", "1.0.0", List.of(models));
        router.start();
        alarms.every(router.tickPeriod(), router::tick);
    }

    private static Limits limits() {
        return new Limits(
                2,
                64,
                Duration.ofSeconds(5),
                new Limits.Readings(1000, 65_536),
                new Limits.Fence(50, 20, 3, Duration.ofSeconds(60)),
                new Limits.Delivery(
                        Duration.ofSeconds(900),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        0.01,
                        3,
                        Duration.ofSeconds(60),
                        200),
                1000,
                Duration.ofSeconds(5));
    }

    public Uplinks uplinks() {
        return router.uplinks();
    }

    public Downlinks downlinks() {
        return router.downlinks();
    }

    @Override
    public void close() {
        router.stop();
        alarms.close();
    }
}
