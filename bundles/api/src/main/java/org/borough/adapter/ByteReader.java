// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a device's bytes from front to back. Whoever reads past the end gets an {@link UndecodableUplinkException} that
 * names field and offset. Not safe for use by several threads.
 *
 * <p>{@code le} is least significant byte first, {@code be} most significant byte first; {@code u} is unsigned,
 * {@code i} two's complement.
 */
public final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int offset;

    /** Reads the given bytes, which must not change meanwhile. */
    public ByteReader(byte... bytes) {
        this(bytes, 0, bytes.length);
    }

    private ByteReader(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = end;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - offset;
    }

    /** Whether anything is left. */
    public boolean hasMore() {
        return offset < end;
    }

    /** The offset of the next byte, from the start of the message. */
    public int offset() {
        return offset;
    }

    /** The next byte without taking it, 0 to 255. */
    public int peek(String field) {
        need(1, field);
        return bytes[offset] & 0xFF;
    }

    /** One byte, 0 to 255. */
    public int u8(String field) {
        return (int) little(1, field);
    }

    /** One byte, -128 to 127. */
    public int i8(String field) {
        return (byte) little(1, field);
    }

    /** Two bytes, 0 to 65,535. */
    public int u16le(String field) {
        return (int) little(2, field);
    }

    /** Two bytes, 0 to 65,535. */
    public int u16be(String field) {
        return (int) big(2, field);
    }

    /** Two bytes, -32,768 to 32,767. */
    public int i16le(String field) {
        return (short) little(2, field);
    }

    /** Two bytes, -32,768 to 32,767. */
    public int i16be(String field) {
        return (short) big(2, field);
    }

    /** Four bytes, 0 to 4,294,967,295. */
    public long u32le(String field) {
        return little(4, field);
    }

    /** Four bytes, 0 to 4,294,967,295. */
    public long u32be(String field) {
        return big(4, field);
    }

    /** Four bytes, signed. */
    public int i32le(String field) {
        return (int) little(4, field);
    }

    /** Four bytes, signed. */
    public int i32be(String field) {
        return (int) big(4, field);
    }

    /** Four bytes, IEEE 754 single precision. */
    public float f32le(String field) {
        return Float.intBitsToFloat((int) little(4, field));
    }

    /** Four bytes, IEEE 754 single precision. */
    public float f32be(String field) {
        return Float.intBitsToFloat((int) big(4, field));
    }

    /** The next bytes, as a copy. */
    public byte[] bytes(int length, String field) {
        need(length, field);
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        offset += length;
        return copy;
    }

    /** All bytes that are left, as a copy. */
    public byte[] rest() {
        return bytes(remaining(), "rest");
    }

    /** The next bytes as text of one byte a character. */
    public String ascii(int length, String field) {
        return new String(bytes(length, field), StandardCharsets.ISO_8859_1);
    }

    /** The next bytes as a reader of their own, which ends with them. */
    public ByteReader slice(int length, String field) {
        need(length, field);
        ByteReader slice = new ByteReader(bytes, offset, offset + length);
        offset += length;
        return slice;
    }

    /** Passes over bytes. */
    public ByteReader skip(int length, String field) {
        need(length, field);
        offset += length;
        return this;
    }

    private long little(int length, String field) {
        need(length, field);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        offset += length;
        return value;
    }

    private long big(int length, String field) {
        need(length, field);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        offset += length;
        return value;
    }

    private void need(int length, String field) {
        if (length < 0 || length > remaining()) {
            throw new UndecodableUplinkException("the message ends inside '" + field + "': it needs " + length
                    + " bytes at offset " + offset + ", " + remaining() + " are left.");
        }
    }
}
