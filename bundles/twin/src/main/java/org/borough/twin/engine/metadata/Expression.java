// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Where metadata is, as a caller writes it: relative to a place in a thing, with {@code *} for any attribute, feature or
 * property, or for all values when it comes first.
 */
final class Expression {

    private static final String ANY = "*";
    private static final String FEATURES = "features";
    private static final String ATTRIBUTES = "attributes";
    private static final Set<String> SECTIONS = Set.of("properties", "desiredProperties");
    private static final Set<String> PARTS_OF_FEATURES = Set.of("properties", "desiredProperties", "definition");

    private final String header;
    private final JsonPointer pointer;
    private final List<String> keys;
    private final List<String> place;

    /** Fails when a wildcard stands where none may. */
    Expression(String header, JsonPointer place, JsonPointer pointer) {
        this.header = header;
        this.pointer = pointer;
        this.place = keys(place);
        this.keys = keys(pointer);
        if (keys.isEmpty() || !isAll() && hasWildcard() && !isLegal()) {
            throw invalid();
        }
    }

    /** Whether it stands for all metadata of the place. */
    boolean isAll() {
        return keys.size() == 1 && keys.get(0).equals(ANY);
    }

    /** What it stands for, given what is at the place; values within values too when {@code inner}. */
    List<JsonPointer> resolve(JsonValue value, boolean inner) {
        if (!hasWildcard()) {
            return List.of(pointer);
        }
        List<JsonPointer> found = new ArrayList<>();
        if (isForValues()) {
            JsonPointer rest = pointer.nextLevel();
            forValues(value, JsonPointer.empty(), inner, at -> found.add(at.append(rest)));
        } else {
            walk(0, value, JsonPointer.empty(), found);
        }
        return found;
    }

    private void walk(int level, JsonValue value, JsonPointer at, List<JsonPointer> found) {
        if (level == keys.size()) {
            found.add(at);
            return;
        }
        JsonKey key = pointer.get(level).orElseThrow();
        if (!keys.get(level).equals(ANY)) {
            JsonValue child = child(value, key).orElseGet(JsonFactory::nullLiteral);
            walk(level + 1, child, at.addLeaf(key), found);
        } else if (isObject(value)) {
            for (JsonField field : value.asObject()) {
                if (!hidden(field)) {
                    walk(level + 1, field.getValue(), at.addLeaf(field.getKey()), found);
                }
            }
        }
    }

    private static void forValues(JsonValue value, JsonPointer at, boolean inner, Consumer<JsonPointer> visitor) {
        boolean object = isObject(value);
        if (!object || inner && !at.isEmpty()) {
            visitor.accept(at);
        }
        if (object) {
            for (JsonField field : value.asObject()) {
                if (!hidden(field)) {
                    forValues(field.getValue(), at.addLeaf(field.getKey()), inner, visitor);
                }
            }
        }
    }

    private boolean hasWildcard() {
        return keys.contains(ANY);
    }

    /** Whether the wildcard comes first and stands for all values rather than for all features. */
    private boolean isForValues() {
        boolean features =
                place.equals(List.of(FEATURES)) && keys.size() > 2 && PARTS_OF_FEATURES.contains(keys.get(1));
        return keys.get(0).equals(ANY) && !features;
    }

    private boolean isLegal() {
        if (keys.get(keys.size() - 1).equals(ANY)) {
            return false;
        }
        if (isForValues()) {
            return !keys.subList(1, keys.size()).contains(ANY);
        }
        List<String> whole = new ArrayList<>(place);
        whole.addAll(keys);
        for (int level = 0; level < whole.size(); level++) {
            if (whole.get(level).equals(ANY) && !isLegal(whole, level)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLegal(List<String> whole, int level) {
        boolean feature = whole.get(0).equals(FEATURES) && whole.size() > 2;
        return switch (level) {
            case 1 -> whole.get(0).equals(ATTRIBUTES) || feature && PARTS_OF_FEATURES.contains(whole.get(2));
            case 3 -> feature && SECTIONS.contains(whole.get(2));
            default -> false;
        };
    }

    private DittoHeaderInvalidException invalid() {
        return DittoHeaderInvalidException.newBuilder()
                .withInvalidHeaderKey(header)
                .message("The wildcard expression '" + pointer + "' in header '" + header + "' is not valid.")
                .description("Verify that the value of the '" + header + "' header is valid and try again.")
                .build();
    }

    private static Optional<JsonValue> child(JsonValue value, JsonKey key) {
        return isObject(value) ? value.asObject().getValue(JsonFactory.newPointer(key)) : Optional.empty();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    /** The members that only the engine writes have no metadata. */
    private static boolean hidden(JsonField field) {
        return field.getKeyName().startsWith("_");
    }

    private static List<String> keys(JsonPointer pointer) {
        return StreamSupport.stream(pointer.spliterator(), false)
                .map(JsonKey::toString)
                .toList();
    }
}
