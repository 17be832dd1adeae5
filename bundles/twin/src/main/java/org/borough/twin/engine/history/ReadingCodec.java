// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.borough.twin.view.Trees;

/**
 * Readings as bytes: a letter and what follows. {@code l} a whole number in 8 bytes, {@code d} a number in 8 bytes,
 * {@code t} and {@code f} true and false, {@code s} a text, {@code j} anything else as JSON.
 */
final class ReadingCodec {

    private ReadingCodec() {}

    static byte[] bytes(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return number('l', value.longValue());
        }
        if (value.isNumber()) {
            return number('d', Double.doubleToRawLongBits(value.doubleValue()));
        }
        if (value.isBoolean()) {
            return new byte[] {(byte) (value.booleanValue() ? 't' : 'f')};
        }
        return value.isTextual() ? text('s', value.textValue().getBytes(UTF_8)) : text('j', Trees.bytes(value));
    }

    static JsonNode value(byte[] bytes) {
        return switch (bytes[0]) {
            case 'l' -> LongNode.valueOf(ByteBuffer.wrap(bytes).getLong(1));
            case 'd' ->
                DoubleNode.valueOf(
                        Double.longBitsToDouble(ByteBuffer.wrap(bytes).getLong(1)));
            case 't' -> BooleanNode.TRUE;
            case 'f' -> BooleanNode.FALSE;
            case 's' -> TextNode.valueOf(new String(bytes, 1, bytes.length - 1, UTF_8));
            default -> Trees.read(Arrays.copyOfRange(bytes, 1, bytes.length));
        };
    }

    private static byte[] number(char kind, long number) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) kind)
                .putLong(number)
                .array();
    }

    private static byte[] text(char kind, byte[] text) {
        return ByteBuffer.allocate(1 + text.length).put((byte) kind).put(text).array();
    }
}
