// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.borough.engine.PolicyModels;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.events.PolicyCreated;
import org.eclipse.ditto.policies.model.signals.events.PolicyDeleted;
import org.eclipse.ditto.policies.model.signals.events.PolicyEntriesModified;
import org.eclipse.ditto.policies.model.signals.events.PolicyEntryCreated;
import org.eclipse.ditto.policies.model.signals.events.PolicyEntryDeleted;
import org.eclipse.ditto.policies.model.signals.events.PolicyEntryModified;
import org.eclipse.ditto.policies.model.signals.events.PolicyEvent;
import org.eclipse.ditto.policies.model.signals.events.PolicyImportCreated;
import org.eclipse.ditto.policies.model.signals.events.PolicyImportDeleted;
import org.eclipse.ditto.policies.model.signals.events.PolicyImportModified;
import org.eclipse.ditto.policies.model.signals.events.PolicyImportsModified;
import org.eclipse.ditto.policies.model.signals.events.PolicyModified;
import org.eclipse.ditto.policies.model.signals.events.ResourceCreated;
import org.eclipse.ditto.policies.model.signals.events.ResourceDeleted;
import org.eclipse.ditto.policies.model.signals.events.ResourceModified;
import org.eclipse.ditto.policies.model.signals.events.ResourcesModified;
import org.eclipse.ditto.policies.model.signals.events.SubjectCreated;
import org.eclipse.ditto.policies.model.signals.events.SubjectDeleted;
import org.eclipse.ditto.policies.model.signals.events.SubjectModified;
import org.eclipse.ditto.policies.model.signals.events.SubjectsDeletedPartially;
import org.eclipse.ditto.policies.model.signals.events.SubjectsModified;
import org.eclipse.ditto.policies.model.signals.events.SubjectsModifiedPartially;

/** Makes Ditto's events of one revision of one policy. */
record PolicyEvents(PolicyId id, long revision, Instant at, DittoHeaders headers) {

    PolicyEvent<?> created(PolicyPath path, JsonValue value) {
        return switch (path.part()) {
            case POLICY -> PolicyCreated.of(PolicyValues.policy(value), revision, at, headers, null);
            case ENTRY -> PolicyEntryCreated.of(id, PolicyValues.entry(path, value), revision, at, headers, null);
            case SUBJECT ->
                SubjectCreated.of(id, path.entry(), PolicyValues.subject(path, value), revision, at, headers, null);
            case RESOURCE ->
                ResourceCreated.of(id, path.entry(), PolicyValues.resource(path, value), revision, at, headers, null);
            case IMPORT ->
                PolicyImportCreated.of(id, PolicyValues.policyImport(path, value), revision, at, headers, null);
            case ENTRIES, SUBJECTS, RESOURCES, IMPORTS, OTHER -> modified(path, value);
        };
    }

    PolicyEvent<?> modified(PolicyPath path, JsonValue value) {
        return switch (path.part()) {
            case POLICY, OTHER -> PolicyModified.of(PolicyValues.policy(value), revision, at, headers, null);
            case ENTRIES ->
                PolicyEntriesModified.of(id, PolicyModels.entries(value.asObject()), revision, at, headers, null);
            case ENTRY -> PolicyEntryModified.of(id, PolicyValues.entry(path, value), revision, at, headers, null);
            case SUBJECTS ->
                SubjectsModified.of(
                        id,
                        path.entry(),
                        PoliciesModelFactory.newSubjects(value.asObject()),
                        revision,
                        at,
                        headers,
                        null);
            case SUBJECT ->
                SubjectModified.of(id, path.entry(), PolicyValues.subject(path, value), revision, at, headers, null);
            case RESOURCES ->
                ResourcesModified.of(
                        id,
                        path.entry(),
                        PoliciesModelFactory.newResources(value.asObject()),
                        revision,
                        at,
                        headers,
                        null);
            case RESOURCE ->
                ResourceModified.of(id, path.entry(), PolicyValues.resource(path, value), revision, at, headers, null);
            case IMPORTS ->
                PolicyImportsModified.of(id, PolicyModels.imports(value.asObject()), revision, at, headers, null);
            case IMPORT ->
                PolicyImportModified.of(id, PolicyValues.policyImport(path, value), revision, at, headers, null);
        };
    }

    PolicyEvent<?> deleted(PolicyPath path) {
        return switch (path.part()) {
            case ENTRY -> PolicyEntryDeleted.of(id, path.entry(), revision, at, headers, null);
            case SUBJECT ->
                SubjectDeleted.of(
                        id, path.entry(), PoliciesModelFactory.newSubjectId(path.key()), revision, at, headers, null);
            case RESOURCE ->
                ResourceDeleted.of(
                        id, path.entry(), PoliciesModelFactory.newResourceKey(path.key()), revision, at, headers, null);
            case IMPORT -> PolicyImportDeleted.of(id, PolicyId.of(path.key()), revision, at, headers, null);
            case POLICY, ENTRIES, SUBJECTS, RESOURCES, IMPORTS, OTHER ->
                PolicyDeleted.of(id, revision, at, headers, null);
        };
    }

    /** Subjects put into entries, the first of which is given. */
    PolicyEvent<?> activated(Map<Label, Collection<Subject>> added, PolicyEntry first) {
        Collection<Subject> subjects = added.get(first.getLabel());
        if (added.size() > 1 || subjects.size() > 1) {
            return SubjectsModifiedPartially.of(id, added, revision, at, headers, null);
        }
        Subject one = subjects.iterator().next();
        return first.getSubjects().getSubject(one.getId()).isPresent()
                ? SubjectModified.of(id, first.getLabel(), one, revision, at, headers, null)
                : SubjectCreated.of(id, first.getLabel(), one, revision, at, headers, null);
    }

    /** Subjects taken out of entries. */
    PolicyEvent<?> withoutSubjects(Map<Label, Collection<SubjectId>> removed) {
        Map.Entry<Label, Collection<SubjectId>> first =
                removed.entrySet().iterator().next();
        boolean one = removed.size() == 1 && first.getValue().size() == 1;
        return one
                ? SubjectDeleted.of(
                        id, first.getKey(), first.getValue().iterator().next(), revision, at, headers, null)
                : SubjectsDeletedPartially.of(id, removed, revision, at, headers, null);
    }
}
