// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.ByteReader;
import org.borough.things.Luminaire;

/** Commands and the controller's answers, which repeat the command that was carried out: fPort 60. */
final class CommandPackets {

    private static final int LONGEST_SINGLE_QUERY = 3;

    private static final Map<Integer, Layout> COMMON = Map.ofEntries(
            entry(0x01, CommandPackets::dimming),
            entry(0x03, CommandPackets::daliQuery),
            entry(0x04, CommandPackets::daliCommand),
            entry(0x07, CommandPackets::memoryRead),
            entry(0x08, CommandPackets::memoryWrite),
            entry(0x09, CommandPackets::timedDimming),
            entry(0x0C, CommandPackets::openDrain));

    static final Layout FIRMWARE_10 = Layout.oneOf(
            with(Map.of(
                    0x00, CommandPackets::daliStatus,
                    0x05, CommandPackets::statusRequest10,
                    0x06, CommandPackets::interfaces)),
            "invalid_command");

    static final Layout FIRMWARE_11 = Layout.oneOf(
            with(Map.of(
                    0x05, CommandPackets::statusRequest11,
                    0x0A, CommandPackets::addressDriver,
                    0x0B, Layout.named("dali_identify"))),
            "invalid_command");

    private CommandPackets() {}

    private static Map<Integer, Layout> with(Map<Integer, Layout> own) {
        return Stream.of(COMMON, own)
                .flatMap(layouts -> layouts.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void dimming(ByteReader in, Packet out) {
        dimming(in, out.type("manual_dimming"), false);
    }

    private static void timedDimming(ByteReader in, Packet out) {
        dimming(in, out.type("manual_timed_dimming"), true);
    }

    private static void dimming(ByteReader in, Packet out, boolean timed) {
        List<Map<String, Object>> destinations = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        while (in.hasMore()) {
            Packet part = out.part().say("address", Names.address(in.u8("address"), "all_devices", out));
            levels.add(in.u8("dimming_level"));
            part.say("dimming_level__percent", Names.level(levels.get(levels.size() - 1), "resume"));
            if (timed) {
                part.say("duration__minutes", in.u8("duration"));
            }
            destinations.add(part.words());
        }
        out.say("destination", destinations);
        levels.stream().filter(level -> level <= 100).findFirst().ifPresent(level -> out.means(
                        Luminaire.LEVEL.is((double) level))
                .means(Luminaire.ON.is(level > 0))
                .means(Luminaire.DECIDED_BY.is("manual_active")));
    }

    private static void daliQuery(ByteReader in, Packet out) {
        byte[] raw = in.rest();
        out.type("custom_dali_request").say("query_data_raw", Bits.hex(raw));
        if (raw.length > LONGEST_SINGLE_QUERY) {
            return;
        }
        ByteReader query = new ByteReader(raw);
        out.say("address", Names.address(query.u8("address"), out)).say("dali_query", query.u8("dali_query"));
        if (query.hasMore()) {
            out.say("dali_response", query.u8("dali_response"));
        }
    }

    private static void daliCommand(ByteReader in, Packet out) {
        out.type("custom_dali_command").say("dali_command", Bits.hex(in.rest()));
    }

    private static void daliStatus(ByteReader in, Packet out) {
        out.type("dali_status_request");
        if (in.remaining() == 1) {
            int address = in.u8("address");
            out.say("address", address == Names.BROADCAST ? "all_drivers" : Names.address(address, out));
        } else {
            out.say("dali_statuses", NotificationPackets.drivers(in, out));
        }
    }

    private static int requested(ByteReader in, Packet out) {
        int bits = in.u8("flags");
        out.type("status_usage_request").flag("usage_requested", bits, 0).flag("status_requested", bits, 1);
        return bits;
    }

    private static void statusRequest10(ByteReader in, Packet out) {
        requested(in, out);
    }

    private static void statusRequest11(ByteReader in, Packet out) {
        int bits = requested(in, out);
        out.flag("dim_map_report_requested", bits, 2).flag("request_gnss_notification", bits, 3);
        if (Bits.isSet(bits, 2) && in.hasMore()) {
            List<Map<String, Object>> drivers = new ArrayList<>();
            while (in.hasMore()) {
                drivers.add(out.part()
                        .say("address", Names.address(in.u8("address"), out))
                        .say("dali_min_level", in.u8("dali_min_level"))
                        .say("dali_max_level", in.u8("dali_max_level"))
                        .say("dimming_curve", in.u8("dimming_curve") == 0 ? "logarithmic" : "linear")
                        .words());
            }
            out.say("drivers", drivers);
        }
    }

    private static void interfaces(ByteReader in, Packet out) {
        out.type("interface_request");
        if (in.remaining() == 1) {
            in.skip(1, "interface");
            return;
        }
        int[] pairs = new int[8];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = in.u8("interfaces");
        }
        if (pairs[0] != 1 || pairs[2] != 2 || pairs[4] != 3 || pairs[6] != 4) {
            out.error("invalid_interface");
            return;
        }
        String dig =
                switch (pairs[1]) {
                    case 0 -> "off";
                    case 1 -> "on";
                    case 0xFF -> "n/a";
                    default -> "invalid_value";
                };
        out.say("dig", dig)
                .say("ldr", Names.level(pairs[3], "n/a"))
                .flag("internal_relay_closed", pairs[7], 0)
                .flag("open_drain_output_on", pairs[7], 1);
    }

    private static void memoryRead(ByteReader in, Packet out) {
        if (!in.hasMore()) {
            out.type("driver_memory_read").warn("driver_memory_read_failed");
            return;
        }
        memory(in, out.type("driver_memory_read"));
        int size = in.u8("read_size");
        out.say("read_size__bytes", size);
        if (in.hasMore()) {
            out.say("memory_value", Bits.hex(in.bytes(size, "memory_value")));
        }
    }

    private static void memoryWrite(ByteReader in, Packet out) {
        if (!in.hasMore()) {
            out.type("driver_memory_write").warn("driver_memory_write_failed");
            return;
        }
        memory(in, out.type("driver_memory_write"));
        out.say("memory_value", Bits.hex(in.rest()));
    }

    private static void memory(ByteReader in, Packet out) {
        out.say("address", Names.address(in.u8("address"), out))
                .say("memory_bank", in.u8("memory_bank"))
                .say("memory_address", in.u8("memory_address"));
    }

    private static void addressDriver(ByteReader in, Packet out) {
        out.type("address_dali_driver").say("address", Names.address(in.u8("address"), "rescan_dali_bus", out));
    }

    private static void openDrain(ByteReader in, Packet out) {
        out.type("open_drain_output_control").flag("open_drain_output_on", in.u8("open_drain_output_on"), 0);
    }
}
