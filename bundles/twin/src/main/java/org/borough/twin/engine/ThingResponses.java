// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThingResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttributeResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttributesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDesiredPropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureDesiredPropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeaturePropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeaturePropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeaturesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThingDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThingResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThingResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributeResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDesiredPropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDesiredPropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeaturePropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeaturePropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeaturesResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyPolicyIdResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThingDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThingResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributeResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributesResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDesiredPropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureDesiredPropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeaturePropertiesResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeaturePropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeaturesResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrievePolicyIdResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingResponse;

/** Makes Ditto's answers for one thing. */
record ThingResponses(ThingId id, DittoHeaders headers) {

    CommandResponse<?> created(ThingPath path, JsonValue value) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING -> CreateThingResponse.of(ThingValues.thing(value), headers);
            case POLICY_ID -> ModifyPolicyIdResponse.created(id, ThingValues.policyId(value), headers);
            case DEFINITION -> ModifyThingDefinitionResponse.created(id, ThingValues.definition(value), headers);
            case ATTRIBUTES -> ModifyAttributesResponse.created(id, ThingValues.attributes(value), headers);
            case ATTRIBUTE -> ModifyAttributeResponse.created(id, path.rest(), value, headers);
            case FEATURES -> ModifyFeaturesResponse.created(id, ThingValues.features(value), headers);
            case FEATURE -> ModifyFeatureResponse.created(id, ThingValues.feature(feature, value), headers);
            case FEATURE_DEFINITION ->
                ModifyFeatureDefinitionResponse.created(id, feature, ThingValues.featureDefinition(value), headers);
            case PROPERTIES ->
                ModifyFeaturePropertiesResponse.created(id, feature, ThingValues.properties(value), headers);
            case PROPERTY -> ModifyFeaturePropertyResponse.created(id, feature, path.rest(), value, headers);
            case DESIRED_PROPERTIES ->
                ModifyFeatureDesiredPropertiesResponse.created(id, feature, ThingValues.properties(value), headers);
            case DESIRED_PROPERTY ->
                ModifyFeatureDesiredPropertyResponse.created(id, feature, path.rest(), value, headers);
            case OTHER -> merged(path);
        };
    }

    CommandResponse<?> modified(ThingPath path) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING -> ModifyThingResponse.modified(id, headers);
            case POLICY_ID -> ModifyPolicyIdResponse.modified(id, headers);
            case DEFINITION -> ModifyThingDefinitionResponse.modified(id, headers);
            case ATTRIBUTES -> ModifyAttributesResponse.modified(id, headers);
            case ATTRIBUTE -> ModifyAttributeResponse.modified(id, path.rest(), headers);
            case FEATURES -> ModifyFeaturesResponse.modified(id, headers);
            case FEATURE -> ModifyFeatureResponse.modified(id, feature, headers);
            case FEATURE_DEFINITION -> ModifyFeatureDefinitionResponse.modified(id, feature, headers);
            case PROPERTIES -> ModifyFeaturePropertiesResponse.modified(id, feature, headers);
            case PROPERTY -> ModifyFeaturePropertyResponse.modified(id, feature, path.rest(), headers);
            case DESIRED_PROPERTIES -> ModifyFeatureDesiredPropertiesResponse.modified(id, feature, headers);
            case DESIRED_PROPERTY -> ModifyFeatureDesiredPropertyResponse.modified(id, feature, path.rest(), headers);
            case OTHER -> merged(path);
        };
    }

    CommandResponse<?> merged(ThingPath path) {
        return MergeThingResponse.of(id, path.pointer(), headers);
    }

    CommandResponse<?> deleted(ThingPath path) {
        String feature = path.feature();
        return switch (path.part()) {
            case DEFINITION -> DeleteThingDefinitionResponse.of(id, headers);
            case ATTRIBUTES -> DeleteAttributesResponse.of(id, headers);
            case ATTRIBUTE -> DeleteAttributeResponse.of(id, path.rest(), headers);
            case FEATURES -> DeleteFeaturesResponse.of(id, headers);
            case FEATURE -> DeleteFeatureResponse.of(id, feature, headers);
            case FEATURE_DEFINITION -> DeleteFeatureDefinitionResponse.of(id, feature, headers);
            case PROPERTIES -> DeleteFeaturePropertiesResponse.of(id, feature, headers);
            case PROPERTY -> DeleteFeaturePropertyResponse.of(id, feature, path.rest(), headers);
            case DESIRED_PROPERTIES -> DeleteFeatureDesiredPropertiesResponse.of(id, feature, headers);
            case DESIRED_PROPERTY -> DeleteFeatureDesiredPropertyResponse.of(id, feature, path.rest(), headers);
            case THING, POLICY_ID, OTHER -> DeleteThingResponse.of(id, headers);
        };
    }

    CommandResponse<?> retrieved(ThingPath path, JsonValue value) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING, OTHER -> RetrieveThingResponse.of(id, value.asObject(), headers);
            case POLICY_ID -> RetrievePolicyIdResponse.of(id, ThingValues.policyId(value), headers);
            case DEFINITION -> RetrieveThingDefinitionResponse.of(id, ThingValues.definition(value), headers);
            case ATTRIBUTES -> RetrieveAttributesResponse.of(id, value.asObject(), headers);
            case ATTRIBUTE -> RetrieveAttributeResponse.of(id, path.rest(), value, headers);
            case FEATURES -> RetrieveFeaturesResponse.of(id, value.asObject(), headers);
            case FEATURE -> RetrieveFeatureResponse.of(id, feature, value.asObject(), headers);
            case FEATURE_DEFINITION ->
                RetrieveFeatureDefinitionResponse.of(id, feature, ThingValues.featureDefinition(value), headers);
            case PROPERTIES -> RetrieveFeaturePropertiesResponse.of(id, feature, value.asObject(), headers);
            case PROPERTY -> RetrieveFeaturePropertyResponse.of(id, feature, path.rest(), value, headers);
            case DESIRED_PROPERTIES ->
                RetrieveFeatureDesiredPropertiesResponse.of(id, feature, value.asObject(), headers);
            case DESIRED_PROPERTY ->
                RetrieveFeatureDesiredPropertyResponse.of(id, feature, path.rest(), value, headers);
        };
    }
}
