// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityIdInvalidException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;

/** Makes a thing from a template for whoever sends a message, unless there is one. */
final class ImplicitThingCreationMapper implements Mapper {

    private static final String TEMPLATE = "thing";
    private static final Map<String, String> ONLY_NEW = Map.of("if-none-match", "*");

    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();
    private final JsonObject template;
    private final Map<String, String> headers;
    private final boolean allowPolicyLockout;

    ImplicitThingCreationMapper(Options options) {
        template = DittoJsonException.wrapJsonRuntimeException(
                () -> options.object(TEMPLATE).orElseGet(() -> JsonFactory.newObject(options.required(TEMPLATE))));
        headers = options.texts("commandHeaders");
        allowPolicyLockout = options.flag("allowPolicyLockout", true);
        String thingId = template.getValue("thingId")
                .map(JsonValue::formatAsString)
                .orElseThrow(() -> Options.invalid("thing/thingId"));
        check("thing/thingId", thingId, ThingId::of);
        template.getValue("policyId")
                .map(JsonValue::formatAsString)
                .ifPresent(policyId -> check("thing/policyId", policyId, PolicyId::of));
    }

    private static void check(String option, String id, Consumer<String> parser) {
        if (Templates.hasPlaceholder(id)) {
            return;
        }
        try {
            parser.accept(id);
        } catch (NamespacedEntityIdInvalidException e) {
            throw Options.invalid(option, e.getMessage(), "Make sure to use a valid id.");
        }
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        ExpressionResolver resolver = Placeholders.ofHeaders(message.headers(), who);
        JsonObject thing = Templates.fill(template, resolver).asObject();
        CreateThing create = CreateThing.of(
                ThingsModelFactory.newThing(thing),
                thing.getValue(Policy.INLINED_FIELD_NAME)
                        .map(JsonValue::asObject)
                        .orElse(null),
                thing.getValue(CreateThing.JSON_COPY_POLICY_FROM).orElse(null),
                DittoHeaders.empty());
        Adaptable adaptable = adapter.toAdaptable(create);
        DittoHeaders all = adaptable.getDittoHeaders().toBuilder()
                .putHeaders(Templates.fill(headers, resolver))
                .putHeaders(ONLY_NEW)
                .allowPolicyLockout(allowPolicyLockout)
                .build();
        return List.of(adaptable.setDittoHeaders(all));
    }

    /** Nobody waits for what becomes of it. */
    @Override
    public List<External> out(Adaptable signal) {
        return List.of();
    }
}
