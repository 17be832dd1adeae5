// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;

/** A controller that starts, or that refuses what it was sent: fPort 99. */
final class SystemPackets {

    static final Layout BOTH =
            Layout.oneOf(Map.of(0x00, SystemPackets::boot, 0x13, SystemPackets::refusal), "invalid_packet_type");

    private static final List<String> CONFIGS = List.of(
            "dali",
            "dali_nc",
            "dali_no",
            "analog_nc",
            "analog_no",
            "dali_analog_nc",
            "dali_analog_no",
            "dali_analog_nc_no");
    private static final List<String> RESETS =
            List.of("reset_0", "watchdog_reset", "soft_reset", "reset_3", "reset_4", "reset_5", "reset_6", "reset_7");
    private static final Map<Integer, String> REFUSALS = Map.ofEntries(
            entry(0x00, "n/a"),
            entry(0x01, "n/a"),
            entry(0x02, "unknown_fport"),
            entry(0x03, "packet_size_short"),
            entry(0x04, "packet_size_long"),
            entry(0x05, "value_error"),
            entry(0x06, "protocol_parse_error"),
            entry(0x07, "reserved_flag_set"),
            entry(0x08, "invalid_flag_combination"),
            entry(0x09, "unavailable_feature_request"),
            entry(0x0A, "unsupported_header"),
            entry(0x0B, "unreachable_hw_request"),
            entry(0x0C, "address_not_available"),
            entry(0x0D, "internal_error"),
            entry(0x0E, "packet_size_error"),
            entry(0x81, "profile_id_seq_error"),
            // Misspelt by the vendor.
            entry(0x82, "profile_destination_eror"),
            entry(0x83, "profile_days_error"),
            entry(0x84, "profile_step_count_error"),
            entry(0x85, "profile_step_value_error"),
            entry(0x86, "profile_step_unsorted_error"));

    private SystemPackets() {}

    private static void boot(ByteReader in, Packet out) {
        out.type("boot_packet").say("device_serial", Bits.serial(in.u32le("device_serial")));
        String version = in.u8("major") + "." + in.u8("minor") + "." + in.u8("patch");
        out.say("firmware_version", version).say("device_unix_epoch", StatusPackets.time(in, out));
        out.say("device_config", config(in.u8("device_config"), out));
        int features = in.u8("optional_features");
        out.say(
                "optional_features",
                out.part()
                        .flag("dig_input", features, 2)
                        .flag("ldr_input", features, 3)
                        .flag("open_drain_output", features, 4)
                        .flag("metering", features, 5)
                        .words());
        int supply = in.u8("dali_supply_state");
        out.say("dali_supply_state__V", supply(supply & 0x7F, out));
        out.say("dali_power_source_external", Bits.isSet(supply, 7) ? "external" : "internal");
        int drivers = in.u8("dali_drivers");
        out.say("dali_addressed_driver_count", drivers & 0x7F);
        // Misspelt by the vendor.
        out.alarm("dali_unaddressed_driver_found", "unadressed_dali_driver_on_bus", drivers, 7);
        if (in.hasMore()) {
            out.say("reset_reason", resets(in.u8("reset_reason"), out));
        }
    }

    private static String config(int config, Packet out) {
        if (config < CONFIGS.size()) {
            return CONFIGS.get(config);
        }
        out.error("invalid_device_config");
        return "invalid_config";
    }

    private static Object supply(int supply, Packet out) {
        if (supply < 0x70) {
            return (long) supply;
        }
        if (supply == 0x7F) {
            out.warn("dali_bus_error");
            return "bus_error";
        }
        return supply == 0x7E ? "bus_high" : "invalid_value";
    }

    private static List<String> resets(int bits, Packet out) {
        List<String> reasons = new ArrayList<>();
        for (int bit = 0; bit < RESETS.size(); bit++) {
            if (Bits.isSet(bits, bit)) {
                reasons.add(RESETS.get(bit));
            }
        }
        if (Bits.isSet(bits, 1)) {
            out.warn("watchdog_reset");
        }
        return reasons;
    }

    private static void refusal(ByteReader in, Packet out) {
        out.type("invalid_downlink_packet").say("downlink_from_fport", in.u8("downlink_from_fport"));
        String reason = REFUSALS.getOrDefault(in.u8("error_reason"), "invalid_error_code");
        out.say("error_reason", reason).warn("downlink_error " + reason);
    }
}
