// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * A member of an entry or import of a policy, for which Ditto has had calls since 3.9; or all imports.
 *
 * @param holder the place of the entry or import, or of all imports
 * @param member the member's name; empty for the holder itself
 */
public record PolicyPart(JsonPointer holder, String member) {

    private static final String IMPORTABLE = "importable";
    private static final String ENTRIES = "entries";
    private static final String IMPORTS = "imports";

    /** A member of an entry: {@code importable}, {@code namespaces} or {@code allowedAdditions}. */
    public static PolicyPart ofEntry(Label label, String member) {
        return new PolicyPart(JsonFactory.newPointer(JsonKey.of(ENTRIES), JsonKey.of(label)), member);
    }

    /** The labels of the entries that an import names. */
    public static PolicyPart entriesOf(PolicyId imported) {
        return new PolicyPart(JsonFactory.newPointer(JsonKey.of(IMPORTS), JsonKey.of(imported)), ENTRIES);
    }

    /** All imports. */
    public static PolicyPart imports() {
        return new PolicyPart(JsonPointer.of(IMPORTS), "");
    }

    /** Its own place. */
    public JsonPointer place() {
        return member.isEmpty() ? holder : holder.addLeaf(JsonKey.of(member));
    }

    /** Its value in its holder; nothing where it was never said. */
    public Optional<JsonValue> in(JsonObject whole) {
        if (member.isEmpty()) {
            return Optional.<JsonValue>of(whole).filter(value -> !whole.isEmpty());
        }
        Optional<JsonValue> said = whole.getValue(member);
        return switch (member) {
            case IMPORTABLE -> said.or(() -> Optional.of(JsonValue.of(ImportableType.IMPLICIT.getName())));
            case ENTRIES -> said.or(() -> Optional.of(JsonFactory.newArray()));
            default -> said;
        };
    }

    /** Its holder with another value; without any if there is none. */
    public JsonObject set(JsonObject whole, Optional<JsonValue> value) {
        if (member.isEmpty()) {
            return JsonObject.empty();
        }
        boolean importable = member.equals(IMPORTABLE);
        if (importable && value.filter(PolicyPart::isImportable).isEmpty()) {
            throw PolicyEntryInvalidException.newBuilder()
                    .description("Give \"implicit\", \"explicit\" or \"never\".")
                    .build();
        }
        return value.map(given -> whole.setValue(member, given)).orElseGet(() -> whole.remove(member));
    }

    private static boolean isImportable(JsonValue value) {
        return value.isString() && ImportableType.forName(value.asString()).isPresent();
    }
}
