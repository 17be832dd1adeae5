// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;

/** Settings of a controller's inputs, its DALI bus and its radio link. */
final class InputPackets {

    private InputPackets() {}

    static void ldr(ByteReader in, Packet out) {
        out.type("deprecated_ldr_input_config_packet")
                .say("ldr_off_threshold_high", Names.level(in.u8("ldr_off_threshold_high"), "disabled"))
                .say("ldr_on_threshold_low", Names.level(in.u8("ldr_on_threshold_low"), "disabled"))
                .flag("trigger_alert_enabled", in.u8("behaviour"), 2);
    }

    static void deprecatedDig(ByteReader in, Packet out) {
        int seconds = in.u16le("light_on_duration");
        out.type("deprecated_dig_input_config_packet")
                .say("light_on_duration__s", seconds == 0xFFFF ? "dig_input_disabled" : (Object) (long) seconds);
        int behaviour = in.u8("behaviour");
        out.flag("signal_edge_rising", behaviour, 1)
                .flag("trigger_alert_enabled", behaviour, 2)
                .say("address", Names.address(in.u8("address"), "all_devices", out))
                .say("dimming_level__percent", Names.level(in.u8("dimming_level"), "disabled"));
    }

    static void dig(ByteReader in, Packet out) {
        out.type("dig_input_config_packet");
        int index = in.u8("dig_enabled");
        if (index == 0xFF) {
            return;
        }
        int bits = in.u8("behaviour");
        out.say("dig_enabled", index)
                .flag("dig_mode_button", bits, 0)
                .flag("polarity_high_or_rising", bits, 1)
                .flag("notification_on_activation", bits, 2)
                .flag("notification_on_inactivation", bits, 3)
                .flag("source_d4i_motion_sensor", bits, 7)
                .say("address", Names.address(in.u8("address"), "all_devices", out))
                .say("active_dimming_level__percent", Names.level(in.u8("active_dimming_level"), "inactive"))
                .say("inactive_dimming_level__percent", Names.level(in.u8("inactive_dimming_level"), "inactive"))
                .say("on_delay__s", in.u16le("on_delay"))
                .say("off_delay__s", in.u16le("off_delay"));
    }

    static void lightSensor(ByteReader in, Packet out) {
        out.type("light_sensor_config_packet");
        if (in.u8("index") == 0xFF) {
            return;
        }
        int bits = in.u8("behaviour");
        out.flag("notification_on_every_step", bits, 0)
                .flag("light_sensor_clamps_profile", bits, 1)
                .flag("light_sensor_clamps_dig", bits, 2)
                .flag("interpolate_steps", bits, 3)
                .say("measurement_duration__s", in.u8("measurement_duration"))
                .say("address", Names.address(in.u8("address"), "all_devices", out));
        List<Map<String, Object>> steps = new ArrayList<>();
        while (in.hasMore()) {
            float lux = in.f32le("light_level");
            Object level = Names.level(in.u8("dimming_level"), "inactive");
            steps.add(out.part()
                    .say("light_level__lx", Float.isFinite(lux) ? Bits.lux(lux) : "invalid")
                    .say("dimming_level__percent", level)
                    .words());
        }
        out.say("dim_steps", steps);
    }

    static void dimNotify(ByteReader in, Packet out) {
        int delay = in.u8("random_delay");
        out.type("dim_notify_config_packet")
                .say("random_delay__s", delay == 0xFF ? "disabled" : (Object) (delay * 5L))
                .say("packet_limit__s", in.u8("packet_limit") * 60);
    }

    static void interfaceType(ByteReader in, Packet out) {
        String type =
                switch (in.u8("interface_type")) {
                    case 0 -> "dali";
                    case 1 -> "analog_0_10v";
                    case 254 -> "not_supported";
                    default -> "invalid_value";
                };
        if (type.equals("not_supported") || type.equals("invalid_value")) {
            out.error(type);
        }
        out.type("interface_type_config_packet").say("interface_type", type);
    }

    static void daliMonitor(ByteReader in, Packet out) {
        int bits = in.u8("behaviour");
        int seconds = in.u16le("monitoring_interval");
        out.type("dali_monitor_config_packet")
                .flag("send_dali_alert", bits, 0)
                .flag("correct_dali_dimming_level", bits, 1)
                .flag("periodic_bus_scan_enabled", bits, 2)
                .say("monitoring_interval__s", seconds == 0 ? "disabled" : (Object) (long) seconds);
    }

    static void lumalink(ByteReader in, Packet out) {
        String mode =
                switch (in.u8("access_mode")) {
                    case 0 -> "never_advertise";
                    case 1 -> "first_commission";
                    case 2 -> "every_boot";
                    case 3 -> "always";
                    default -> "invalid_mode";
                };
        if (mode.equals("invalid_mode")) {
            out.error(mode);
        }
        out.type("lumalink_config_packet").say("access_mode", mode);
    }
}
