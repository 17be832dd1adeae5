// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.Map;
import org.borough.adapter.ByteReader;

/** How one kind of packet is laid out: reads the bytes and says what they mean. */
@FunctionalInterface
interface Layout {

    void read(ByteReader in, Packet out);

    /** A packet that has nothing but a name. */
    static Layout named(String type) {
        return (in, out) -> out.type(type);
    }

    /** Packets that are told apart by their first byte. */
    static Layout oneOf(Map<Integer, Layout> layouts, String unknown) {
        return (in, out) -> {
            Layout layout = layouts.get(in.u8("header"));
            if (layout == null) {
                out.error(unknown);
                in.rest();
            } else {
                layout.read(in, out);
            }
        };
    }
}
