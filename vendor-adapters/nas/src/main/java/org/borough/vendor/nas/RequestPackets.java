// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.ByteReader;

/** Asks for settings (fPort 49) and for a new start (fPort 51). */
final class RequestPackets {

    /** What can be asked for in both firmwares. */
    private static final Map<Integer, Layout> COMMON = Map.ofEntries(
            entry(0x01, Layout.named("deprecated_ldr_input_config_request")),
            entry(0x03, Layout.named("deprecated_dig_input_config_request")),
            entry(0x07, Layout.named("status_config_request")),
            entry(0x09, Layout.named("time_config_packet")),
            entry(0x0B, Layout.named("usage_config_request")),
            entry(0x0D, Layout.named("boot_delay_config_request")),
            entry(0x15, Layout.named("onboard_led_config_request")),
            entry(0x16, Layout.named("metering_alert_confic_request")),
            entry(0x52, RequestPackets::multicast));

    static final Layout FIRMWARE_10 = Layout.oneOf(
            with(Map.of(
                    0x06, Layout.named("calendar_config_request"),
                    0x08, RequestPackets::profile,
                    0x0A, Layout.named("default_dim_config_request"),
                    0x0C, Layout.named("holiday_config_request"),
                    0x0E, Layout.named("defaults_config_request"),
                    0x13, Layout.named("location_config_request"))),
            "invalid_packet_type");

    static final Layout FIRMWARE_11 = Layout.oneOf(
            with(Map.ofEntries(
                    entry(0x20, Layout.named("calendar_config_request")),
                    entry(0x21, RequestPackets::profile),
                    entry(0x22, Layout.named("fade_config_request")),
                    entry(0x23, Layout.named("holiday_config_request")),
                    entry(0x24, Layout.named("dali_monitor_config_request")),
                    entry(0x25, Layout.named("fallback_dim_config_request")),
                    entry(0x26, Layout.named("location_config_request")),
                    entry(0x27, Layout.named("lumalink_config_request")),
                    entry(0x28, Layout.named("dig_input_config_request")),
                    entry(0x29, Layout.named("light_input_config_request")),
                    entry(0x2A, Layout.named("dim_notify_config_request")),
                    entry(0x2B, Layout.named("interface_type_config_request")))),
            "invalid_packet_type");

    static final Layout UPDATE_10 = Layout.oneOf(Map.of(0xFF, Layout.named("activate_dfu_command")), "invalid_command");

    static final Layout UPDATE_11 = Layout.oneOf(
            Map.of(
                    0xFE, Layout.named("restart_controller_command"),
                    0xFF, Layout.named("activate_dfu_command")),
            "invalid_command");

    private RequestPackets() {}

    private static Map<Integer, Layout> with(Map<Integer, Layout> own) {
        return Stream.of(COMMON, own)
                .flatMap(layouts -> layouts.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void profile(ByteReader in, Packet out) {
        out.type("profile_config_request");
        if (!in.hasMore()) {
            out.say("profile_id", "no_profiles");
            return;
        }
        int id = in.u8("profile_id");
        out.say("profile_id", id == 0xFF ? "all_profiles" : (Object) (long) id);
    }

    private static void multicast(ByteReader in, Packet out) {
        int device = in.u8("multicast_device");
        out.type("multicast_config_request").say("multicast_device", device == 0xFF ? "all" : (Object) (long) device);
    }
}
