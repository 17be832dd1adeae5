// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.adapter.ByteReader;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.borough.things.Luminaire;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;

/** The contract, kept by the smallest adapter that steers a lamp. */
class AdapterContractTest implements AdapterContract {

    private static final String MODEL = "acme:l70:1.0.0";

    private static final class AcmeLamp implements DeviceAdapter {

        @Override
        public List<Reading<?>> decode(Uplink uplink) {
            if (uplink.fPort().orElse(0) != 2) {
                throw new UndecodableUplinkException("an L70 speaks on fPort 2 only.");
            }
            ByteReader bytes = uplink.bytes();
            int level = bytes.u8("level");
            return List.of(Luminaire.LEVEL.is((double) level), Vendor.says(MODEL, "dim", level));
        }

        @Override
        public Downlink encode(Command command) {
            return command instanceof Command.Desired desired
                    ? desired.get(Luminaire.LEVEL)
                            .map(level -> Downlink.lorawan("dim", 2, (byte) Math.round(level)))
                            .orElseThrow(() -> new UnsupportedCommandException(command))
                    : DeviceAdapter.super.encode(command);
        }
    }

    @Override
    public DeviceAdapter adapter() {
        return new AcmeLamp();
    }

    @Override
    public Set<String> models() {
        return Set.of(MODEL);
    }

    @Override
    public Stream<FakeUplink> samples() {
        return Stream.of(FakeUplink.hex(MODEL, "64").fPort(2));
    }

    @Test
    void aDesiredLevelBecomesADownlink() {
        Downlink downlink = adapter().encode(FakeCommand.desired(Luminaire.LEVEL, 30.0));

        assertThat(downlink.payload()).containsExactly(30);
        assertThat(downlink.properties()).containsEntry("fport", "2");
    }
}
