// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.parametric;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.ByteReader;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.adapter.Uplink;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.borough.things.Battery;
import org.borough.things.TrafficCount;
import org.borough.things.Vendor;
import org.osgi.service.component.annotations.Component;

/** The radar counter PCR2 of Parametric: counts on fPort 14, its settings on fPort 190, most significant byte first. */
@Component
@AdapterFor(model = Pcr2.MODEL)
public final class Pcr2 implements DeviceAdapter {

    static final String MODEL = "parametric:pcr2:1.0.0";

    private static final int COUNTS = 14;
    private static final int SETTINGS = 190;

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        int port = uplink.fPort()
                .orElseThrow(() ->
                        new UndecodableUplinkException("the message has no LoRaWAN port; give the property fport."));
        ByteReader in = uplink.bytes();
        Map<String, Object> words =
                switch (port) {
                    case COUNTS -> Counts.read(in);
                    case SETTINGS -> Settings.read(in);
                    default ->
                        throw new UndecodableUplinkException(
                                "a PCR2 speaks on fPort 14 (counts) and 190 (settings), not on " + port + ".");
                };
        if (in.hasMore()) {
            throw new UndecodableUplinkException(in.remaining() + " bytes are left after the last field.");
        }
        List<Reading<?>> readings = new ArrayList<>(Vendor.says(uplink.model(), words));
        readings.addAll(meanings(words));
        return readings;
    }

    private static List<Reading<?>> meanings(Map<String, Object> words) {
        List<Reading<?>> readings = new ArrayList<>();
        if (words.get("LTR") instanceof Long in && words.get("RTL") instanceof Long out) {
            readings.add(TrafficCount.IN.is(in));
            readings.add(TrafficCount.OUT.is(out));
            readings.add(TrafficCount.COUNT.is(in + out));
        }
        if (words.get("LTR_SUM") instanceof Long in && words.get("RTL_SUM") instanceof Long out) {
            readings.add(TrafficCount.TOTAL_IN.is(in));
            readings.add(TrafficCount.TOTAL_OUT.is(out));
        }
        // Without a solar charger the field is there, and zero.
        if (words.get(Counts.BATTERY_MILLIVOLTS) instanceof Long millivolts && millivolts > 255) {
            readings.add(Battery.VOLTAGE.is(millivolts / 1000.0));
        }
        return readings;
    }

    /** The device takes its vendor's console commands as they are: settings are written in the tool of the vendor. */
    @Override
    public Downlink encode(Command command) {
        if (!(command instanceof Command.Message message) || !message.subject().equals("raw")) {
            throw new UnsupportedCommandException(command, "it understands raw with {\"fPort\":1,\"hex\":\"00\"}.");
        }
        long port = argument(message, "fPort", Long.class).orElse(0L);
        String hex = argument(message, "hex", String.class).orElse("");
        if (port < 1 || port > 223 || !hex.matches("([0-9a-fA-F]{2}){1,222}")) {
            throw new UnsupportedCommandException(
                    command, "'fPort' must be from 1 to 223 and 'hex' 1 to 222 bytes of two hex digits.");
        }
        return Downlink.lorawan("raw", (int) port, HexFormat.of().parseHex(hex));
    }

    private static <T> Optional<T> argument(Command.Message message, String name, Class<T> type) {
        try {
            return message.payload().get(name, type);
        } catch (BoroughException e) {
            throw new UnsupportedCommandException(message, e.getMessage());
        }
    }

    /** The fields of a payload, by the vendor's names and in their order. */
    static final class Fields {

        private final ByteReader in;
        private final Map<String, Object> words = new LinkedHashMap<>();

        Fields(ByteReader in) {
            this.in = in;
        }

        Fields u8(String... names) {
            for (String name : names) {
                words.put(name, (long) in.u8(name));
            }
            return this;
        }

        Fields u16(String... names) {
            for (String name : names) {
                words.put(name, (long) in.u16be(name));
            }
            return this;
        }

        Fields version(String name) {
            words.put(name, in.u8(name) + "." + in.u8(name) + "." + in.u8(name));
            return this;
        }

        /** A temperature in tenths of a degree, which the vendor tells in whole degrees, rounded down. */
        Fields degrees(String name) {
            words.put(name, (long) Math.floorDiv(in.i16be(name), 10));
            return this;
        }

        Fields say(String name, Object value) {
            words.put(name, value);
            return this;
        }

        Map<String, Object> words() {
            return words;
        }
    }
}
