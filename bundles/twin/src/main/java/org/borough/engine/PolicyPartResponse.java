// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.WithOptionalEntity;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommandResponse;

/** Answers what was asked of or done to a part of a policy that Ditto 3.8 has no command for. */
public record PolicyPartResponse(PolicyId policy, PolicyPart part, Optional<JsonValue> value, DittoHeaders headers)
        implements PolicyCommandResponse<PolicyPartResponse>, WithOptionalEntity<PolicyPartResponse> {

    private static final String NAME = "policyPart";

    /** What a part is. */
    public static PolicyPartResponse retrieved(
            PolicyId policy, PolicyPart part, JsonValue value, DittoHeaders headers) {
        return new PolicyPartResponse(policy, part, Optional.of(value), headers);
    }

    /** A part is changed. */
    public static PolicyPartResponse modified(PolicyId policy, PolicyPart part, DittoHeaders headers) {
        return new PolicyPartResponse(policy, part, Optional.empty(), headers);
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
    public PolicyPartResponse setEntity(JsonValue entity) {
        return new PolicyPartResponse(policy, part, Optional.of(entity), headers);
    }

    @Override
    public PolicyPartResponse setDittoHeaders(DittoHeaders headers) {
        return new PolicyPartResponse(policy, part, value, headers);
    }

    @Override
    public HttpStatus getHttpStatus() {
        return value.isPresent() ? HttpStatus.OK : HttpStatus.NO_CONTENT;
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
