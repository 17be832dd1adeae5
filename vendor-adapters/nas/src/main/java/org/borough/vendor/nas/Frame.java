// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.io.ByteArrayOutputStream;

/** Bytes of a downlink, put together from front to back, least significant byte first. */
final class Frame {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Frame of(int... start) {
        Frame frame = new Frame();
        for (int value : start) {
            frame.u8(value);
        }
        return frame;
    }

    Frame u8(int value) {
        bytes.write(value);
        return this;
    }

    Frame u16(int value) {
        return u8(value).u8(value >> 8);
    }

    Frame u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    Frame raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
