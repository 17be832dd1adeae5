// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.things.Luminaire;

/** What a controller reports when it happens: fPort 61. */
final class NotificationPackets {

    static final Layout FIRMWARE_10 = layouts(Map.of(
            0x80,
            (in, out) -> digInput(in, out, "dig_input_alert"),
            0x81,
            (in, out) -> ldrInput(in, out, "ldr_input_alert"),
            0x83,
            NotificationPackets::driverAlert,
            0x84,
            NotificationPackets::meteringAlert));

    static final Layout FIRMWARE_11 = layouts(Map.of(
            0x80, (in, out) -> digInput(in, out, "dig_input_notification"),
            0x81, (in, out) -> ldrInput(in, out, "ldr_input_notification"),
            0x83, NotificationPackets::driverAlert,
            0x84, NotificationPackets::meteringAlert,
            0x85, NotificationPackets::lightSensor,
            0x86, NotificationPackets::location));

    private NotificationPackets() {}

    private static Layout layouts(Map<Integer, Layout> layouts) {
        return Layout.oneOf(layouts, "invalid_packet_type");
    }

    private static void digInput(ByteReader in, Packet out, String type) {
        int head = in.u8("length");
        out.type(type);
        switch (head >> 4) {
            case 2 -> out.say("dig_input_event_counter", in.u16le("dig_input_event_counter"));
            case 4 ->
                out.flag("dig_input_on", head, 0).say("dig_input_event_counter", in.u32le("dig_input_event_counter"));
            default -> wrongLength(in, out);
        }
    }

    private static void ldrInput(ByteReader in, Packet out, String type) {
        int length = in.u8("length") >> 4;
        out.type(type);
        if (length == 2) {
            out.flag("ldr_input_on", in.u8("ldr_input_on"), 0).say("ldr_input_value", in.u8("ldr_input_value"));
        } else {
            wrongLength(in, out);
        }
    }

    private static void wrongLength(ByteReader in, Packet out) {
        out.error("invalid_packet_length");
        in.rest();
    }

    private static void driverAlert(ByteReader in, Packet out) {
        in.skip(1, "length");
        out.type("dali_driver_alert").say("drivers", drivers(in, out));
    }

    /** DALI drivers with their status, to the end. */
    static List<Map<String, Object>> drivers(ByteReader in, Packet out) {
        List<Map<String, Object>> words = new ArrayList<>();
        List<Dali> drivers = new ArrayList<>();
        while (in.hasMore()) {
            String address = Names.address(in.u8("address"), out);
            Dali dali = Dali.of(in.u8("dali_status"));
            drivers.add(dali);
            words.add(out.part()
                    .say("address", address)
                    .say("status", dali.words(address, out))
                    .words());
        }
        out.means(Luminaire.LAMP_FAULT.is(drivers.stream().anyMatch(Dali::lampFailure)));
        out.means(Luminaire.DRIVER_FAULT.is(drivers.stream().anyMatch(Dali::driverError)));
        return words;
    }

    private static void meteringAlert(ByteReader in, Packet out) {
        int bits = in.u8("conditions");
        int power = in.u16le("power");
        int voltage = in.u16le("voltage");
        double factor = in.u8("power_factor") / 100.0;
        out.type("metering_alert")
                .alarm("lamp_error_alert", "metering_lamp_error", bits, 0)
                .alarm("over_current_alert", "metering_over_current", bits, 1)
                .alarm("under_voltage_alert", "metering_under_voltage", bits, 2)
                .alarm("over_voltage_alert", "metering_over_voltage", bits, 3)
                .alarm("low_power_factor_alert", "metering_low_power_factor", bits, 4)
                .say("power__W", power)
                .say("voltage__V", voltage)
                .say("power_factor", factor)
                .means(Luminaire.POWER.is((double) power))
                .means(Luminaire.VOLTAGE.is((double) voltage))
                .means(Luminaire.LAMP_FAULT.is(Bits.isSet(bits, 0)));
        if (factor <= 1) {
            out.means(Luminaire.POWER_FACTOR.is(factor));
        }
    }

    private static void lightSensor(ByteReader in, Packet out) {
        out.type("deprecated_light_sensor_notification").say("active_dim_step", in.u8("active_dim_step"));
    }

    private static void location(ByteReader in, Packet out) {
        int status = in.u8("location_status");
        String name =
                switch (status) {
                    case 0 -> "good_fix";
                    case 1 -> "no_fix";
                    case 2, 0xFF -> "internal_error";
                    default -> "invalid_status";
                };
        out.type("location_notification").say("location_status", name);
        if (status == 0) {
            degrees("latitude__deg", in.f32le("latitude"), out);
            degrees("longitude__deg", in.f32le("longitude"), out);
            out.say("last_fix_utc_time", StatusPackets.time(in, out));
        }
    }

    private static void degrees(String name, float degrees, Packet out) {
        if (Float.isFinite(degrees)) {
            out.say(name, Bits.fixed(degrees, 6));
        } else {
            out.error(name + " is not a number");
        }
    }
}
