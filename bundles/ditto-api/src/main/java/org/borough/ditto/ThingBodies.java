// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingBuilder;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingTooLargeException;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyIdNotDeletableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingIdNotDeletableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingIdNotExplicitlySettableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingMergeInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;

/** Makes commands of bodies that are whole things. */
final class ThingBodies {

    private final int maxBytes;

    ThingBodies(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Command<?> create(String body, Call call) {
        if (Signal.isChannelLive(call::headers)) {
            throw ThingNotCreatableException.forLiveChannel(call.headers());
        }
        JsonObject json = sized(body);
        if (json.contains(Thing.JsonFields.ID.getPointer())) {
            throw ThingIdNotExplicitlySettableException.forPostMethod()
                    .dittoHeaders(call.headers())
                    .build();
        }
        ThingId id = call.query()
                .get("namespace")
                .map(ThingBuilder::generateRandomTypedThingId)
                .orElseGet(ThingBuilder::generateRandomTypedThingId);
        return CreateThing.of(thing(json, id), inlinePolicy(json), policyToCopy(json), call.headers());
    }

    Command<?> put(String body, ThingId id, DittoHeaders headers) {
        JsonObject json = sized(body);
        checkSameId(json, id, headers);
        return ModifyThing.of(id, thing(json, id), inlinePolicy(json), policyToCopy(json), headers);
    }

    Command<?> merge(String body, ThingId id, DittoHeaders headers) {
        if (JsonFactory.readFrom(body).isNull()) {
            throw ThingMergeInvalidException.fromMessage(
                    "The provided json value can not be applied at this resource", headers);
        }
        JsonObject json = sized(body);
        json.getValue(Thing.JsonFields.ID.getPointer())
                .filter(JsonValue::isNull)
                .ifPresent(gone -> {
                    throw ThingIdNotDeletableException.newBuilder()
                            .dittoHeaders(headers)
                            .build();
                });
        checkSameId(json, id, headers);
        json.getValue(Thing.JsonFields.POLICY_ID.getPointer())
                .filter(JsonValue::isNull)
                .ifPresent(gone -> {
                    throw PolicyIdNotDeletableException.newBuilder()
                            .dittoHeaders(headers)
                            .build();
                });
        return MergeThing.withThing(
                id,
                ThingsModelFactory.newThingBuilder(json).build(),
                MergeThing.initialPolicyForMergeThingFrom(json).orElse(null),
                MergeThing.policyIdOrPlaceholderForMergeThingFrom(json).orElse(null),
                headers);
    }

    private static Thing thing(JsonObject json, ThingId id) {
        return ThingsModelFactory.newThingBuilder(json).setId(id).build();
    }

    private static void checkSameId(JsonObject json, ThingId id, DittoHeaders headers) {
        json.getValue(Thing.JsonFields.ID.getPointer())
                .filter(given -> !given.isString() || !given.asString().equals(id.toString()))
                .ifPresent(other -> {
                    throw ThingIdNotExplicitlySettableException.forPutOrPatchMethod()
                            .dittoHeaders(headers)
                            .build();
                });
    }

    private static JsonObject inlinePolicy(JsonObject json) {
        return json.getValue(MergeThing.JSON_INLINE_POLICY).orElse(null);
    }

    private static String policyToCopy(JsonObject json) {
        return json.getValue(ModifyThing.JSON_COPY_POLICY_FROM).orElse(null);
    }

    private JsonObject sized(String body) {
        JsonObject json = JsonBodies.object(body);
        // White space does not count, so a long body is measured anew; a short one is surely small enough.
        if (body.length() > maxBytes) {
            long size = json.toString().length();
            if (size > maxBytes) {
                throw ThingTooLargeException.newBuilder(size, maxBytes).build();
            }
        }
        return json;
    }
}
