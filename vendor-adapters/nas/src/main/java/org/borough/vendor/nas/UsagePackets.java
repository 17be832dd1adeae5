// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.things.Luminaire;

/** What a controller has metered: fPort 25 of firmware 1.0, fPort 26 of firmware 1.1. */
final class UsagePackets {

    private static final double SECONDS_PER_HOUR = 3600;
    private static final String INTERNAL = "internal_measurement";

    private UsagePackets() {}

    static void firmware11(ByteReader in, Packet out) {
        if (in.u8("header") == 0) {
            firmware10(in, out);
        } else {
            out.error("invalid_packet_type");
            in.rest();
        }
    }

    static void firmware10(ByteReader in, Packet out) {
        out.type("usage_packet");
        List<Map<String, Object>> blocks = new ArrayList<>();
        while (in.hasMore()) {
            blocks.add(block(in, out.part()));
        }
        out.say("consumption", blocks);
        mean(blocks, out);
    }

    private static Map<String, Object> block(ByteReader in, Packet block) {
        block.say("address", Names.address(in.u8("address"), INTERNAL, block));
        int flags = in.u8("flags");
        if (Bits.isSet(flags, 0)) {
            block.say("active_energy__Wh", in.u32le("active_energy"));
        }
        if (Bits.isSet(flags, 1)) {
            block.say("active_power__W", in.u16le("active_power"));
        }
        if (Bits.isSet(flags, 2)) {
            block.say("load_side_energy__Wh", in.u32le("load_side_energy"));
        }
        if (Bits.isSet(flags, 3)) {
            block.say("load_side_power__W", in.u16le("load_side_power"));
        }
        if (Bits.isSet(flags, 4)) {
            int factor = in.u8("power_factor");
            block.say("power_factor", factor == 0xFF ? "unknown" : (Object) (factor / 100.0));
        }
        if (Bits.isSet(flags, 5)) {
            block.say("mains_voltage__V", in.u8("mains_voltage"));
        }
        if (Bits.isSet(flags, 6)) {
            long seconds = in.u32le("driver_operating_time");
            block.say("driver_operating_time__h", Math.round(seconds / SECONDS_PER_HOUR));
        }
        if (Bits.isSet(flags, 7)) {
            long seconds = in.u32le("lamp_on_time");
            block.say("lamp_on_time__h", Math.round(seconds / SECONDS_PER_HOUR * 10) / 10.0);
        }
        return block.words();
    }

    /** The controller's own meter measures the whole; without one, the drivers together are the whole. */
    private static void mean(List<Map<String, Object>> blocks, Packet out) {
        List<Map<String, Object>> meters = blocks.stream()
                .filter(block -> INTERNAL.equals(block.get("address")))
                .toList();
        List<Map<String, Object>> whole = meters.isEmpty() ? blocks : meters;
        numbers(whole, "active_power__W").stream()
                .reduce(Double::sum)
                .map(Luminaire.POWER::is)
                .ifPresent(out::means);
        numbers(whole, "active_energy__Wh").stream()
                .reduce(Double::sum)
                .map(Luminaire.ENERGY::is)
                .ifPresent(out::means);
        numbers(whole, "power_factor").stream()
                .findFirst()
                .map(Luminaire.POWER_FACTOR::is)
                .ifPresent(out::means);
        numbers(whole, "mains_voltage__V").stream()
                .findFirst()
                .map(Luminaire.VOLTAGE::is)
                .ifPresent(out::means);
        numbers(blocks, "lamp_on_time__h").stream()
                .reduce(Math::max)
                .map(Luminaire.OPERATING_HOURS::is)
                .ifPresent(out::means);
    }

    private static List<Double> numbers(List<Map<String, Object>> blocks, String name) {
        return blocks.stream()
                .map(block -> block.get(name))
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).doubleValue())
                .toList();
    }
}
