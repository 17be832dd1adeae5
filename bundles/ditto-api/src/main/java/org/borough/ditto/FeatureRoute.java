// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.borough.ditto.Action.ask;
import static org.borough.ditto.Action.json;
import static org.borough.ditto.Action.patch;

import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Feature;
import org.eclipse.ditto.things.model.FeatureDefinition;
import org.eclipse.ditto.things.model.FeatureProperties;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDefinition;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDesiredProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDesiredProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatures;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDefinition;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDesiredProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDesiredProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatures;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeature;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDefinition;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDesiredProperties;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDesiredProperty;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureProperties;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatures;

/** {@code /things/{id}/features}: features, their definition, properties and desired properties. */
final class FeatureRoute {

    private final MessageRoute messages;

    FeatureRoute(MessageRoute messages) {
        this.messages = messages;
    }

    Action of(Call call, ThingId id) {
        if (call.path().atEnd()) {
            return features(call, id);
        }
        String feature = call.name();
        if (call.path().atEnd()) {
            return feature(call, id, feature);
        }
        return switch (call.path().next()) {
            case "definition" -> definition(call, id, feature);
            case "properties" -> call.path().atEnd() ? properties(call, id, feature) : property(call, id, feature);
            case "desiredProperties" ->
                call.path().atEnd() ? desiredProperties(call, id, feature) : desiredProperty(call, id, feature);
            case MessageRoute.INBOX -> messages.of(call, id, Optional.of(feature), MessageRoute.INBOX);
            case MessageRoute.OUTBOX -> messages.of(call, id, Optional.of(feature), MessageRoute.OUTBOX);
            default -> throw call.unknownRoute();
        };
    }

    private static Action features(Call call, ThingId id) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatures.of(id, call.fields(), headers));
            case "PUT" -> json(body -> ModifyFeatures.of(id, ThingsModelFactory.newFeatures(body), headers));
            case "PATCH" -> patch(body -> MergeThing.withFeatures(id, ThingsModelFactory.newFeatures(body), headers));
            case "DELETE" -> ask(DeleteFeatures.of(id, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action feature(Call call, ThingId id, String feature) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeature.of(id, feature, call.fields(), headers));
            case "PUT" -> json(body -> ModifyFeature.of(id, featureOf(feature, body), headers));
            case "PATCH" -> patch(body -> MergeThing.withFeature(id, featureOf(feature, body), headers));
            case "DELETE" -> ask(DeleteFeature.of(id, feature, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Feature featureOf(String feature, String body) {
        JsonValue value = JsonFactory.readFrom(body);
        if (value.isNull()) {
            return ThingsModelFactory.nullFeature(feature);
        }
        return ThingsModelFactory.newFeatureBuilder(JsonBodies.object(body))
                .useId(feature)
                .build();
    }

    private static Action definition(Call call, ThingId id, String feature) {
        call.end();
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatureDefinition.of(id, feature, headers));
            case "PUT" -> json(body -> ModifyFeatureDefinition.of(id, feature, definitionOf(body), headers));
            case "PATCH" -> patch(body -> MergeThing.withFeatureDefinition(id, feature, definitionOf(body), headers));
            case "DELETE" -> ask(DeleteFeatureDefinition.of(id, feature, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static FeatureDefinition definitionOf(String body) {
        return JsonFactory.readFrom(body).isNull()
                ? ThingsModelFactory.nullFeatureDefinition()
                : ThingsModelFactory.newFeatureDefinition(body);
    }

    private static FeatureProperties propertiesOf(String body) {
        return ThingsModelFactory.newFeatureProperties(body);
    }

    private static Action properties(Call call, ThingId id, String feature) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatureProperties.of(id, feature, call.fields(), headers));
            case "PUT" -> json(body -> ModifyFeatureProperties.of(id, feature, propertiesOf(body), headers));
            case "PATCH" -> patch(body -> MergeThing.withFeatureProperties(id, feature, propertiesOf(body), headers));
            case "DELETE" -> ask(DeleteFeatureProperties.of(id, feature, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action property(Call call, ThingId id, String feature) {
        DittoHeaders headers = call.headers();
        JsonPointer pointer = call.pointer();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatureProperty.of(id, feature, pointer, headers));
            case "PUT" ->
                json(body -> ModifyFeatureProperty.of(id, feature, pointer, JsonFactory.readFrom(body), headers));
            case "PATCH" ->
                patch(body ->
                        MergeThing.withFeatureProperty(id, feature, pointer, JsonFactory.readFrom(body), headers));
            case "DELETE" -> ask(DeleteFeatureProperty.of(id, feature, pointer, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action desiredProperties(Call call, ThingId id, String feature) {
        DittoHeaders headers = call.headers();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatureDesiredProperties.of(id, feature, call.fields(), headers));
            case "PUT" -> json(body -> ModifyFeatureDesiredProperties.of(id, feature, propertiesOf(body), headers));
            case "PATCH" ->
                patch(body -> MergeThing.withFeatureDesiredProperties(id, feature, propertiesOf(body), headers));
            case "DELETE" -> ask(DeleteFeatureDesiredProperties.of(id, feature, headers));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Action desiredProperty(Call call, ThingId id, String feature) {
        DittoHeaders headers = call.headers();
        JsonPointer pointer = call.pointer();
        return switch (call.method()) {
            case "GET" -> ask(RetrieveFeatureDesiredProperty.of(id, feature, pointer, headers));
            case "PUT" ->
                json(body ->
                        ModifyFeatureDesiredProperty.of(id, feature, pointer, JsonFactory.readFrom(body), headers));
            case "PATCH" ->
                patch(body -> MergeThing.withFeatureDesiredProperty(
                        id, feature, pointer, JsonFactory.readFrom(body), headers));
            case "DELETE" -> ask(DeleteFeatureDesiredProperty.of(id, feature, pointer, headers));
            default -> throw call.methodNotAllowed();
        };
    }
}
