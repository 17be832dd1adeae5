// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Message;

/**
 * Knows the latest messages that came out of a log and are safe. A log gives messages once more when it does not know
 * that they were taken; such a repetition is the same device, the same time of creation and the same bytes.
 */
final class Repeats {

    /** The property by which a message out of a log tells when it was created. */
    private static final String CREATED = "creation-time";

    private static final int KEPT = 100_000;

    private final Set<Long> known = new HashSet<>();
    private final Deque<Long> inOrder = new ArrayDeque<>();

    /** Whether a message comes out of a log: its time of arrival is the one at which it was created. */
    static boolean isDated(Message message) {
        return message.properties().containsKey(CREATED);
    }

    synchronized boolean has(Message message) {
        return known.contains(fingerprint(message));
    }

    void took(Message message, Acknowledgement acknowledgement) {
        if (!(acknowledgement instanceof Acknowledgement.Refused)) {
            add(message);
        }
    }

    private synchronized void add(Message message) {
        long fingerprint = fingerprint(message);
        if (known.add(fingerprint)) {
            inOrder.addLast(fingerprint);
            if (inOrder.size() > KEPT) {
                known.remove(inOrder.removeFirst());
            }
        }
    }

    /** Two sums of different kinds, so that no other message is likely to have both. */
    private static long fingerprint(Message message) {
        CRC32 sum = new CRC32();
        sum.update(message.payload());
        Instant at = message.receivedAt();
        int place = 31
                        * (31 * message.device().hashCode()
                                + message.endpoint().name().hashCode())
                + at.hashCode();
        long bytes =
                31L * Arrays.hashCode(message.payload()) + message.contentType().hashCode();
        return (sum.getValue() << Integer.SIZE ^ bytes) * 0x9E3779B97F4A7C15L + place;
    }
}
