// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.Map;
import org.borough.adapter.ByteReader;

/** Settings that are taken back. */
final class ClearPackets {

    private static final Map<Integer, Layout> TARGETS_10 = Map.of(
            0x01,
            target("ldr_input_config"),
            0x03,
            target("dig_input_config"),
            0x04,
            ClearPackets::profile10,
            0x06,
            target("holiday_config"),
            0x52,
            ClearPackets::multicast,
            0xFF,
            ClearPackets::factoryReset);
    private static final Map<Integer, Layout> TARGETS_11 = Map.of(
            0x21,
            ClearPackets::profile,
            0x23,
            target("holiday_config"),
            0x28,
            target("dig_input_config"),
            0x29,
            target("light_sensor_config"),
            0x52,
            ClearPackets::multicast,
            0xFF,
            ClearPackets::factoryReset);

    private ClearPackets() {}

    static void firmware10(ByteReader in, Packet out) {
        Layout.oneOf(TARGETS_10, "invalid_clear_config_target").read(in, out.type("clear_config_packet"));
    }

    static void firmware11(ByteReader in, Packet out) {
        Layout.oneOf(TARGETS_11, "invalid_clear_config_target").read(in, out.type("clear_config_packet"));
    }

    private static Layout target(String name) {
        return (in, out) -> out.say("reset_target", name);
    }

    private static void profile(ByteReader in, Packet out) {
        out.say("reset_target", "profile_config").say("address", Names.address(in.u8("address"), "all_profiles", out));
    }

    private static void profile10(ByteReader in, Packet out) {
        profile(in, out);
        if (in.hasMore()) {
            out.say("profile_id", in.u8("profile_id"));
        }
    }

    private static void multicast(ByteReader in, Packet out) {
        int device = in.u8("multicast_device");
        out.say("reset_target", "multicast_config")
                .say("multicast_device", device == 0xFF ? "all_multicast_devices" : "multicast_device_" + device);
    }

    private static void factoryReset(ByteReader in, Packet out) {
        out.say("reset_target", "factory_reset").say("device_serial", Bits.serial(in.u32le("device_serial")));
    }
}
