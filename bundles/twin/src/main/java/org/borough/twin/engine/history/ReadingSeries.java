// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All readings of one property of one thing.
 *
 * @param created when the thing was made
 * @param path the property's path in the feature, segments separated by slashes
 */
public record ReadingSeries(String thing, Instant created, String feature, String path) {

    static final byte[] READINGS = {'h', 'v'};
    private static final byte[] DELETED = {'h', 'x'};

    /** The series of a key; nothing when it is none. */
    static Optional<ReadingSeries> of(byte[] key) {
        int thingEnd = next(key, READINGS.length);
        int feature = thingEnd + 1 + Long.BYTES;
        int featureEnd = next(key, feature);
        int pathEnd = next(key, featureEnd + 1);
        if (pathEnd + 1 + Long.BYTES != key.length) {
            return Optional.empty();
        }
        return Optional.of(new ReadingSeries(
                text(key, READINGS.length, thingEnd),
                instant(ByteBuffer.wrap(key).getLong(thingEnd + 1)),
                text(key, feature, featureEnd),
                text(key, featureEnd + 1, pathEnd)));
    }

    /** Whether its parts can be told apart in a key. */
    boolean storable() {
        return feature.indexOf('\0') < 0 && path.indexOf('\0') < 0;
    }

    /** What all its keys begin with. */
    byte[] prefix() {
        return join(READINGS, text(thing), number(created), text(feature), text(path));
    }

    byte[] key(Instant at) {
        return join(prefix(), number(at));
    }

    /** The least key behind all of its own. */
    byte[] end() {
        byte[] end = prefix();
        end[end.length - 1]++;
        return end;
    }

    /** When the reading with this key was taken. */
    static Instant time(byte[] key) {
        return instant(ByteBuffer.wrap(key).getLong(key.length - Long.BYTES));
    }

    /** The key that says that a thing was deleted. */
    static byte[] deletedKey(String thing, Instant created) {
        return join(DELETED, text(thing), number(created));
    }

    static byte[] deletedPrefix() {
        return DELETED.clone();
    }

    /** What the keys of all readings of a deleted thing begin with. */
    static byte[] readingsOf(byte[] deletedKey) {
        byte[] prefix = deletedKey.clone();
        prefix[1] = READINGS[1];
        return prefix;
    }

    static List<String> segments(String path) {
        return List.of(path.split("/"));
    }

    private static int next(byte[] key, int from) {
        int at = Math.min(from, key.length);
        while (at < key.length && key[at] != 0) {
            at++;
        }
        return at;
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static String text(byte[] key, int from, int to) {
        return new String(key, from, to - from, UTF_8);
    }

    private static byte[] number(Instant at) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return ByteBuffer.allocate(Long.BYTES).putLong(micros ^ Long.MIN_VALUE).array();
    }

    private static Instant instant(long number) {
        return Instant.EPOCH.plus(number ^ Long.MIN_VALUE, ChronoUnit.MICROS);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
