// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import org.borough.engine.ThingModels;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.eclipse.ditto.wot.model.SkeletonGenerationFailedException;

/** Works out the patch that leads a thing from one definition to another. */
final class Migration {

    private static final String DEFINITION = "definition";

    private Migration() {}

    /**
     * The patch.
     *
     * @param thing the thing as it is
     * @param seen what the caller may read of it: conditions and placeholders look at no more
     */
    static JsonObject patch(
            MigrateThingDefinition command, JsonObject thing, JsonObject seen, ThingModels.Models models) {
        DittoHeaders headers = command.getDittoHeaders();
        String definition = command.getThingDefinitionUrl();
        Modelling.require(models, Set.of(definition));
        JsonObject payload = payload(command, seen);
        JsonObject skeleton = models.skeleton(definition, headers)
                .orElseThrow(() -> SkeletonGenerationFailedException.newBuilder(definition)
                        .dittoHeaders(headers)
                        .build());
        JsonObject beginning =
                command.isInitializeMissingPropertiesFromDefaults() ? missing(skeleton, thing) : definitions(skeleton);
        return JsonFactory.newObject(payload, beginning);
    }

    /** What is to be changed besides: without the parts whose condition does not hold. */
    private static JsonObject payload(MigrateThingDefinition command, JsonObject seen) {
        return new ThingTemplate(seen, command.getDittoHeaders()).fill(allowed(command, seen));
    }

    private static JsonObject allowed(MigrateThingDefinition command, JsonObject seen) {
        JsonObject payload = ThingValues.ownMembers(command.getMigrationPayload())
                .remove("thingId")
                .remove("policyId");
        if (command.getPatchConditions().isEmpty()) {
            return payload;
        }
        for (var condition : command.getPatchConditions().entrySet()) {
            JsonPointer path = pathOf(condition.getKey());
            boolean holds = payload.getValue(path).isEmpty()
                    || Rql.predicate(condition.getValue(), command.getDittoHeaders())
                            .test(Views.model(seen));
            payload = holds ? payload : payload.remove(path);
        }
        return withoutEmpty(payload);
    }

    private static JsonPointer pathOf(ResourceKey key) {
        return JsonFactory.newPointer(key.getResourcePath());
    }

    private static JsonObject withoutEmpty(JsonObject object) {
        JsonObjectBuilder kept = JsonFactory.newObjectBuilder();
        for (JsonField field : object) {
            JsonValue value = field.getValue();
            JsonValue cleaned = value.isObject() && !value.isNull() ? withoutEmpty(value.asObject()) : value;
            if (!isEmpty(cleaned)) {
                kept.set(field.getKey(), cleaned);
            }
        }
        return kept.build();
    }

    /** The definitions of a skeleton alone. */
    private static JsonObject definitions(JsonObject skeleton) {
        JsonObjectBuilder bare = JsonFactory.newObjectBuilder();
        skeleton.getValue(DEFINITION).ifPresent(value -> bare.set(DEFINITION, value));
        JsonObjectBuilder features = JsonFactory.newObjectBuilder();
        Optional<JsonObject> modelled = skeleton.getValue(Places.FEATURES).map(JsonValue::asObject);
        modelled.ifPresent(all -> all.forEach(feature -> features.set(
                feature.getKey(),
                feature.getValue()
                        .asObject()
                        .getValue(DEFINITION)
                        .map(value ->
                                JsonObject.newBuilder().set(DEFINITION, value).build())
                        .orElse(JsonObject.empty()))));
        modelled.ifPresent(all -> bare.set("features", features.build()));
        return bare.build();
    }

    /** What of a skeleton is not there yet; definitions always come anew. */
    private static JsonObject missing(JsonObject skeleton, JsonObject present) {
        JsonObjectBuilder missing = JsonFactory.newObjectBuilder();
        for (JsonField field : skeleton) {
            if (field.getKeyName().equals(DEFINITION)) {
                missing.set(field.getKey(), field.getValue());
                continue;
            }
            Optional<JsonValue> there = present.getValue(JsonFactory.newPointer(field.getKey()));
            there.map(value -> rest(field.getValue(), value))
                    .orElse(Optional.of(field.getValue()))
                    .filter(value -> !isEmpty(value))
                    .ifPresent(value -> missing.set(field.getKey(), value));
        }
        return missing.build();
    }

    private static Optional<JsonValue> rest(JsonValue begun, JsonValue there) {
        boolean objects = begun.isObject() && there.isObject() && !begun.isNull() && !there.isNull();
        return objects ? Optional.of(missing(begun.asObject(), there.asObject())) : Optional.empty();
    }

    private static boolean isEmpty(JsonValue value) {
        return value.isObject() && !value.isNull() && value.asObject().isEmpty();
    }
}
