// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import static java.util.Map.entry;
import static org.borough.vendor.milesight.Field.flag;
import static org.borough.vendor.milesight.Field.i16tenths;
import static org.borough.vendor.milesight.Field.ifOne;
import static org.borough.vendor.milesight.Field.u16;
import static org.borough.vendor.milesight.Field.u16be;
import static org.borough.vendor.milesight.Field.u16halves;
import static org.borough.vendor.milesight.Field.u16hundredths;
import static org.borough.vendor.milesight.Field.u16tenths;
import static org.borough.vendor.milesight.Field.u32;
import static org.borough.vendor.milesight.Field.u8;
import static org.borough.vendor.milesight.Field.u8halves;
import static org.borough.vendor.milesight.Field.word;

import java.util.Map;

/** The table: which device says what behind which channel and type. A new device of the family is a new entry. */
final class Devices {

    private static final Device AM300 = powered(Meanings.ROOM)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0468, u8halves("humidity"))
            .row(0x0500, ifOne("pir", "idle", "trigger"))
            .row(0x06CB, u8("light_level"))
            .row(0x077D, u16("co2"))
            .row(0x087D, u16("tvoc"))
            .row(0x08E6, u16("tvoc"))
            .row(0x0973, u16tenths("pressure"))
            .row(0x0E01, ifOne("beep", "no", "yes"));

    private static final Device EM400 = powered(Meanings.BIN)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0482, u16("distance"))
            .row(0x0500, word("position", "normal", "tilt"))
            .row(0x8367, i16tenths("temperature"), flag("temperature_abnormal"))
            .row(0x8482, u16("distance"), flag("distance_alarming"));

    private static final Device EM300_LEAK = powered(Meanings.ROOM)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0468, u8halves("humidity"))
            .row(0x0500, word("leakage_status", "normal", "leak"))
            .history(i16tenths("temperature"), u8halves("humidity"), word("leakage_status", "normal", "leak"));

    private static final Device AM319 = AM300.row(0x0A7D, u16hundredths("hcho"))
            .row(0x0B7D, u16("pm2_5"))
            .row(0x0C7D, u16("pm10"))
            .row(0x0D7D, u16hundredths("o3"))
            .history(
                    i16tenths("temperature"),
                    u16halves("humidity"),
                    ifOne("pir", "idle", "trigger"),
                    u8("light_level"),
                    u16("co2"),
                    u16("tvoc"),
                    u16tenths("pressure"),
                    u16("pm2_5"),
                    u16("pm10"),
                    u16hundredths("hcho"));

    private static final Device AM307 = AM300.ignore(0x0A7D, 2)
            .ignore(0x0B7D, 2)
            .ignore(0x0C7D, 2)
            .ignore(0x0D7D, 2)
            .history(
                    i16tenths("temperature"),
                    u16halves("humidity"),
                    ifOne("pir", "idle", "trigger"),
                    u8("light_level"),
                    u16("co2"),
                    u16("tvoc"),
                    u16tenths("pressure"));

    private static final Device AM103 = powered(Meanings.ROOM)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0468, u8halves("humidity"))
            .row(0x077D, u16("co2"))
            .history(i16tenths("temperature"), u8halves("humidity"), u16("co2"));

    private static final Device AM107 = powered(Meanings.ROOM)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0468, u8halves("humidity"))
            .row(0x056A, u16("activity"))
            .row(0x0665, u16("illumination"), u16("infrared_and_visible"), u16("infrared"))
            .row(0x077D, u16("co2"))
            .row(0x087D, u16("tvoc"))
            .row(0x0973, u16tenths("pressure"));

    private static final Device EM310_UDL =
            powered(Meanings.BIN).row(0x0382, u16("distance")).row(0x0400, word("position", "normal", "tilt"));

    private static final Device EM500_CO2 = powered(Meanings.ROOM)
            .row(0x0367, i16tenths("temperature"))
            .row(0x0468, u8halves("humidity"))
            .row(0x057D, u16("co2"))
            .row(0x0673, u16tenths("pressure"))
            .row(
                    0x83D7,
                    i16tenths("temperature"),
                    i16tenths("temperature_change"),
                    word(
                            "temperature_alarm",
                            "threshold alarm",
                            "threshold alarm release",
                            "mutation alarm",
                            "unknown"))
            .history(u16("co2"), u16tenths("pressure"), i16tenths("temperature"), u8halves("humidity"));

    private static final Device EM500_LGT =
            powered(Meanings.ROOM).row(0x0394, u32("illumination")).history(u32("illumination"));

    private static final Device VS330 = powered(Meanings.SEAT)
            .row(0x0282, u16("distance"))
            .row(0x038E, word("occupancy", "vacant", "occupied"))
            .row(0x048E, word("calibration", "failed", "success"));

    private static final Device WS101 =
            powered(Meanings.BATTERY).row(0xFF2E, word("press", "unknown", "short", "long", "double", "unknown"));

    private static final Device WS303 = powered(Meanings.BATTERY).row(0x0300, word("leakage_status", "normal", "leak"));

    /** By the middle of the model. */
    static final Map<String, Device> ALL = Map.ofEntries(
            entry("am103", AM103),
            entry("am107", AM107),
            entry("am307", AM307),
            entry("am319", AM319),
            entry("em300-sld", EM300_LEAK),
            entry("em300-sld-zld", EM300_LEAK),
            entry("em300-zld", EM300_LEAK),
            entry("em310-udl", EM310_UDL),
            entry("em400-tld", EM400),
            entry("em400-udl", EM400),
            entry("em500-co2", EM500_CO2),
            entry("em500-lgt", EM500_LGT),
            entry("vs121", vs121()),
            entry("vs330", VS330),
            entry("ws101", WS101),
            entry("ws303", WS303));

    private Devices() {}

    private static Device powered(Meanings meanings) {
        return Device.meaning(meanings).row(0x0175, u8("battery"));
    }

    private static Device vs121() {
        Device device = Device.meaning(Meanings.PEOPLE)
                .row(0x04C9, u8("people_count_all"), u8("region_count"), u16be("region_occupancy"))
                .row(0x05CC, u16("people_in"), u16("people_out"))
                .row(0x06CD, u8("people_count_max"))
                .row(0x07D5, regions(1))
                .row(0x08D5, regions(9))
                .row(0x0DCC, u16("people_total_in"), u16("people_total_out"))
                .row(0x0EE4, u8("region"), u16("dwell_time_avg"), u16("dwell_time_max"))
                .row(0x0F85, u32("timestamp"));
        String lines = "abcd";
        for (int i = 0; i < lines.length(); i++) {
            device = device.row(0x09DA + (i << 8), flows(lines, lines.charAt(i)));
        }
        return device;
    }

    private static Field[] regions(int first) {
        Field[] fields = new Field[8];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = u8("region_" + (first + i) + "_count");
        }
        return fields;
    }

    private static Field[] flows(String lines, char from) {
        return lines.chars().mapToObj(to -> u16(from + "_to_" + (char) to)).toArray(Field[]::new);
    }
}
