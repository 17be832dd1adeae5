// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one device of the family speaks.
 *
 * @param rows what stands behind channel and type (the channel in the upper byte)
 * @param history what stands in a stored record behind its time; empty when it stores none
 * @param meanings what its names mean
 */
record Device(Map<Integer, List<Field>> rows, List<Field> history, Meanings meanings) {

    /** Channel and type of a record that was stored while the network was away. */
    static final int HISTORY = 0x20CE;

    /** What every device says about itself when it starts. */
    private static final Map<Integer, List<Field>> ATTRIBUTES = Map.of(
            0xFF01, List.of(Field.u8("protocol_version")),
            0xFF08, List.of(Field.hex("sn", 6)),
            0xFF09, List.of(Field.hardware("hardware_version")),
            0xFF0A, List.of(Field.version("firmware_version", 2)),
            0xFF0B, List.of(Field.word("device_status", "off", "on")),
            0xFF0F, List.of(Field.word("lorawan_class", "Class A", "Class B", "Class C", "Class CtoB")),
            0xFF16, List.of(Field.hex("sn", 8)),
            0xFF1F, List.of(Field.version("firmware_version", 4)),
            0xFFFE, List.of(Field.word("reset_event", "normal", "reset")),
            0xFFFF, List.of(Field.version("tsl_version", 2)));

    /** A device that says what every device says. */
    static Device meaning(Meanings meanings) {
        return new Device(ATTRIBUTES, List.of(), meanings);
    }

    /** The same device with one more row. */
    Device row(int channelAndType, Field... fields) {
        Map<Integer, List<Field>> more = new TreeMap<>(rows);
        more.put(channelAndType, List.of(fields));
        return new Device(Collections.unmodifiableMap(more), history, meanings);
    }

    /** The same device with a row that it may carry but that does not belong to it. */
    Device ignore(int channelAndType, int length) {
        return row(channelAndType, Field.skip(length));
    }

    /** The same device with stored records. */
    Device history(Field... fields) {
        return new Device(rows, List.of(fields), meanings);
    }
}
