// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.ByteReader;

/** Settings, as they are sent to a controller and as it echoes what it applied: fPort 50. */
final class ConfigPackets {

    private static final List<Double> FADES =
            List.of(0.5, 0.71, 1.0, 1.41, 2.0, 2.83, 4.0, 5.66, 8.0, 11.31, 16.0, 22.63, 32.0, 45.25, 64.0, 90.51);

    private static final Map<Integer, Layout> COMMON = Map.ofEntries(
            entry(0x01, InputPackets::ldr),
            entry(0x03, InputPackets::deprecatedDig),
            entry(0x05, ConfigPackets::openDrain),
            entry(0x07, ConfigPackets::status),
            entry(0x0B, ConfigPackets::usage),
            entry(0x0D, ConfigPackets::bootDelay),
            entry(0x15, ConfigPackets::led),
            entry(0x16, ConfigPackets::meteringAlert));

    static final Layout FIRMWARE_10 = Layout.oneOf(
            with(Map.ofEntries(
                    entry(0x06, CalendarPackets::firmware10),
                    entry(0x08, ConfigPackets::profileWithSteps10),
                    entry(0x09, ConfigPackets::time10),
                    entry(0x0A, ConfigPackets::legacyDefaults),
                    entry(0x0C, ConfigPackets::holidays10),
                    entry(0x0E, ConfigPackets::defaults),
                    entry(0x13, CalendarPackets::location10),
                    entry(0x52, MulticastPackets::firmware10),
                    entry(0xFF, ClearPackets::firmware10))),
            "invalid_packet_type");

    static final Layout FIRMWARE_11 = Layout.oneOf(
            with(Map.ofEntries(
                    entry(0x09, ConfigPackets::time11),
                    entry(0x20, CalendarPackets::firmware11),
                    entry(0x21, ConfigPackets::profileWithSteps11),
                    entry(0x22, ConfigPackets::fade),
                    entry(0x23, ConfigPackets::holidays11),
                    entry(0x24, InputPackets::daliMonitor),
                    entry(0x25, ConfigPackets::fallback),
                    entry(0x26, CalendarPackets::location11),
                    entry(0x27, InputPackets::lumalink),
                    entry(0x28, InputPackets::dig),
                    entry(0x29, InputPackets::lightSensor),
                    entry(0x2A, InputPackets::dimNotify),
                    entry(0x2B, InputPackets::interfaceType),
                    entry(0x52, MulticastPackets::firmware11),
                    entry(0x53, MulticastPackets::counter),
                    entry(0xFE, ConfigPackets::chained),
                    entry(0xFF, ClearPackets::firmware11))),
            "invalid_packet_type");

    private ConfigPackets() {}

    private static Map<Integer, Layout> with(Map<Integer, Layout> own) {
        return Stream.of(COMMON, own)
                .flatMap(layouts -> layouts.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void openDrain(ByteReader in, Packet out) {
        List<Map<String, Object>> steps = new ArrayList<>();
        while (in.hasMore()) {
            steps.add(out.part()
                    .say("step_time", stepTime(in))
                    .say("open_drain_output_on", in.u8("open_drain_output_on") != 0)
                    .words());
        }
        out.type("open_drain_output_config_packet").say("switching_steps", steps);
    }

    private static void status(ByteReader in, Packet out) {
        out.type("status_config_packet").say("status_interval__s", in.u32le("status_interval"));
    }

    private static void usage(ByteReader in, Packet out) {
        out.type("usage_config_packet").say("usage_interval__s", in.u32le("usage_interval"));
        int volts = in.u8("mains_voltage");
        if (volts != 0xFF) {
            out.say("mains_voltage__V", volts);
        }
    }

    private static void bootDelay(ByteReader in, Packet out) {
        int seconds = in.remaining() == 1 ? in.u8("boot_delay_range") : in.u16le("boot_delay_range");
        out.type("boot_delay_config_packet").say("boot_delay_range__s", seconds);
    }

    private static void led(ByteReader in, Packet out) {
        out.type("onboard_led_config_packet").flag("status_led_enabled", in.u8("status_led_enabled"), 0);
    }

    private static void meteringAlert(ByteReader in, Packet out) {
        out.type("metering_alert_config_packet");
        if (in.u8("header") != 1) {
            out.error("invalid_packet_type");
            in.rest();
            return;
        }
        out.say("min_power__W", limit(in.u16le("min_power")));
        out.say("max_power__W", limit(in.u16le("max_power")));
        out.say("min_voltage__V", limit(in.u16le("min_voltage")));
        out.say("max_voltage__V", limit(in.u16le("max_voltage")));
        int factor = in.u8("min_power_factor");
        out.say("min_power_factor", factor == 0xFF ? "alert_off" : (Object) (factor / 100.0));
    }

    private static Object limit(int value) {
        return value == 0xFFFF ? "alert_off" : (Object) (long) value;
    }

    private static void time10(ByteReader in, Packet out) {
        out.type("time_config_packet").say("device_unix_epoch", StatusPackets.time(in, out));
    }

    private static void time11(ByteReader in, Packet out) {
        long seconds = in.u32le("device_unix_epoch");
        Object time = seconds == 0 ? "force_lorawan_devicetimereq" : StatusPackets.time(seconds, out);
        out.type("time_config_packet").say("device_unix_epoch", time);
    }

    private static void legacyDefaults(ByteReader in, Packet out) {
        out.type("legacy_defaults_config_packet").say("default_dim__percent", in.u8("default_dim"));
        int alerts = in.u8("alerts");
        out.flag("ldr_alert_enabled", alerts, 0)
                .flag("dig_alert_enabled", alerts, 2)
                .flag("dali_alert_enabled", alerts, 3);
    }

    private static void defaults(ByteReader in, Packet out) {
        out.type("defaults_config_packet");
        int flags = in.u8("flags");
        if (Bits.isSet(flags, 0)) {
            out.say("default_dim__percent", in.u8("default_dim"));
        }
        if (Bits.isSet(flags, 1)) {
            out.say("max_dim__percent", Names.level(in.u8("max_dim"), "default"));
        }
        if (Bits.isSet(flags, 2)) {
            out.say("fade_duration__s", fade(in.u8("fade_duration"), out));
        }
        if (Bits.isSet(flags, 3)) {
            out.say("switch_point_sunset", Bits.isSet(in.u8("switch_point"), 0) ? "sunset" : "twilight");
        }
        if (Bits.isSet(flags, 4)) {
            out.flag("legacy_mode_enabled", in.u8("legacy_mode"), 0);
        }
    }

    private static void fade(ByteReader in, Packet out) {
        out.type("fade_config_packet").say("fade_duration__s", fade(in.u8("fade_duration"), out));
    }

    private static Object fade(int code, Packet out) {
        if (code == 0xFF) {
            return "ignore";
        }
        if (code >= FADES.size()) {
            out.error("invalid_fade");
            return "invalid_fade";
        }
        return FADES.get(code);
    }

    /** The code of the fade that comes closest. */
    static int fadeCode(double seconds) {
        int best = 0;
        for (int code = 1; code < FADES.size(); code++) {
            if (Math.abs(FADES.get(code) - seconds) < Math.abs(FADES.get(best) - seconds)) {
                best = code;
            }
        }
        return best;
    }

    private static void holidays10(ByteReader in, Packet out) {
        out.type("holiday_config_packet").say("holidays", holidays(in, in.remaining() / 2));
    }

    private static void holidays11(ByteReader in, Packet out) {
        out.type("holiday_config_packet").say("holidays", holidays(in, in.u8("number of holidays")));
    }

    private static List<String> holidays(ByteReader in, int count) {
        List<String> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(pad(in.u8("month")) + "/" + pad(in.u8("day")));
        }
        return days;
    }

    private static void fallback(ByteReader in, Packet out) {
        out.type("fallback_dim_config_packet").say("fallback_dimming_level__percent", in.u8("fallback_dimming_level"));
    }

    private static void profileWithSteps10(ByteReader in, Packet out) {
        profile10(in, out.type("profile_config_packet"));
        out.say("dimming_steps", steps(in, out, in.remaining() / 2));
    }

    /** The head of a profile, which status packets of firmware 1.0 have too. */
    static void profile10(ByteReader in, Packet out) {
        profileId(in, out);
        int version = in.u8("profile_version");
        out.say("profile_version", version < 240 ? (Object) (long) version : Names.reason10(version, out));
        addressAndDays(in, out);
    }

    private static void profileWithSteps11(ByteReader in, Packet out) {
        profileId(in, out.type("profile_config_packet"));
        int count = in.u8("number of steps");
        addressAndDays(in, out);
        in.skip(1, "reserved");
        out.say("dimming_steps", steps(in, out, count));
    }

    private static void profileId(ByteReader in, Packet out) {
        int id = in.u8("profile_id");
        out.say("profile_id", id == 0xFF ? "no_profile" : (Object) (long) id);
    }

    private static void addressAndDays(ByteReader in, Packet out) {
        out.say("address", Names.address(in.u8("address"), "all_devices", out));
        out.say("days_active", Names.days(in.u8("days_active")));
    }

    private static List<Map<String, Object>> steps(ByteReader in, Packet out, int count) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(out.part()
                    .say("step_time", stepTime(in))
                    .say("dimming_level__percent", Names.level(in.u8("dimming_level"), "inactive"))
                    .words());
        }
        return steps;
    }

    private static String stepTime(ByteReader in) {
        int minutes = in.u8("step_time") * 10;
        return pad(minutes / 60) + ":" + pad(minutes % 60);
    }

    private static String pad(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private static void chained(ByteReader in, Packet out) {
        List<Map<String, Object>> packets = new ArrayList<>();
        while (in.hasMore()) {
            Packet packet = out.part();
            FIRMWARE_11.read(in, packet);
            packets.add(packet.words());
        }
        out.type("chained_config_packet").say("payloads", packets);
    }
}
