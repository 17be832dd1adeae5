// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.parametric;

import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;

/** How a counter is set, as it tells when it starts and when it is asked: versions 2 to 5, told apart by their lengths. */
final class Settings {

    private static final int HEADER = 0xBE01;
    private static final int LENGTH_2 = 14;
    private static final Map<Integer, Integer> LENGTHS = Map.of(3, 20, 4, 31, 5, 34);

    private Settings() {}

    static Map<String, Object> read(ByteReader in) {
        if (in.remaining() == LENGTH_2) {
            return version2(new Pcr2.Fields(in));
        }
        int length = in.remaining();
        int header = in.u16be("header");
        int version = in.u8("version");
        if (header != HEADER || !Integer.valueOf(length).equals(LENGTHS.get(version))) {
            throw new UndecodableUplinkException(
                    "not settings of versions 2 to 5: they have 14, 20, 31 or 34 bytes and,"
                            + " but for version 2, start with BE01 and the version; these are " + length + " bytes.");
        }
        Pcr2.Fields fields = new Pcr2.Fields(in);
        return switch (version) {
            case 3 -> common34(fields).u8("RadarSensitivity").words();
            case 4 ->
                common34(fields)
                        .u16("InactivityTimeout")
                        .u8("MountingDirection", "MountingTilt", "DetectionAngle")
                        .u16("MinDist", "MaxDist")
                        .u8("MinSpeed", "MaxSpeed", "RadarSensitivity")
                        .words();
            default -> version5(fields);
        };
    }

    private static Map<String, Object> version2(Pcr2.Fields fields) {
        return fields.u8("DeviceType")
                .version("FirmwareVersion")
                .u8("OperatingMode", "PayloadType", "UplinkType")
                .u16("UplinkInterval", "LinkCheckInterval", "HoldoffTime")
                .u8("RadarSensitivity")
                .words();
    }

    private static Pcr2.Fields common34(Pcr2.Fields fields) {
        return fields.u8("DeviceType")
                .version("FirmwareVersion")
                .u8("OperatingMode", "PayloadType", "DeviceClass", "UplinkType")
                .u16("UplinkInterval", "LinkCheckInterval", "CapacityLimit", "HoldoffTime");
    }

    private static Map<String, Object> version5(Pcr2.Fields fields) {
        return fields.u8("DeviceType")
                .version("Firmware")
                .u8("OperationMode", "PayloadType", "DeviceClass", "UplinkType")
                .u16("UplinkInterval", "LinkCheckInterval", "CapacityLimit", "HoldoffTime")
                // Misspelt by the vendor.
                .u16("InactivityTiemout")
                .u8("RadarEnabled", "BeamAngle")
                .u16("MinDist", "MaxDist")
                .u8("MinSpeed", "MaxSpeed", "RadarAutotune", "RadarSensitivity")
                .version("SBXVersion")
                .words();
    }
}
