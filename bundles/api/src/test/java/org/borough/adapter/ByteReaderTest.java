// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ByteReaderTest {

    @Test
    void readsBothByteOrders() {
        ByteReader reader = new ByteReader((byte) 0x12, (byte) 0xFF, (byte) 0x12, (byte) 0xFF);
        assertThat(reader.u16be("a")).isEqualTo(0x12FF);
        assertThat(reader.u16le("b")).isEqualTo(0xFF12);
        assertThat(reader.hasMore()).isFalse();
    }

    @Test
    void readingPastTheEndNamesFieldAndOffset() {
        ByteReader reader = new ByteReader((byte) 1, (byte) 2, (byte) 3);
        reader.skip(1, "header");
        assertThatThrownBy(() -> reader.u32le("energy"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("energy")
                .hasMessageContaining("offset 1")
                .hasMessageContaining("2 are left");
    }

    @Test
    void aSliceEndsWhereItWasCut() {
        ByteReader reader = new ByteReader((byte) 1, (byte) 2, (byte) 3);
        ByteReader slice = reader.slice(2, "block");
        assertThat(slice.rest()).containsExactly(1, 2);
        assertThat(reader.u8("next")).isEqualTo(3);
        assertThatThrownBy(() -> slice.u8("more")).isInstanceOf(UndecodableUplinkException.class);
    }

    @Property
    void everyIntComesBack(@ForAll int value) {
        byte[] big = ByteBuffer.allocate(4).putInt(value).array();
        byte[] little = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        assertThat(new ByteReader(big).i32be("v")).isEqualTo(value);
        assertThat(new ByteReader(little).i32le("v")).isEqualTo(value);
        assertThat(new ByteReader(big).u32be("v")).isEqualTo(Integer.toUnsignedLong(value));
        assertThat(new ByteReader(little).u32le("v")).isEqualTo(Integer.toUnsignedLong(value));
    }

    @Property
    void everyFloatComesBack(@ForAll float value) {
        byte[] little = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        assertThat(new ByteReader(little).f32le("v")).isEqualTo(value);
    }

    @Property
    void noLengthLeadsOutOfTheMessage(@ForAll byte[] bytes, @ForAll int length) {
        ByteReader reader = new ByteReader(bytes);
        if (length >= 0 && length <= bytes.length) {
            assertThat(reader.bytes(length, "part")).hasSize(length);
        } else {
            assertThatThrownBy(() -> reader.bytes(length, "part")).isInstanceOf(UndecodableUplinkException.class);
        }
    }
}
