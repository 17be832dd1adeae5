// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.borough.adapter.Adapters;
import org.borough.connect.Quarantine;
import org.borough.connect.Registrations;
import org.borough.thing.Status;
import org.borough.twin.Twins;
import org.junit.jupiter.api.Test;

class ThingDoctorTest {

    private final Town town = Town.withLamp();

    @Test
    void nobody_knows_the_thing() {
        assertThat(why("b:lamp-11")).isEqualTo("b:lamp-11 is neither a thing nor a device. Did you mean b:lamp-1?");
    }

    @Test
    void the_device_has_no_twin() {
        Town bare = Town.empty().with(Registrations.class, CommandsTest.registrations(true));
        bare.with(Twins.class, bare.twins);
        assertThat(new ThingDoctor(bare, bare.clock, Duration.ofHours(1)).why("b:lamp-1"))
                .isEqualTo("b/lamp-1 is registered but has no twin; make it with city:provision.");
    }

    @Test
    void the_device_is_disabled() {
        town.with(Registrations.class, CommandsTest.registrations(false));
        assertThat(why("b:lamp-1")).startsWith("b/lamp-1 is disabled");
    }

    @Test
    void its_adapter_is_missing() {
        town.with(Registrations.class, CommandsTest.registrations(true)).with(Adapters.class, List::of);
        assertThat(why("b:lamp-1"))
                .startsWith("no adapter for nas:ul20xx:1.0.0 is installed; drop its vendor's bundle");
    }

    @Test
    void its_adapter_is_fenced() {
        adapter(Status.failed("it hung 10 times in a minute"));
        assertThat(why("b:lamp-1")).isEqualTo("the adapter vendor.nas is fenced: it hung 10 times in a minute");
    }

    @Test
    void its_last_uplink_is_in_quarantine() {
        adapter(Status.ok(""));
        town.with(Quarantine.class, CommandsTest.quarantine());
        assertThat(why("b:lamp-1"))
                .isEqualTo("the uplink of 2026-11-21T12:00:00Z is in quarantine: the message is too short. When that is"
                        + " mended: city:quarantine replay b:lamp-1");
    }

    @Test
    void its_last_command_was_refused() {
        town.twins.with(
                "b:lamp-1",
                "{\"features\":{\"commands\":{\"properties\":{\"luminaire\":{\"level\":{\"id\":\"1\",\"state\":\"rejected\",\"reason\":\"the adapter has no downlink for it.\"}}}}}}");
        assertThat(why("b:lamp-1"))
                .isEqualTo("the command for luminaire/level was rejected: the adapter has no downlink for it.");
    }

    @Test
    void it_says_itself_what_is_wrong() {
        town.twins.with(
                "b:lighting-park",
                "{\"features\":{\"lightingState\":{\"properties\":{\"status\":{\"level\":\"DEGRADED\",\"reason\":\"dimLevel is 110.\"}}}}}");
        assertThat(why("b:lighting-park")).isEqualTo("dimLevel is 110.");
    }

    @Test
    void it_is_silent_or_works() {
        adapter(Status.ok(""));
        assertThat(why("b:lamp-1")).isEqualTo("b:lamp-1 works: it changed last at 2026-11-21T12:00:00Z.");
        town.clock.advance(Duration.ofHours(25));
        assertThat(why("b:lamp-1")).startsWith("b:lamp-1 is silent since 2026-11-21T12:00:00Z (25 h); check its power");
    }

    private void adapter(Status status) {
        town.with(Registrations.class, CommandsTest.registrations(true))
                .with(
                        Adapters.class,
                        () -> List.of(
                                new Adapters.Entry("vendor.nas", "1.0.0", List.of("nas:ul20xx:1.0.0"), 7, 1, status)));
    }

    private String why(String thing) {
        return new ThingDoctor(town, town.clock, Duration.ofHours(24)).why(thing);
    }
}
