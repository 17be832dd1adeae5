// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.borough.ditto.Action.ask;
import static org.borough.ditto.Action.json;

import java.util.Optional;
import org.borough.engine.ModifyPolicyPart;
import org.borough.engine.PolicyModels;
import org.borough.engine.PolicyPart;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyTooLargeException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyIdNotExplicitlySettableException;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImports;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicy;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicyImports;
import org.eclipse.ditto.things.model.ThingBuilder;

/** {@code /policies}: whole policies and their imports. */
final class PolicyRoute implements Route {

    private final PolicyEntryRoute entries;
    private final PolicyActionRoute actions;
    private final int maxBytes;

    PolicyRoute(int maxBytes, PolicyActionRoute actions) {
        this.maxBytes = maxBytes;
        this.actions = actions;
        this.entries = new PolicyEntryRoute(actions);
    }

    @Override
    public Action of(Call call) {
        if (call.path().atEnd()) {
            return all(call);
        }
        PolicyId id = PolicyId.of(call.path().next());
        if (call.path().atEnd()) {
            return policy(call, id);
        }
        return switch (call.path().next()) {
            case "entries" -> entries.of(call, id);
            case "actions" -> actions.of(call, id, Optional.empty());
            case "imports" -> call.path().atEnd() ? imports(call, id) : policyImport(call, id);
            default -> throw call.unknownRoute();
        };
    }

    private Action all(Call call) {
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
        return json(body -> create(body, call));
    }

    private Command<?> create(String body, Call call) {
        JsonObject json = sized(body);
        if (json.contains(Policy.JsonFields.ID.getPointer())) {
            throw PolicyIdNotExplicitlySettableException.forPostMethod()
                    .dittoHeaders(call.headers())
                    .build();
        }
        PolicyId id = PolicyId.of(call.query()
                .get("namespace")
                .map(ThingBuilder::generateRandomTypedThingId)
                .orElseGet(ThingBuilder::generateRandomTypedThingId));
        return CreatePolicy.of(policyOf(json, id), call.headers());
    }

    private Action policy(Call call, PolicyId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicy.of(id, headers, call.fields()));
            case "PUT" -> json(body -> put(body, id, headers));
            case "DELETE" -> ask(DeletePolicy.of(id, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private Command<?> put(String body, PolicyId id, DittoHeaders headers) {
        JsonObject json = sized(body);
        json.getValue(Policy.JsonFields.ID.getPointer())
                .filter(given -> !given.isString() || !given.asString().equals(id.toString()))
                .ifPresent(other -> {
                    throw PolicyIdNotExplicitlySettableException.newBuilder()
                            .dittoHeaders(headers)
                            .build();
                });
        return ModifyPolicy.of(id, policyOf(json, id), headers);
    }

    private static Policy policyOf(JsonObject json, PolicyId id) {
        return PolicyModels.policy(json.setValue(Policy.JsonFields.ID.getPointer(), JsonValue.of(id)));
    }

    private static Action imports(Call call, PolicyId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyImports.of(id, headers));
            case "PUT" ->
                json(body -> ModifyPolicyImports.of(id, PolicyModels.imports(JsonBodies.object(body)), headers));
            case "DELETE" -> ask(ModifyPolicyPart.delete(id, PolicyPart.imports(), headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action policyImport(Call call, PolicyId id) {
        DittoHeaders headers = call.headers();
        PolicyId imported = PolicyId.of(call.path().next());
        if (!call.path().atEnd()) {
            if (!call.path().next().equals("entries")) {
                throw call.unknownRoute();
            }
            return PolicyEntryRoute.part(call, id, PolicyPart.entriesOf(imported));
        }
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyImport.of(id, imported, headers));
            case "PUT" ->
                json(body ->
                        ModifyPolicyImport.of(id, PolicyModels.oneImport(imported, JsonBodies.object(body)), headers));
            case "DELETE" -> ask(DeletePolicyImport.of(id, imported, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private JsonObject sized(String body) {
        JsonObject json = JsonBodies.object(body);
        if (body.length() > maxBytes) {
            long size = json.toString().length();
            if (size > maxBytes) {
                throw PolicyTooLargeException.newBuilder(size, maxBytes).build();
            }
        }
        return json;
    }
}
