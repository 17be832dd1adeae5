// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.util.Objects;
import java.util.Optional;

/**
 * One desired property: what somebody wants a thing to report in the end.
 *
 * @param feature the feature of the twin
 * @param path the property's path inside it, segments separated by {@code /}
 * @param value {@link Boolean}, {@link Long}, {@link Double}, {@link String}, a list or a string-keyed map of these
 */
public record Setting(String feature, String path, Object value) {

    /** Checks that no part is missing. */
    public Setting {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(value, "value");
    }

    /** The setting of a typed key. */
    public static <T> Setting of(Property<T> property, T value) {
        return new Setting(property.feature(), property.path(), value);
    }

    /** The value when this is a setting of that property and fits its type; whole numbers fit a {@link Double}. */
    public <T> Optional<T> of(Property<T> property) {
        return property.address().equals(address()) ? Values.as(property.type(), value) : Optional.empty();
    }

    /** The place in the twin, {@code feature/path}. */
    public String address() {
        return feature + '/' + path;
    }
}
