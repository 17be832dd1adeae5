// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * A state as it stands in the store. What the engine looks for stands before the JSON so that a start need not parse any.
 *
 * @param firstKept the first revision that the journal still has
 */
record Snapshot(State state, long firstKept) {

    private static final int HEAD = 3 * Long.BYTES + Long.BYTES + 2 * Integer.BYTES + 1 + 2 * Short.BYTES;

    byte[] bytes() {
        byte[] policy = state.policyId().getBytes(UTF_8);
        byte[] models = state.models().getBytes(UTF_8);
        byte[] json = state.document().bytes();
        int length = HEAD + policy.length + models.length + json.length;
        ByteBuffer buffer = ByteBuffer.allocate(length).putLong(state.revision());
        put(buffer, state.created());
        put(buffer, state.modified());
        return buffer.putLong(firstKept)
                .put((byte) (state.alive() ? 1 : 0))
                .putShort((short) policy.length)
                .put(policy)
                .putShort((short) models.length)
                .put(models)
                .put(json)
                .array();
    }

    /** Reads it with a document that only has the text. */
    static Snapshot read(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        long revision = buffer.getLong();
        Instant created = instant(buffer);
        Instant modified = instant(buffer);
        long firstKept = buffer.getLong();
        boolean alive = buffer.get() == 1;
        String policy = text(buffer);
        String models = text(buffer);
        byte[] json = Arrays.copyOfRange(value, buffer.position(), value.length);
        Document raw = new RawDocument(json);
        return new Snapshot(new State(revision, created, modified, alive, policy, models, raw), firstKept);
    }

    private static String text(ByteBuffer buffer) {
        byte[] text = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(text);
        return new String(text, UTF_8);
    }

    private static void put(ByteBuffer buffer, Instant instant) {
        buffer.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }
}
