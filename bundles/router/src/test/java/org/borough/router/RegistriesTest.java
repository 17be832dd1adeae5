// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.CommandTarget;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.twin.Cause;
import org.junit.jupiter.api.Test;

class RegistriesTest {

    private static final DeviceId LAMP = Bench.device("lamp-1");

    private final Registries registries = new Registries();

    @Test
    void theFirstWhoAdmitsADeviceIsEnough() {
        FakeRegistrations town = new FakeRegistrations();
        registries.add(1, town);
        registries.add(0, new Optimist());
        assertThat(adapter(LAMP)).isEqualTo("optimist");
        town.add(LAMP, Map.of("adapter", "town"));
        assertThat(adapter(LAMP)).isEqualTo("town");
        registries.remove(1);
        assertThat(adapter(LAMP)).isEqualTo("optimist");
    }

    @Test
    void aProhibitionSaysMoreThanNotKnowingTheDevice() {
        FakeRegistrations town = new FakeRegistrations();
        town.add(LAMP, Map.of());
        registries.add(0, town);
        registries.add(1, new FakeRegistrations());
        assertThat(registries.admit(LAMP, "gateway", "")).isEqualTo(new Admission.Refused(403, "gateway may not"));
    }

    @Test
    void withoutAnybodyADeviceIsNotRegistered() {
        assertThat(registries.admit(LAMP, "", ""))
                .isEqualTo(new Admission.Refused(404, "device is disabled or not registered"));
    }

    @Test
    void theListHoldsEachDeviceOnce() {
        FakeRegistrations one = new FakeRegistrations();
        FakeRegistrations other = new FakeRegistrations();
        one.add(LAMP, Map.of("adapter", "one"));
        other.add(LAMP, Map.of("adapter", "other"));
        other.add(Bench.device("lamp-2"), Map.of());
        registries.add(1, one);
        registries.add(0, other);
        assertThat(registries.list()).extracting(Registration::device).containsExactly(LAMP, Bench.device("lamp-2"));
        assertThat(registries.list()).first().satisfies(found -> assertThat(found.defaults())
                .containsEntry("adapter", "one"));
    }

    @Test
    void whereNobodyListsDevicesTheIdOfOneThatSpokeIsKnown() {
        try (Bench bench = new Bench().lampAdapter().start()) {
            bench.router.addRegistrations(-1, new Optimist());
            bench.memory.with("springfield:lamp-1", "{}");
            DeviceId device = new DeviceId("springfield", "lamp-1");
            bench.send(bench.message(device, "text/plain", Map.of("adapter", "acme:lamp"), "5"));
            FakeDevice hono = new FakeDevice();
            bench.router.downlinks().open(CommandTarget.ofTenant("springfield"), hono);
            bench.adapter("any", new Lamp(), "optimist:lamp:1.0.0");
            bench.router
                    .commands()
                    .ask(Bench.thing("lamp-1"), "", "dim", "{\"level\":30}", Cause.of("borough:admin", ""));
            bench.settle();
            assertThat(hono.last().device()).isEqualTo(device);
            assertThat(hono.last().gateway()).isEmpty();
        }
    }

    private String adapter(DeviceId device) {
        Admission.Admitted admitted = (Admission.Admitted) registries.admit(device, "", "");
        return admitted.registration().defaults().get("adapter");
    }

    /** Admits whatever is asked for, as one behind whom a Hono stands. */
    private static final class Optimist implements Registrations {

        @Override
        public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
            return CompletableFuture.completedStage(new Admission.Refused(401, "not here"));
        }

        @Override
        public Admission admit(DeviceId device, String gateway, String protocol) {
            Map<String, String> defaults =
                    device.id().equals("lamp-1") ? Map.of("adapter", "optimist:lamp") : Map.of("adapter", "optimist");
            return new Admission.Admitted(new Registration(device, true, defaults, Set.of(), Map.of()));
        }

        @Override
        public List<Registration> list(String tenant) {
            return List.of();
        }
    }
}
