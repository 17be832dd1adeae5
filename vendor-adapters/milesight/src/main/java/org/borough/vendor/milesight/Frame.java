// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.thing.Reading;
import org.borough.things.Vendor;

/** One frame while it is read, by one thread. */
final class Frame {

    /** How long values are whose type is the same on all channels; by this, unknown channels are passed over. */
    private static final Map<Integer, Integer> LENGTHS = Map.ofEntries(
            Map.entry(0x00, 1),
            Map.entry(0x01, 1),
            Map.entry(0x67, 2),
            Map.entry(0x68, 1),
            Map.entry(0x6A, 2),
            Map.entry(0x73, 2),
            Map.entry(0x75, 1),
            Map.entry(0x7D, 2),
            Map.entry(0x82, 2),
            Map.entry(0x8E, 1),
            Map.entry(0xCB, 1),
            Map.entry(0xE6, 2));

    private static final int ATTRIBUTE_CHANNEL = 0xFF;
    private static final int SHORTEST_RECORD = 3;
    private static final int REGIONS = 16;

    private final Device device;
    private final Map<String, Object> words = new LinkedHashMap<>();
    private final List<Map<String, Object>> history = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Frame(Device device) {
        this.device = device;
    }

    Frame read(ByteReader in) {
        while (in.remaining() >= SHORTEST_RECORD) {
            record(in, in.u16be("channel and type"));
        }
        if (in.hasMore()) {
            warnings.add(in.remaining() + " bytes are left at the end");
        }
        regions();
        return this;
    }

    private void record(ByteReader in, int head) {
        List<Field> fields = device.rows().get(head);
        if (fields != null) {
            read(in, fields, words);
        } else if (head == Device.HISTORY && !device.history().isEmpty()) {
            Map<String, Object> stored = new LinkedHashMap<>();
            stored.put("timestamp", in.u32le("timestamp"));
            read(in, device.history(), stored);
            history.add(stored);
        } else {
            passOver(in, head);
        }
    }

    private static void read(ByteReader in, List<Field> fields, Map<String, Object> into) {
        for (Field field : fields) {
            Object value = field.format().read(in, field.name());
            if (!field.name().isEmpty()) {
                into.put(field.name(), value);
            }
        }
    }

    private void passOver(ByteReader in, int head) {
        String what = String.format(
                Locale.ROOT, "channel %02X type %02X at byte %d", head >> 8, head & 0xFF, in.offset() - 2);
        OptionalInt length = length(head);
        if (length.isPresent() && length.getAsInt() <= in.remaining()) {
            in.skip(length.getAsInt(), "unknown channel");
            warnings.add(what + " is not known and was passed over");
        } else {
            in.rest();
            warnings.add(what + " is not known; the rest of the frame was not read");
        }
    }

    private static OptionalInt length(int head) {
        Integer length = head >> 8 == ATTRIBUTE_CHANNEL ? null : LENGTHS.get(head & 0xFF);
        return length == null ? OptionalInt.empty() : OptionalInt.of(length);
    }

    /** A people counter tells in bits which of its regions are occupied. */
    private void regions() {
        if (words.remove("region_occupancy") instanceof Long bits && words.get("region_count") instanceof Long count) {
            for (int i = 0; i < Math.min(count, REGIONS); i++) {
                words.put("region_" + (i + 1), bits >> i & 1);
            }
        }
    }

    List<Reading<?>> readings(String model) {
        if (words.isEmpty() && history.isEmpty() && !warnings.isEmpty()) {
            throw new UndecodableUplinkException(String.join("; ", warnings) + ".");
        }
        List<Reading<?>> readings = new ArrayList<>(Vendor.says(model, words));
        if (!history.isEmpty()) {
            readings.add(Vendor.says(model, "history", List.copyOf(history)));
        }
        if (!warnings.isEmpty()) {
            readings.add(Vendor.says(model, "warnings", List.copyOf(warnings)));
        }
        readings.addAll(device.meanings().of(words));
        return readings;
    }
}
