// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.thing.Property;
import org.borough.thing.Reading;

/**
 * The feature {@code vendor}, in which an adapter repeats all that a device said in the words of its vendor. Capabilities
 * say what it means; this says it all.
 */
public final class Vendor {

    /** The feature's id. Its definition is the device's model. */
    public static final String FEATURE = "vendor";

    private Vendor() {}

    /**
     * One word of a device.
     *
     * @param model the device's model, {@code namespace:name:version}
     * @param name the vendor's name for it
     * @param value a {@link Boolean}, number, {@link String}, record, list or string-keyed map; whole numbers become
     *     {@link Long}, others {@link Double}
     */
    public static Reading<?> says(String model, String name, Object value) {
        Object wide = widened(value);
        return reading(model, name, kind(wide), wide);
    }

    /** All words of a message, in their order. */
    public static List<Reading<?>> says(String model, Map<String, ?> words) {
        List<Reading<?>> readings = new ArrayList<>();
        words.forEach((name, value) -> readings.add(says(model, name, value)));
        return readings;
    }

    private static <T> Reading<T> reading(String model, String name, Class<T> type, Object value) {
        return new Property<>(model, FEATURE, name, type).is(type.cast(value));
    }

    private static Class<?> kind(Object value) {
        if (value instanceof List) {
            return List.class;
        }
        return value instanceof Map ? Map.class : value.getClass();
    }

    private static Object widened(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? Double.valueOf(number) : value;
    }
}
