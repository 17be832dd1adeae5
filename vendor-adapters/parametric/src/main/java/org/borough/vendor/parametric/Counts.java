// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.parametric;

import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;

/** What a counter has counted, in the payload formats that it can be set to. */
final class Counts {

    static final String BATTERY_MILLIVOLTS = "SBX_BATT";

    private static final int HEADER = 0xBE01;

    private Counts() {}

    static Map<String, Object> read(ByteReader in) {
        if (in.peek("payload type") == 0x0A) {
            return elsys(in);
        }
        int header = in.u16be("header");
        int version = in.u8("payload version");
        if (header != HEADER || version != 3 && version != 4) {
            throw new UndecodableUplinkException("not a payload of versions 3 or 4, which start with BE0103 or BE0104,"
                    + " nor one in the format of Elsys; set the device's payload type to extended.");
        }
        return extended(in, version);
    }

    private static Map<String, Object> extended(ByteReader in, int version) {
        Pcr2.Fields fields = new Pcr2.Fields(in).u16("LTR", "RTL", "LTR_SUM", "RTL_SUM");
        if (version == 3) {
            fields.u8(BATTERY_MILLIVOLTS);
        } else {
            fields.u16(BATTERY_MILLIVOLTS);
        }
        fields.u16("SBX_PV").degrees("TEMP");
        long difference =
                (long) fields.words().get("LTR_SUM") - (long) fields.words().get("RTL_SUM");
        return fields.say("DIFF", Math.abs(difference)).words();
    }

    /** The sensor format of Elsys: pairs of type and value. */
    private static Map<String, Object> elsys(ByteReader in) {
        Pcr2.Fields fields = new Pcr2.Fields(in);
        while (in.hasMore()) {
            int type = in.u8("type");
            switch (type) {
                case 0x01 -> fields.degrees("TEMP");
                case 0x0A -> fields.u16("LTR");
                case 0x16 -> fields.u16("RTL");
                default ->
                    throw new UndecodableUplinkException(
                            "type " + type + " at byte " + (in.offset() - 1) + " is not one that a PCR2 sends.");
            }
        }
        return fields.words();
    }
}
