// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.List;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.entity.id.RegexPatterns;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Resources;
import org.eclipse.ditto.policies.model.Subjects;

/**
 * An entry with what Ditto 3.9 added.
 *
 * @param plain the entry as Ditto 3.8 knows it
 * @param more the members that it does not know
 */
record ScopedEntry(PolicyEntry plain, JsonObject more) implements PolicyEntry {

    private static final String BELOW = ".*";

    /** Whether an entry is about entities of a namespace. */
    static boolean isAbout(PolicyEntry entry, String namespace) {
        return !(entry instanceof ScopedEntry scoped) || scoped.isAbout(namespace);
    }

    /** Whether a text is a namespace, or one with {@code .*} behind it for all below it. */
    static boolean isPattern(String text) {
        String namespace = text.endsWith(BELOW) ? text.substring(0, text.length() - BELOW.length()) : text;
        return !namespace.isEmpty()
                && RegexPatterns.NAMESPACE_PATTERN.matcher(namespace).matches();
    }

    private boolean isAbout(String namespace) {
        List<String> patterns = more.getValue(PolicyModels.NAMESPACES).map(JsonValue::asArray).stream()
                .flatMap(array -> array.stream().map(JsonValue::asString))
                .toList();
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, namespace));
    }

    private static boolean matches(String pattern, String namespace) {
        return pattern.endsWith(BELOW)
                ? namespace.startsWith(pattern.substring(0, pattern.length() - 1))
                : namespace.equals(pattern);
    }

    @Override
    public Label getLabel() {
        return plain.getLabel();
    }

    @Override
    public Subjects getSubjects() {
        return plain.getSubjects();
    }

    @Override
    public Resources getResources() {
        return plain.getResources();
    }

    @Override
    public ImportableType getImportableType() {
        return plain.getImportableType();
    }

    @Override
    public boolean isSemanticallySameAs(PolicyEntry other) {
        return other instanceof ScopedEntry scoped
                && more.equals(scoped.more)
                && plain.isSemanticallySameAs(scoped.plain);
    }

    @Override
    public JsonObject toJson(JsonSchemaVersion version, Predicate<JsonField> predicate) {
        return plain.toJson(version, predicate).setAll(more);
    }
}
