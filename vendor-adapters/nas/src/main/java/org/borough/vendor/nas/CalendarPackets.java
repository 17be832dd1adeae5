// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;

/** Where a controller stands, and when it switches by the sun. */
final class CalendarPackets {

    private static final double PLACE_SCALE = 1e7;

    private CalendarPackets() {}

    static void firmware10(ByteReader in, Packet out) {
        int sunrise = in.i8("sunrise_offset");
        int sunset = in.i8("sunset_offset");
        boolean off = sunrise == -1 && sunset == -1;
        out.type("calendar_config_packet")
                .say("sunrise_offset__minutes", off ? "disabled" : (Object) (long) sunrise)
                .say("sunset_offset__minutes", off ? "disabled" : (Object) (long) sunset)
                .say("latitude__deg", in.i16le("latitude") / 100.0)
                .say("longitude__deg", in.i16le("longitude") / 100.0);
    }

    static void firmware11(ByteReader in, Packet out) {
        int counts = in.u8("number of steps");
        int bits = in.u8("behaviour");
        out.type("calendar_config_packet")
                .flag("calendar_prefers_meta_pos", bits, 0)
                .flag("calendar_clamps_profiles", bits, 1)
                .flag("calendar_clamps_dig", bits, 2)
                .flag("ignore_gnss", bits, 3)
                .say("latitude__deg", in.i16le("latitude") / 100.0)
                .say("longitude__deg", in.i16le("longitude") / 100.0)
                .say("sunrise_steps", steps(in, out, counts & 0xF))
                .say("sunset_steps", steps(in, out, counts >> 4));
    }

    private static List<Map<String, Object>> steps(ByteReader in, Packet out, int count) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double zenith = in.i8("zenith_angle") / 6.0 + 90;
            steps.add(out.part()
                    .say("zenith_angle__deg", Bits.fixed(zenith, 2))
                    .say("dimming_level__percent", Names.level(in.u8("dimming_level"), "disabled"))
                    .words());
        }
        return steps;
    }

    static void location10(ByteReader in, Packet out) {
        int sent = in.u8("parts");
        out.type("location_config_packet");
        if (Bits.isSet(sent, 0)) {
            place(in, out);
        }
        if (Bits.isSet(sent, 1)) {
            text(in, in.u8("length of address"), out);
        }
    }

    static void location11(ByteReader in, Packet out) {
        int length = in.u8("length of address");
        place(in, out.type("location_config_packet"));
        text(in, length, out);
    }

    private static void place(ByteReader in, Packet out) {
        out.say("latitude__deg", in.i32le("latitude") / PLACE_SCALE);
        out.say("longitude__deg", in.i32le("longitude") / PLACE_SCALE);
    }

    private static void text(ByteReader in, int length, Packet out) {
        out.say("address", new String(in.bytes(length, "address"), StandardCharsets.UTF_8));
    }
}
