// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.borough.ditto.Action.ask;
import static org.borough.ditto.Action.json;
import static org.borough.ditto.Action.patch;

import java.util.List;
import java.util.Optional;
import org.borough.ditto.wot.ModelRequests;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingDefinition;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyIdNotDeletableException;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttributes;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributes;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyPolicyId;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributes;
import org.eclipse.ditto.things.model.signals.commands.query.RetrievePolicyId;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;

/** {@code /things}: whole things, their policy id, definition and attributes. */
final class ThingRoute implements Route {

    private final MessageRoute messages = new MessageRoute();
    private final FeatureRoute features = new FeatureRoute(messages);
    private final ThingBodies bodies;
    private final SearchRoute search;
    private final AccessRoute access;

    ThingRoute(ThingBodies bodies, SearchRoute search, AccessRoute access) {
        this.bodies = bodies;
        this.search = search;
        this.access = access;
    }

    @Override
    public Action of(Call call) {
        if (call.path().atEnd()) {
            return all(call);
        }
        ThingId id = ThingId.of(call.name());
        if (call.path().atEnd()) {
            return thing(call, id);
        }
        return switch (call.path().next()) {
            case "policyId" -> policyId(call, id);
            case "definition" -> definition(call, id);
            case "migrateDefinition" -> migrateDefinition(call, id);
            case "access" -> access.of(call, id);
            case "attributes" -> call.path().atEnd() ? attributes(call, id) : attribute(call, id);
            case "features" -> features.of(call, id);
            case MessageRoute.INBOX -> messages.of(call, id, Optional.empty(), MessageRoute.INBOX);
            case MessageRoute.OUTBOX -> messages.of(call, id, Optional.empty(), MessageRoute.OUTBOX);
            default -> throw call.unknownRoute();
        };
    }

    private Action all(Call call) {
        return switch (call.method()) {
            case "GET" -> call.query().get("ids").isPresent() ? some(call) : search.listThings(call);
            case "POST" -> json(body -> bodies.create(body, call));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action some(Call call) {
        List<ThingId> ids = call.query().list("ids").stream().map(ThingId::of).toList();
        return ask(RetrieveThings.getBuilder(ids)
                .selectedFields(call.fields())
                .dittoHeaders(call.headers())
                .build());
    }

    private Action thing(Call call, ThingId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" ->
                ask(RetrieveThing.getBuilder(id, headers)
                        .withSelectedFields(call.fields())
                        .build());
            case "PUT" -> json(body -> bodies.put(body, id, headers));
            case "PATCH" -> patch(body -> bodies.merge(body, id, headers));
            case "DELETE" -> ask(DeleteThing.of(id, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action policyId(Call call, ThingId id) {
        call.end();
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrievePolicyId.of(id, headers));
            case "PUT" -> json(body -> ModifyPolicyId.of(id, policyIdOf(JsonFactory.readFrom(body), body), headers));
            case "PATCH" -> patch(body -> mergePolicyId(id, body, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Command<?> mergePolicyId(ThingId id, String body, DittoHeaders headers) {
        JsonValue value = JsonFactory.readFrom(body);
        if (value.isNull()) {
            throw PolicyIdNotDeletableException.newBuilder()
                    .dittoHeaders(headers)
                    .build();
        }
        return MergeThing.withPolicyId(id, policyIdOf(value, body), headers);
    }

    private static PolicyId policyIdOf(JsonValue value, String body) {
        return PolicyId.of(value.isString() ? value.asString() : body);
    }

    private static Action definition(Call call, ThingId id) {
        call.end();
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveThingDefinition.of(id, headers));
            case "PUT" -> json(body -> ModifyThingDefinition.of(id, definitionOf(body), headers));
            case "PATCH" -> patch(body -> MergeThing.withThingDefinition(id, definitionOf(body), headers));
            case "DELETE" -> ask(DeleteThingDefinition.of(id, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action migrateDefinition(Call call, ThingId id) {
        call.end();
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
        return json(body -> ModelRequests.migrate(id, JsonBodies.object(body), call.headers()));
    }

    private static ThingDefinition definitionOf(String body) {
        JsonValue value = JsonFactory.readFrom(body);
        if (value.isNull()) {
            return ThingsModelFactory.nullDefinition();
        }
        return ThingsModelFactory.newDefinition(JsonBodies.string(value));
    }

    private static Action attributes(Call call, ThingId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveAttributes.of(id, call.fields(), headers));
            case "PUT" -> json(body -> ModifyAttributes.of(id, ThingsModelFactory.newAttributes(body), headers));
            case "PATCH" ->
                patch(body -> MergeThing.withAttributes(id, ThingsModelFactory.newAttributes(body), headers));
            case "DELETE" -> ask(DeleteAttributes.of(id, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action attribute(Call call, ThingId id) {
        DittoHeaders headers = call.headers();
        JsonPointer pointer = call.pointer();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveAttribute.of(id, pointer, headers));
            case "PUT" -> json(body -> ModifyAttribute.of(id, pointer, JsonFactory.readFrom(body), headers));
            case "PATCH" -> patch(body -> MergeThing.withAttribute(id, pointer, JsonFactory.readFrom(body), headers));
            case "DELETE" -> ask(DeleteAttribute.of(id, pointer, headers));
            default -> throw call.methodNotAllowed();
        };
    }
}
