// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.things.Climate;
import org.borough.things.Luminaire;

/** What a controller reports on its own at intervals: fPort 24 of firmware 1.0, fPort 23 of firmware 1.1. */
final class StatusPackets {

    /** 2015-01-01; a clock before that was never set. */
    private static final long CLOCK_SET = 1_420_070_400L;

    private static final int LIGHT_UNAVAILABLE = 0xFFFF;

    private StatusPackets() {}

    static void firmware10(ByteReader in, Packet out) {
        out.type("status_packet").say("device_unix_epoch", time(in, out));
        int bits = in.u8("status");
        Packet status = out.part()
                .alarm("dali_error_external", "dali_external_error", bits, 0)
                .alarm("dali_connection_error", bits, 1)
                .flag("ldr_input_on", bits, 2)
                .flag("dig_input_on", bits, 4)
                .alarm("hardware_error", bits, 5)
                .flag("internal_relay_closed", bits, 7);
        out.say("status", status.words());
        radio(in, out);
        int report = in.u8("report");
        status.flag("open_drain_output_on", report, 2);
        out.say("analog_interfaces", alerts(report, out.part()));
        if (Bits.isSet(report, 1)) {
            out.say("ldr_input_value", in.u8("ldr_input_value"));
        }
        boolean driverError = Bits.isSet(bits, 0) || Bits.isSet(bits, 1);
        profiles(in, out, Bits.isSet(report, 5), driverError);
    }

    private static void profiles(ByteReader in, Packet out, boolean lampError, boolean driverError) {
        List<Map<String, Object>> profiles = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        while (in.hasMore()) {
            Packet profile = out.part();
            int id = in.peek("profile_id");
            ConfigPackets.profile10(in, profile);
            int level = in.u8("dimming_level");
            profile.say("dimming_level__percent", Names.level(level, "resume"));
            Object version = profile.words().get("profile_version");
            String reason = version instanceof String text ? text : "profile_" + id;
            sources.add(new Source((String) profile.words().get("address"), reason, level, Dali.of(0)));
            profiles.add(profile.words());
        }
        out.say("profiles", profiles);
        Source.mean(sources, lampError, driverError, out);
    }

    static void firmware11(ByteReader in, Packet out) {
        int header = in.u8("header");
        if (header > 1) {
            out.error("invalid_packet_type");
            in.rest();
            return;
        }
        boolean old = header == 0;
        out.type("status_packet").say("device_unix_epoch", time(in, out));
        int bits = in.u8("status");
        Packet status = status11(bits, old, out);
        if (!old) {
            int more = in.u8("status_2");
            status.flag("open_drain_output_on", more, 2)
                    .flag("lumalink_connected", more, 6)
                    .flag("lumalink_connected_after_boot", more, 7);
        }
        out.say("status", status.words());
        radio(in, out);
        int alerts = old ? oldAlerts(in, out, status) : in.u8("alerts");
        if (alerts >= 0) {
            warnOf(alerts, out);
            out.say("active_alerts", alerts(alerts, out.part()));
        }
        if (!old) {
            out.say("sensor_source", sensors(in.slice(in.u8("sensor_source length"), "sensor_source"), out));
        }
        sources(in, out, alerts > 0 && Bits.isSet(alerts, 5), Bits.isSet(bits, 1));
    }

    private static Packet status11(int bits, boolean old, Packet out) {
        Packet status = out.part()
                .alarm("dali_connection_error", bits, 1)
                .alarm("metering_com_error", bits, 5)
                .alarm("ext_rtc_warning", bits, 6)
                .flag("internal_relay_closed", bits, 7);
        return old ? status.flag("ldr_input_on", bits, 2).flag("dig_input_on", bits, 4) : status;
    }

    /** Before firmware 1.1.4 the alerts follow only when something happened; -1 stands for none. */
    private static int oldAlerts(ByteReader in, Packet out, Packet status) {
        int report = in.u8("report");
        status.flag("open_drain_output_on", report, 2);
        if (Bits.isSet(report, 1)) {
            out.say("ldr_input_value", in.u8("ldr_input_value"));
        }
        return Bits.isSet(report, 4) ? in.u8("alerts") : -1;
    }

    private static Map<String, Object> sensors(ByteReader in, Packet out) {
        Packet sensors = out.part();
        while (in.hasMore()) {
            switch (in.u8("sensor type")) {
                case 1 -> sensors.say("ldr_input", in.u8("ldr_input"));
                case 2 -> light("light_sensor__lx", in, sensors);
                case 3 -> light("d4i_light_sensor__lx", in, sensors);
                case 4 -> sensors.flag("dig_input_1_on", in.u8("dig_input_1"), 0);
                case 8 -> tilt(in.u8("tilt_sensor"), sensors);
                default -> {
                    out.error("unsupported_sensor_source");
                    in.rest();
                }
            }
        }
        return sensors.words();
    }

    private static void light(String name, ByteReader in, Packet sensors) {
        int raw = in.u16le(name);
        if (raw == LIGHT_UNAVAILABLE) {
            sensors.say(name, "unavailable");
            return;
        }
        double lux = Math.pow(10, (raw & 0x7FFF) / 4000.0) / 1000;
        sensors.say(name, Bits.lux(lux)).means(Climate.ILLUMINANCE.is(lux));
    }

    private static void tilt(int degrees, Packet sensors) {
        if (degrees != 0xFF) {
            sensors.say("tilt_sensor__deg", degrees);
        }
    }

    private static void sources(ByteReader in, Packet out, boolean lampError, boolean driverError) {
        List<Map<String, Object>> words = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        while (in.hasMore()) {
            String address = Names.address(in.u8("address"), out);
            String reason = Names.reason11(in.u8("reason"), out);
            int level = in.u8("dimming_level");
            Dali dali = Dali.of(in.u8("dali_status"));
            sources.add(new Source(address, reason, level, dali));
            words.add(out.part()
                    .say("address", address)
                    .say("reason", reason)
                    .say("dimming_level__percent", Names.level(level, "n/a"))
                    .say("status", dali.words(address, out))
                    .words());
        }
        out.say("dimming_source", words);
        Source.mean(sources, lampError, driverError, out);
    }

    private static void radio(ByteReader in, Packet out) {
        out.say("downlink_rssi__dBm", -in.u8("downlink_rssi"));
        out.say("downlink_snr__dB", in.i8("downlink_snr"));
        int temperature = in.i8("mcu_temperature");
        out.say("mcu_temperature__C", temperature).means(Luminaire.TEMPERATURE.is((double) temperature));
    }

    private static Map<String, Object> alerts(int bits, Packet part) {
        return part.flag("voltage_alert_in_24h", bits, 4)
                .flag("lamp_error_alert_in_24h", bits, 5)
                .flag("power_alert_in_24h", bits, 6)
                .flag("power_factor_alert_in_24h", bits, 7)
                .words();
    }

    private static void warnOf(int bits, Packet out) {
        alerts(bits, out.part()).forEach((name, set) -> {
            if (Boolean.TRUE.equals(set)) {
                out.warn(name);
            }
        });
    }

    static String time(ByteReader in, Packet out) {
        return time(in.u32le("device_unix_epoch"), out);
    }

    static String time(long unixSeconds, Packet out) {
        if (unixSeconds < CLOCK_SET) {
            out.warn("invalid_timestamp");
            return "invalid_timestamp";
        }
        return Bits.time(unixSeconds);
    }
}
