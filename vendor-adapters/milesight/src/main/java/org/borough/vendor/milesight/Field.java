// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.borough.adapter.ByteReader;

/**
 * One value in a record of a frame.
 *
 * @param name the vendor's name, empty for bytes that are passed over
 * @param format how its bytes are read, least significant byte first
 */
record Field(String name, Format format) {

    /** Reads one value. */
    @FunctionalInterface
    interface Format {

        Object read(ByteReader in, String name);
    }

    static Field u8(String name) {
        return new Field(name, (in, field) -> (long) in.u8(field));
    }

    static Field u16(String name) {
        return new Field(name, (in, field) -> (long) in.u16le(field));
    }

    static Field u16be(String name) {
        return new Field(name, (in, field) -> (long) in.u16be(field));
    }

    static Field u32(String name) {
        return new Field(name, (in, field) -> in.u32le(field));
    }

    /** Two bytes, signed, in tenths. */
    static Field i16tenths(String name) {
        return new Field(name, (in, field) -> in.i16le(field) / 10.0);
    }

    static Field u16tenths(String name) {
        return new Field(name, (in, field) -> in.u16le(field) / 10.0);
    }

    static Field u16hundredths(String name) {
        return new Field(name, (in, field) -> in.u16le(field) / 100.0);
    }

    static Field u8halves(String name) {
        return new Field(name, (in, field) -> in.u8(field) / 2.0);
    }

    static Field u16halves(String name) {
        return new Field(name, (in, field) -> in.u16le(field) / 2.0);
    }

    static Field flag(String name) {
        return new Field(name, (in, field) -> in.u8(field) != 0);
    }

    /** One byte that chooses a word; the last word stands for all higher numbers. */
    static Field word(String name, String... words) {
        List<String> choices = List.of(words);
        return new Field(name, (in, field) -> choices.get(Math.min(in.u8(field), choices.size() - 1)));
    }

    /** One byte: 1 is the second word, all others the first. */
    static Field ifOne(String name, String other, String one) {
        return new Field(name, (in, field) -> in.u8(field) == 1 ? one : other);
    }

    /** Bytes as hex digits. */
    static Field hex(String name, int length) {
        return new Field(name, (in, field) -> HexFormat.of().formatHex(in.bytes(length, field)));
    }

    /** Numbers with dots between. */
    static Field version(String name, int length) {
        return new Field(name, (in, field) -> {
            StringJoiner version = new StringJoiner(".");
            for (int i = 0; i < length; i++) {
                version.add(Integer.toString(in.u8(field)));
            }
            return version.toString();
        });
    }

    /** A number and, in the upper half of the byte after it, another. */
    static Field hardware(String name) {
        return new Field(name, (in, field) -> in.u8(field) + "." + (in.u8(field) >> 4));
    }

    /** Bytes that say nothing to anybody. */
    static Field skip(int length) {
        return new Field("", (in, field) -> in.skip(length, "reserved"));
    }
}
