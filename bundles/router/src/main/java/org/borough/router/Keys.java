// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of the router's stores: a letter and a number or a name. */
final class Keys {

    static final byte[] ALL = {};

    private Keys() {}

    /** Keys of rising numbers are in order. */
    static byte[] of(char kind, long number) {
        return ByteBuffer.allocate(Long.BYTES + 1)
                .put((byte) kind)
                .putLong(number)
                .array();
    }

    static byte[] of(char kind, String name) {
        return (kind + name).getBytes(StandardCharsets.UTF_8);
    }

    static long number(byte[] key) {
        return ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
    }
}
