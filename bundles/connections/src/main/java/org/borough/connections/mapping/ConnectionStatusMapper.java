// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.Feature;
import org.eclipse.ditto.things.model.FeatureDefinition;
import org.eclipse.ditto.things.model.FeatureProperties;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingIdInvalidException;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes from Hono's headers {@code creation-time} and {@code ttd} how long a device can be reached. */
final class ConnectionStatusMapper implements Mapper {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStatusMapper.class);
    private static final String DEFINITION = "org.eclipse.ditto:ConnectionStatus:1.0.0";
    private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");
    private static final DittoHeaders SILENT = DittoHeaders.newBuilder()
            .putHeader("response-required", "false")
            .putHeader("requested-acks", "[]")
            .build();

    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();
    private final String thingId;
    private final String featureId;

    ConnectionStatusMapper(Options options) {
        thingId = options.required("thingId");
        featureId = options.text("featureId").orElse("ConnectionStatus");
        if (!Templates.hasPlaceholder(thingId)) {
            try {
                ThingId.of(thingId);
            } catch (ThingIdInvalidException e) {
                throw Options.invalid("thingId", e.getMessage(), "Make sure to use a valid Thing ID.");
            }
        }
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        try {
            ExpressionResolver resolver = Placeholders.ofHeaders(message.headers(), who);
            ThingId thing = ThingId.of(PlaceholderFilter.apply(thingId, resolver));
            String feature = PlaceholderFilter.apply(featureId, resolver);
            long created = Long.parseLong(message.headers().getOrDefault("creation-time", ""));
            long ttd = Long.parseLong(message.headers().getOrDefault("ttd", ""));
            return created < 0 || ttd < -1
                    ? List.of()
                    : List.of(adapter.toAdaptable(command(thing, feature, Instant.ofEpochMilli(created), ttd)));
        } catch (DittoRuntimeException | NumberFormatException | DateTimeException | ArithmeticException e) {
            // It stands beside another mapper that reads the payload: a message that says nothing of this is no fault.
            LOG.debug("A message says nothing of how long its device can be reached: {}", e.getMessage());
            return List.of();
        }
    }

    private static Signal<?> command(ThingId thing, String feature, Instant since, long ttd) {
        if (ttd == 0) {
            return ModifyFeatureProperty.of(
                    thing, feature, JsonPointer.of("status/readyUntil"), JsonValue.of(since.toString()), SILENT);
        }
        Instant until = ttd < 0 ? FOREVER : since.plusSeconds(ttd);
        JsonObject status = JsonObject.newBuilder()
                .set("readySince", since.toString())
                .set("readyUntil", until.toString())
                .build();
        Feature whole = Feature.newBuilder()
                .definition(FeatureDefinition.fromIdentifier(DEFINITION))
                .properties(FeatureProperties.newBuilder().set("status", status).build())
                .withId(feature)
                .build();
        return ModifyFeature.of(thing, whole, SILENT);
    }

    @Override
    public List<External> out(Adaptable signal) {
        return List.of();
    }
}
