// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The vendor's names for addresses, days and reasons, both ways where commands need them. */
final class Names {

    static final int ANALOG = 0x01;
    static final int BROADCAST = 0xFE;
    static final int ALL = 0xFF;

    private static final List<String> DAYS = List.of("holiday", "mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int MAX_SINGLE = 63;
    private static final int MAX_GROUP = 15;

    private static final Map<Integer, String> COMMON_REASONS = Map.of(
            246, "driver_not_found",
            250, "ldr_input_active",
            252, "dig_input_active",
            253, "manual_active");
    private static final Map<Integer, String> REASONS_10 =
            Map.of(247, "calendar_active", 248, "init_active", 249, "profile_not_active", 254, "value_differ");
    private static final Map<Integer, String> REASONS_11 = Map.of(
            0x21, "calendar_day",
            0x22, "calendar_night",
            0x70, "dig_inactive",
            0x71, "dig_active",
            245, "relay_off",
            248, "fallback_active");

    private Names() {}

    /** An address where 0xFF has no meaning. */
    static String address(int address, Packet out) {
        if (address == ALL) {
            out.warn("invalid_address");
            return "invalid";
        }
        return address(address, "", out);
    }

    /** An address where 0xFF has a meaning of its own. */
    static String address(int address, String all, Packet out) {
        if (address == ALL) {
            return all;
        }
        if (address == ANALOG) {
            return "analog_0_10v";
        }
        if (address == BROADCAST) {
            return "dali_broadcast";
        }
        if (Bits.isSet(address, 0)) {
            out.warn("invalid_address");
            return "invalid";
        }
        return Bits.isSet(address, 7) ? "dali_group_" + (address >> 1 & 0xF) : "dali_single_" + (address >> 1 & 0x3F);
    }

    /** The byte of an address by its name; nothing when there is no such address. */
    static OptionalInt address(String name) {
        return switch (name) {
            case "analog_0_10v" -> OptionalInt.of(ANALOG);
            case "dali_broadcast" -> OptionalInt.of(BROADCAST);
            case "all_devices", "all_profiles" -> OptionalInt.of(ALL);
            default -> numbered(name);
        };
    }

    private static OptionalInt numbered(String name) {
        if (name.matches("dali_single_\\d{1,2}")) {
            int number = Integer.parseInt(name.substring("dali_single_".length()));
            return number <= MAX_SINGLE ? OptionalInt.of(number << 1) : OptionalInt.empty();
        }
        if (name.matches("dali_group_\\d{1,2}")) {
            int number = Integer.parseInt(name.substring("dali_group_".length()));
            return number <= MAX_GROUP ? OptionalInt.of(0x80 | number << 1) : OptionalInt.empty();
        }
        return OptionalInt.empty();
    }

    static List<String> days(int bits) {
        List<String> days = new ArrayList<>();
        for (int bit = 0; bit < DAYS.size(); bit++) {
            if (Bits.isSet(bits, bit)) {
                days.add(DAYS.get(bit));
            }
        }
        return days;
    }

    /** The bits of days by their names; nothing when one of them is no day. */
    static OptionalInt days(List<String> names) {
        int bits = 0;
        for (String name : names) {
            int bit = DAYS.indexOf(name);
            if (bit < 0) {
                return OptionalInt.empty();
            }
            bits |= 1 << bit;
        }
        return OptionalInt.of(bits);
    }

    /** What is behind a dimming level in firmware 1.1. */
    static String reason11(int reason, Packet out) {
        if (reason <= 7) {
            return "profile_" + reason;
        }
        return switch (reason & 0xF0) {
            case 0x30 -> "calendar_dawn_step_" + (reason & 0xF);
            case 0x50 -> "calendar_dusk_step_" + (reason & 0xF);
            case 0x80 -> reason <= 0x87 ? "light_monitor_step_" + (reason & 0xF) : reason(REASONS_11, reason, out);
            default -> reason(REASONS_11, reason, out);
        };
    }

    /** What is behind a dimming level in firmware 1.0, where it stands in place of a profile's version from 240 on. */
    static String reason10(int reason, Packet out) {
        return reason(REASONS_10, reason, out);
    }

    private static String reason(Map<Integer, String> names, int reason, Packet out) {
        if (reason == 0xFF) {
            out.error("unknown_reason");
            return "unknown";
        }
        String name = names.getOrDefault(reason, COMMON_REASONS.get(reason));
        if (name == null) {
            out.error("invalid_reason");
            return "invalid_reason";
        }
        return name;
    }

    /** A dimming level in percent, or what 0xFF stands for. */
    static Object level(int level, String none) {
        return level == 0xFF ? none : (Object) (long) level;
    }
}
