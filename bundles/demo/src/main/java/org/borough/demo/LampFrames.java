// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The frames of a NAS UL20xx luminaire controller, firmware 1.1, as its data sheet gives them: status on port 23, usage
 * on port 26, and the dimming command on port 60 that it echoes.
 */
final class LampFrames {

    static final int STATUS_PORT = 23;
    static final int USAGE_PORT = 26;
    static final int COMMAND_PORT = 60;

    private static final byte MANUAL_DIMMING = 0x01;
    private static final byte DALI_BROADCAST = (byte) 0xFE;
    private static final byte MANUAL_ACTIVE = (byte) 0xFD;
    private static final byte INTERNAL_MEASUREMENT = (byte) 0xFF;

    private LampFrames() {}

    /** The level that a dimming command asks for, percent. */
    static OptionalInt dimming(byte[] command) {
        boolean dims = command.length >= 3 && command[0] == MANUAL_DIMMING && (command[2] & 0xFF) <= 100;
        return dims ? OptionalInt.of(command[2]) : OptionalInt.empty();
    }

    static byte[] status(Instant now, int level) {
        byte lampOn = (byte) (level > 0 ? 0x04 : 0x00);
        return littleEndian(16)
                .put((byte) 0x01)
                .putInt((int) now.getEpochSecond())
                .put((byte) 0x80)
                .put((byte) 0x00)
                .put((byte) 71)
                .put((byte) 8)
                .put((byte) 24)
                .put((byte) 0x00)
                .put((byte) 0x00)
                .put(DALI_BROADCAST)
                .put(MANUAL_ACTIVE)
                .put((byte) level)
                .put(lampOn)
                .array();
    }

    static byte[] usage(long wattHours, int watts) {
        return littleEndian(9)
                .put((byte) 0x00)
                .put(INTERNAL_MEASUREMENT)
                .put((byte) 0x03)
                .putInt((int) wattHours)
                .putShort((short) watts)
                .array();
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
