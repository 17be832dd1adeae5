// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.query.PolicyQueryCommand;

/** Asks for a part of a policy that Ditto 3.8 has no command for. */
public record RetrievePolicyPart(PolicyId policy, PolicyPart part, DittoHeaders headers)
        implements PolicyQueryCommand<RetrievePolicyPart> {

    private static final String NAME = "retrievePolicyPart";

    /** Asks for a part. */
    public static RetrievePolicyPart of(PolicyId policy, PolicyPart part, DittoHeaders headers) {
        return new RetrievePolicyPart(policy, part, headers);
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
    public Category getCategory() {
        return Category.QUERY;
    }

    @Override
    public RetrievePolicyPart setDittoHeaders(DittoHeaders headers) {
        return new RetrievePolicyPart(policy, part, headers);
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
        return json.build();
    }
}
