// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicyResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyEntryResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyImportResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteResourceResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteSubjectResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntriesResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntryResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImportResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImportsResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResourceResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResourcesResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubjectResponse;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubjectsResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyEntriesResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyEntryResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyImportResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyImportsResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveResourceResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveResourcesResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubjectResponse;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubjectsResponse;

/** Makes Ditto's answers for one policy. */
record PolicyResponses(PolicyId id, DittoHeaders headers) {

    CommandResponse<?> created(PolicyPath path, JsonValue value) {
        return switch (path.part()) {
            case POLICY -> CreatePolicyResponse.of(id, PolicyValues.policy(value), headers);
            case ENTRY -> ModifyPolicyEntryResponse.created(id, PolicyValues.entry(path, value), headers);
            case SUBJECT -> ModifySubjectResponse.created(id, path.entry(), PolicyValues.subject(path, value), headers);
            case RESOURCE ->
                ModifyResourceResponse.created(id, path.entry(), PolicyValues.resource(path, value), headers);
            case IMPORTS ->
                ModifyPolicyImportsResponse.created(
                        id, PoliciesModelFactory.newPolicyImports(value.asObject()), headers);
            case IMPORT -> ModifyPolicyImportResponse.created(id, PolicyValues.policyImport(path, value), headers);
            case ENTRIES, SUBJECTS, RESOURCES, OTHER -> modified(path);
        };
    }

    CommandResponse<?> modified(PolicyPath path) {
        return switch (path.part()) {
            case POLICY, OTHER -> ModifyPolicyResponse.modified(id, headers);
            case ENTRIES -> ModifyPolicyEntriesResponse.of(id, headers);
            case ENTRY -> ModifyPolicyEntryResponse.modified(id, path.entry(), headers);
            case SUBJECTS -> ModifySubjectsResponse.of(id, path.entry(), headers);
            case SUBJECT ->
                ModifySubjectResponse.modified(
                        id, path.entry(), PoliciesModelFactory.newSubjectId(path.key()), headers);
            case RESOURCES -> ModifyResourcesResponse.of(id, path.entry(), headers);
            case RESOURCE ->
                ModifyResourceResponse.modified(
                        id, path.entry(), PoliciesModelFactory.newResourceKey(path.key()), headers);
            case IMPORTS -> ModifyPolicyImportsResponse.modified(id, headers);
            case IMPORT -> ModifyPolicyImportResponse.modified(id, PolicyId.of(path.key()), headers);
        };
    }

    CommandResponse<?> deleted(PolicyPath path) {
        return switch (path.part()) {
            case ENTRY -> DeletePolicyEntryResponse.of(id, path.entry(), headers);
            case SUBJECT ->
                DeleteSubjectResponse.of(id, path.entry(), PoliciesModelFactory.newSubjectId(path.key()), headers);
            case RESOURCE ->
                DeleteResourceResponse.of(id, path.entry(), PoliciesModelFactory.newResourceKey(path.key()), headers);
            case IMPORT -> DeletePolicyImportResponse.of(id, PolicyId.of(path.key()), headers);
            case POLICY, ENTRIES, SUBJECTS, RESOURCES, IMPORTS, OTHER -> DeletePolicyResponse.of(id, headers);
        };
    }

    CommandResponse<?> retrieved(PolicyPath path, JsonValue value) {
        return switch (path.part()) {
            case POLICY, OTHER -> RetrievePolicyResponse.of(id, value.asObject(), headers);
            case ENTRIES -> RetrievePolicyEntriesResponse.of(id, value.asObject(), headers);
            case ENTRY -> RetrievePolicyEntryResponse.of(id, path.label(), value.asObject(), headers);
            case SUBJECTS -> RetrieveSubjectsResponse.of(id, path.entry(), value.asObject(), headers);
            case SUBJECT -> RetrieveSubjectResponse.of(id, path.entry(), path.key(), value.asObject(), headers);
            case RESOURCES -> RetrieveResourcesResponse.of(id, path.entry(), value.asObject(), headers);
            case RESOURCE ->
                RetrieveResourceResponse.of(
                        id, path.entry(), PoliciesModelFactory.newResourceKey(path.key()), value.asObject(), headers);
            case IMPORTS -> RetrievePolicyImportsResponse.of(id, value.asObject(), headers);
            case IMPORT -> RetrievePolicyImportResponse.of(id, PolicyId.of(path.key()), value.asObject(), headers);
        };
    }
}
