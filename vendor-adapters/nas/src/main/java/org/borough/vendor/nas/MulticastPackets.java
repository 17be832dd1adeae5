// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import org.borough.adapter.ByteReader;

/** Multicast groups of a controller, with their keys: who may read those is for the policy of the thing to say. */
final class MulticastPackets {

    private static final int KEY_LENGTH = 16;

    private MulticastPackets() {}

    static void firmware10(ByteReader in, Packet out) {
        read(in, out, 1, 4);
    }

    static void firmware11(ByteReader in, Packet out) {
        read(in, out, 0, 3);
    }

    private static void read(ByteReader in, Packet out, int first, int last) {
        int device = in.u8("multicast_device");
        out.type("multicast_config_packet");
        if (device < first || device > last) {
            out.error("invalid_multicast_device");
            in.rest();
            return;
        }
        out.say("multicast_device", device);
        out.say("devaddr", Bits.serial(in.u32le("devaddr")));
        out.say("nwkskey", Bits.hex(in.bytes(KEY_LENGTH, "nwkskey")));
        out.say("appskey", Bits.hex(in.bytes(KEY_LENGTH, "appskey")));
    }

    static void counter(ByteReader in, Packet out) {
        out.type("multicast_fcnt_config_packet")
                .say("multicast_device", in.u8("multicast_device"))
                .say("multicast_fcnt", in.u32le("multicast_fcnt"));
    }
}
