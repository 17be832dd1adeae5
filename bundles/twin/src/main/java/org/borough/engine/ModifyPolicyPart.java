// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;

/** Sets or deletes a part of a policy that Ditto 3.8 has no command for. */
public record ModifyPolicyPart(PolicyId policy, PolicyPart part, Optional<JsonValue> value, DittoHeaders headers)
        implements PolicyModifyCommand<ModifyPolicyPart> {

    private static final String NAME = "modifyPolicyPart";

    /** Sets a part. */
    public static ModifyPolicyPart set(PolicyId policy, PolicyPart part, JsonValue value, DittoHeaders headers) {
        return new ModifyPolicyPart(policy, part, Optional.of(value), headers);
    }

    /** Deletes a part. */
    public static ModifyPolicyPart delete(PolicyId policy, PolicyPart part, DittoHeaders headers) {
        return new ModifyPolicyPart(policy, part, Optional.empty(), headers);
    }

    @Override
    public PolicyId getEntityId() {
        return policy;
    }

    @Override
    public JsonPointer getResourcePath() {
        return part.place();
    }

    @Override
    public Optional<JsonValue> getEntity(JsonSchemaVersion version) {
        return value;
    }

    @Override
    public ModifyPolicyPart setEntity(JsonValue entity) {
        return new ModifyPolicyPart(policy, part, Optional.of(entity), headers);
    }

    @Override
    public Category getCategory() {
        return value.isPresent() ? Category.MODIFY : Category.DELETE;
    }

    @Override
    public ModifyPolicyPart setDittoHeaders(DittoHeaders headers) {
        return new ModifyPolicyPart(policy, part, value, headers);
    }

    @Override
    public String getType() {
        return TYPE_PREFIX + NAME;
    }

    @Override
    public DittoHeaders getDittoHeaders() {
        return headers;
    }

    @Override
    public String getManifest() {
        return getType();
    }

    @Override
    public JsonObject toJson(JsonSchemaVersion version, Predicate<JsonField> predicate) {
        JsonObjectBuilder json = JsonFactory.newObjectBuilder()
                .set("type", getType())
                .set("policyId", policy.toString())
                .set("path", part.place().toString());
        value.ifPresent(given -> json.set("value", given));
        return json.build();
    }
}
