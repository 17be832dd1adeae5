// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.time.Instant;
import java.util.Objects;

/**
 * A typed key for one property of a Thing Model, for example {@code level} of {@code borough:luminaire:1.0.0}.
 *
 * <p>Keys of the shared capabilities stand in {@code ditto-things}; a vendor declares further ones for what only its
 * devices say. Two keys are equal when they name the same place and type.
 *
 * @param <T> {@link Boolean}, {@link Long}, {@link Double}, {@link String}, a record of these or a list of these.
 *     Components of a record may be {@link java.util.Optional}; an empty one is not written
 * @param model the Thing Model, {@code namespace:name:version}
 * @param feature the feature of the twin that holds the property; by default the model's name
 * @param path the property's path inside the feature, segments separated by {@code /}
 * @param type the class of its values
 */
public record Property<T>(String model, String feature, String path, Class<T> type) {

    /** Checks that no part is missing. */
    public Property {
        requireText(model, "model");
        requireText(feature, "feature");
        requireText(path, "path");
        Objects.requireNonNull(type, "type");
    }

    /** A key whose feature bears the name of its model: {@code borough:luminaire:1.0.0} lives in {@code luminaire}. */
    public static <T> Property<T> of(String model, String path, Class<T> type) {
        return new Property<>(model, nameOf(model), path, type);
    }

    /** The same property in another feature, for devices with several of a kind: {@code LEVEL.in("luminaire-2")}. */
    public Property<T> in(String otherFeature) {
        return new Property<>(model, otherFeature, path, type);
    }

    /** A reading taken when the uplink arrived. */
    public Reading<T> is(T value) {
        return new Reading<>(this, value, Reading.ON_ARRIVAL);
    }

    /** A reading that the device stamped itself. */
    public Reading<T> is(T value, Instant at) {
        return new Reading<>(this, value, at);
    }

    /** The place in the twin, {@code feature/path}. */
    public String address() {
        return feature + '/' + path;
    }

    private static String nameOf(String model) {
        String[] parts = model.split(":");
        if (parts.length != 3) {
            throw new BoroughException("'" + model + "' is not a model; write namespace:name:version.");
        }
        return parts[1];
    }

    private static void requireText(String text, String what) {
        if (Objects.requireNonNull(text, what).isEmpty()) {
            throw new BoroughException("a property needs a " + what + ".");
        }
    }
}
