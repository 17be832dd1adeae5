// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.policies;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Extent;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.ThingId;

/** Answers whether the caller has all of some permissions, for each of many resources. */
public final class PermissionChecks {

    private static final JsonFieldDefinition<String> RESOURCE = JsonFactory.newStringFieldDefinition("resource");
    private static final JsonFieldDefinition<String> ENTITY = JsonFactory.newStringFieldDefinition("entityId");
    private static final JsonFieldDefinition<JsonArray> PERMISSIONS =
            JsonFactory.newJsonArrayFieldDefinition("hasPermissions");

    private final Entitlements entitlements;

    /** Asks there. */
    public PermissionChecks(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    /** By the name of each check, whether it holds; what does not exist holds nothing. */
    public JsonObject answer(String body, DittoHeaders headers) {
        Collection<String> subjects = headers.getAuthorizationContext().getAuthorizationSubjectIds();
        Map<String, Check> checks = new LinkedHashMap<>();
        for (JsonField field : JsonFactory.newObject(body)) {
            checks.put(field.getKeyName(), check(field.getValue(), headers));
        }
        JsonObjectBuilder answer = JsonFactory.newObjectBuilder();
        checks.forEach((name, check) ->
                answer.set(JsonFactory.newPointer(JsonFactory.newKey(name)), JsonValue.of(holds(check, subjects))));
        return answer.build();
    }

    private static Check check(JsonValue value, DittoHeaders headers) {
        if (!value.isObject() || value.isNull()) {
            throw new DittoJsonException(
                    JsonParseException.newBuilder()
                            .message("A check of permissions is a JSON object with resource, entityId and"
                                    + " hasPermissions, not <" + value + ">.")
                            .build(),
                    headers);
        }
        JsonObject json = value.asObject();
        ResourceKey resource = ResourceKey.newInstance(json.getValueOrThrow(RESOURCE));
        String entity = json.getValueOrThrow(ENTITY);
        List<String> permissions = json.getValueOrThrow(PERMISSIONS).stream()
                .map(JsonValue::asString)
                .toList();
        switch (resource.getResourceType()) {
            case "policy" -> PolicyId.of(entity);
            case "thing", "message" -> ThingId.of(entity);
            default -> throw unknownType(resource, headers);
        }
        return new Check(resource, entity, permissions);
    }

    private static DittoJsonException unknownType(ResourceKey resource, DittoHeaders headers) {
        return new DittoJsonException(
                JsonParseException.newBuilder()
                        .message("The resource type of <" + resource + "> is not known.")
                        .description("Use a resource that begins with thing:, policy: or message:.")
                        .build(),
                headers);
    }

    private boolean holds(Check check, Collection<String> subjects) {
        return check.permissions().stream().allMatch(permission -> holds(check, permission, subjects));
    }

    private boolean holds(Check check, String permission, Collection<String> subjects) {
        Extent extent =
                entitlements.extent(check.entity(), subjects, check.resource().toString(), permission);
        return extent == Extent.ALL;
    }

    private record Check(ResourceKey resource, String entity, List<String> permissions) {}
}
