// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.borough.ditto.Action.ask;
import static org.borough.ditto.Action.json;

import java.util.Optional;
import org.borough.engine.ModifyPolicyPart;
import org.borough.engine.PolicyModels;
import org.borough.engine.PolicyPart;
import org.borough.engine.RetrievePolicyPart;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteResource;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteSubject;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntries;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResource;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResources;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubject;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubjects;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyEntries;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveResource;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveResources;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubject;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubjects;

/** {@code /policies/{id}/entries}: entries, their subjects and resources. */
final class PolicyEntryRoute {

    private final PolicyActionRoute actions;

    PolicyEntryRoute(PolicyActionRoute actions) {
        this.actions = actions;
    }

    Action of(Call call, PolicyId id) {
        if (call.path().atEnd()) {
            return entries(call, id);
        }
        Label label = Label.of(call.path().next());
        if (call.path().atEnd()) {
            return entry(call, id, label);
        }
        String member = call.path().next();
        return switch (member) {
            case "subjects" -> call.path().atEnd() ? subjects(call, id, label) : subject(call, id, label);
            case "resources" -> call.path().atEnd() ? resources(call, id, label) : resource(call, id, label);
            case "importable", "namespaces", "allowedAdditions" -> part(call, id, PolicyPart.ofEntry(label, member));
            case "actions" -> actions.of(call, id, Optional.of(label));
            default -> throw call.unknownRoute();
        };
    }

    private static Action entries(Call call, PolicyId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyEntries.of(id, headers));
            case "PUT" ->
                json(body -> ModifyPolicyEntries.of(id, PolicyModels.entries(JsonBodies.object(body)), headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action entry(Call call, PolicyId id, Label label) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyEntry.of(id, label, headers));
            case "PUT" ->
                json(body -> ModifyPolicyEntry.of(id, PolicyModels.entry(label, JsonBodies.object(body)), headers));
            case "DELETE" -> ask(DeletePolicyEntry.of(id, label, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    /** A member of an entry or import that has calls of its own. */
    static Action part(Call call, PolicyId id, PolicyPart part) {
        call.end();
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyPart.of(id, part, headers));
            case "PUT" -> json(body -> ModifyPolicyPart.set(id, part, JsonFactory.readFrom(body), headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action subjects(Call call, PolicyId id, Label label) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveSubjects.of(id, label, headers));
            case "PUT" ->
                json(body -> ModifySubjects.of(
                        id, label, PoliciesModelFactory.newSubjects(JsonBodies.object(body)), headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action subject(Call call, PolicyId id, Label label) {
        DittoHeaders headers = call.headers();
        SubjectId subject = SubjectId.newInstance(call.path().rest().substring(1));
        return switch (call.method()) {
            case "GET" -> ask(RetrieveSubject.of(id, label, subject, headers));
            case "PUT" ->
                json(body -> ModifySubject.of(
                        id, label, PoliciesModelFactory.newSubject(subject, JsonBodies.object(body)), headers));
            case "DELETE" -> ask(DeleteSubject.of(id, label, subject, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action resources(Call call, PolicyId id, Label label) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveResources.of(id, label, headers));
            case "PUT" ->
                json(body -> ModifyResources.of(
                        id, label, PoliciesModelFactory.newResources(JsonBodies.object(body)), headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action resource(Call call, PolicyId id, Label label) {
        DittoHeaders headers = call.headers();
        ResourceKey key = ResourceKey.newInstance(call.path().rest().substring(1));
        return switch (call.method()) {
            case "GET" -> ask(RetrieveResource.of(id, label, key, headers));
            case "PUT" ->
                json(body -> ModifyResource.of(
                        id, label, PoliciesModelFactory.newResource(key, JsonBodies.object(body)), headers));
            case "DELETE" -> ask(DeleteResource.of(id, label, key, headers));
            default -> throw call.methodNotAllowed();
        };
    }
}
