// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.signals.events.ResourceCreated;
import org.eclipse.ditto.policies.model.signals.events.ResourceDeleted;
import org.eclipse.ditto.policies.model.signals.events.ResourceModified;
import org.eclipse.ditto.policies.model.signals.events.SubjectsDeletedPartially;
import org.eclipse.ditto.policies.model.signals.events.SubjectsModifiedPartially;

/**
 * A place in a policy.
 *
 * @param pointer with the ids of subjects and resources as one key each, however many slashes they have
 * @param label the entry's label, empty outside entries
 * @param key the id of subject, resource or import
 */
record PolicyPath(Part part, JsonPointer pointer, String label, String key) {

    /** The places that Ditto has commands for. */
    enum Part {
        POLICY,
        ENTRIES,
        ENTRY,
        SUBJECTS,
        SUBJECT,
        RESOURCES,
        RESOURCE,
        IMPORTS,
        IMPORT,
        OTHER
    }

    static PolicyPath of(JsonPointer given) {
        int levels = given.getLevelCount();
        String root = level(given, 0);
        String label = level(given, 1);
        return switch (root) {
            case "" -> new PolicyPath(Part.POLICY, JsonPointer.empty(), "", "");
            case "imports" ->
                levels == 1
                        ? new PolicyPath(Part.IMPORTS, given, "", "")
                        : new PolicyPath(Part.IMPORT, pointer(root, rest(given, 1)), "", rest(given, 1));
            case "entries" ->
                levels < 3
                        ? new PolicyPath(levels == 1 ? Part.ENTRIES : Part.ENTRY, given, label, "")
                        : inEntry(given, label, level(given, 2), levels);
            default -> new PolicyPath(Part.OTHER, given, "", "");
        };
    }

    /** The place of an event; those of resources leave out the resource's type in their own path. */
    static PolicyPath of(EventsourcedEvent<?> event) {
        if (event instanceof ResourceCreated created) {
            return resource(created.getLabel(), created.getResource().getResourceKey());
        }
        if (event instanceof ResourceModified modified) {
            return resource(modified.getLabel(), modified.getResource().getResourceKey());
        }
        if (event instanceof ResourceDeleted deleted) {
            return resource(deleted.getLabel(), deleted.getResourceKey());
        }
        if (event instanceof SubjectsModifiedPartially || event instanceof SubjectsDeletedPartially) {
            return new PolicyPath(Part.OTHER, JsonPointer.of("entries"), "", "");
        }
        return of(event.getResourcePath());
    }

    private static PolicyPath resource(Label label, ResourceKey key) {
        String text = key.toString();
        return new PolicyPath(
                Part.RESOURCE, pointer("entries", label.toString(), "resources", text), label.toString(), text);
    }

    /** The same place with the id of another subject. */
    PolicyPath named(String subject) {
        return subject.equals(key)
                ? this
                : new PolicyPath(part, pointer("entries", label, "subjects", subject), label, subject);
    }

    Label entry() {
        return Label.of(label);
    }

    /** Whether this is a part of an entry, which must be there first. */
    boolean needsEntry() {
        return switch (part) {
            case SUBJECTS, SUBJECT, RESOURCES, RESOURCE -> true;
            default -> false;
        };
    }

    private static PolicyPath inEntry(JsonPointer given, String label, String section, int levels) {
        boolean whole = levels == 3;
        String key = whole ? "" : rest(given, 3);
        JsonPointer pointer = whole ? given : pointer("entries", label, section, key);
        return switch (section) {
            case "subjects" -> new PolicyPath(whole ? Part.SUBJECTS : Part.SUBJECT, pointer, label, key);
            case "resources" -> new PolicyPath(whole ? Part.RESOURCES : Part.RESOURCE, pointer, label, key);
            default -> new PolicyPath(Part.OTHER, given, label, key);
        };
    }

    private static String level(JsonPointer pointer, int level) {
        return pointer.get(level).map(JsonKey::toString).orElse("");
    }

    private static String rest(JsonPointer pointer, int level) {
        StringBuilder text = new StringBuilder(level(pointer, level));
        for (int i = level + 1; i < pointer.getLevelCount(); i++) {
            text.append('/').append(level(pointer, i));
        }
        // "thing:/" is one empty step behind its colon, which a pointer does not keep.
        return text.charAt(text.length() - 1) == ':' ? text.append('/').toString() : text.toString();
    }

    private static JsonPointer pointer(String root, String... keys) {
        JsonKey[] further = new JsonKey[keys.length];
        for (int i = 0; i < keys.length; i++) {
            further[i] = JsonFactory.newKey(keys[i]);
        }
        return JsonFactory.newPointer(JsonFactory.newKey(root), further);
    }
}
