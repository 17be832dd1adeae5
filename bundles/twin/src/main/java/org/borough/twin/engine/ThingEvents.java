// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import org.eclipse.ditto.base.model.entity.metadata.Metadata;
import org.eclipse.ditto.base.model.entity.metadata.MetadataModelFactory;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.base.model.signals.events.GlobalEventRegistry;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.events.AttributeCreated;
import org.eclipse.ditto.things.model.signals.events.AttributeDeleted;
import org.eclipse.ditto.things.model.signals.events.AttributeModified;
import org.eclipse.ditto.things.model.signals.events.AttributesCreated;
import org.eclipse.ditto.things.model.signals.events.AttributesDeleted;
import org.eclipse.ditto.things.model.signals.events.AttributesModified;
import org.eclipse.ditto.things.model.signals.events.FeatureCreated;
import org.eclipse.ditto.things.model.signals.events.FeatureDefinitionCreated;
import org.eclipse.ditto.things.model.signals.events.FeatureDefinitionDeleted;
import org.eclipse.ditto.things.model.signals.events.FeatureDefinitionModified;
import org.eclipse.ditto.things.model.signals.events.FeatureDeleted;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertiesCreated;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertiesDeleted;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertiesModified;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertyCreated;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertyDeleted;
import org.eclipse.ditto.things.model.signals.events.FeatureDesiredPropertyModified;
import org.eclipse.ditto.things.model.signals.events.FeatureModified;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertiesCreated;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertiesDeleted;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertiesModified;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertyCreated;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertyDeleted;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertyModified;
import org.eclipse.ditto.things.model.signals.events.FeaturesCreated;
import org.eclipse.ditto.things.model.signals.events.FeaturesDeleted;
import org.eclipse.ditto.things.model.signals.events.FeaturesModified;
import org.eclipse.ditto.things.model.signals.events.PolicyIdModified;
import org.eclipse.ditto.things.model.signals.events.ThingCreated;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionCreated;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionDeleted;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionModified;
import org.eclipse.ditto.things.model.signals.events.ThingDeleted;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;
import org.eclipse.ditto.things.model.signals.events.ThingModified;

/** Makes Ditto's events of one revision of one thing. */
record ThingEvents(ThingId id, long revision, Instant at, DittoHeaders headers, Metadata metadata) {

    static final Metadata NO_METADATA = null;

    /** What changes of the metadata below a place, as events carry it: from the top. */
    static Metadata metadata(JsonPointer place, JsonObject patch) {
        return MetadataModelFactory.newMetadata(JsonEdits.set(JsonObject.empty(), place, patch));
    }

    /** An event of the journal as the world sees it: its metadata relative to what it is about. */
    static EventsourcedEvent<?> ofJournal(EventsourcedEvent<?> event) {
        return event.getMetadata()
                .map(metadata -> metadata.toJson().getValue(event.getResourcePath()))
                .<EventsourcedEvent<?>>map(inner -> withMetadata(
                        event,
                        inner.filter(JsonValue::isObject)
                                .map(JsonValue::asObject)
                                .orElseGet(JsonObject::empty)))
                .orElse(event);
    }

    /** The same event with other metadata. */
    static EventsourcedEvent<?> withMetadata(EventsourcedEvent<?> event, JsonObject metadata) {
        JsonObject json = event.toJson().setValue(Revisions.METADATA, metadata);
        return (EventsourcedEvent<?>) GlobalEventRegistry.getInstance().parse(json, event.getDittoHeaders());
    }

    ThingEvent<?> created(ThingPath path, JsonValue value) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING -> ThingCreated.of(ThingValues.thing(value), revision, at, headers, metadata);
            case POLICY_ID -> modified(path, value);
            case DEFINITION ->
                ThingDefinitionCreated.of(id, ThingValues.definition(value), revision, at, headers, metadata);
            case ATTRIBUTES -> AttributesCreated.of(id, ThingValues.attributes(value), revision, at, headers, metadata);
            case ATTRIBUTE -> AttributeCreated.of(id, path.rest(), value, revision, at, headers, metadata);
            case FEATURES -> FeaturesCreated.of(id, ThingValues.features(value), revision, at, headers, metadata);
            case FEATURE -> FeatureCreated.of(id, ThingValues.feature(feature, value), revision, at, headers, metadata);
            case FEATURE_DEFINITION ->
                FeatureDefinitionCreated.of(
                        id, feature, ThingValues.featureDefinition(value), revision, at, headers, metadata);
            case PROPERTIES ->
                FeaturePropertiesCreated.of(
                        id, feature, ThingValues.properties(value), revision, at, headers, metadata);
            case PROPERTY ->
                FeaturePropertyCreated.of(id, feature, path.rest(), value, revision, at, headers, metadata);
            case DESIRED_PROPERTIES ->
                FeatureDesiredPropertiesCreated.of(
                        id, feature, ThingValues.properties(value), revision, at, headers, metadata);
            case DESIRED_PROPERTY ->
                FeatureDesiredPropertyCreated.of(id, feature, path.rest(), value, revision, at, headers, metadata);
            case OTHER -> merged(path, value);
        };
    }

    ThingEvent<?> modified(ThingPath path, JsonValue value) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING -> ThingModified.of(ThingValues.thing(value), revision, at, headers, metadata);
            case POLICY_ID -> PolicyIdModified.of(id, ThingValues.policyId(value), revision, at, headers, metadata);
            case DEFINITION ->
                ThingDefinitionModified.of(id, ThingValues.definition(value), revision, at, headers, metadata);
            case ATTRIBUTES ->
                AttributesModified.of(id, ThingValues.attributes(value), revision, at, headers, metadata);
            case ATTRIBUTE -> AttributeModified.of(id, path.rest(), value, revision, at, headers, metadata);
            case FEATURES -> FeaturesModified.of(id, ThingValues.features(value), revision, at, headers, metadata);
            case FEATURE ->
                FeatureModified.of(id, ThingValues.feature(feature, value), revision, at, headers, metadata);
            case FEATURE_DEFINITION ->
                FeatureDefinitionModified.of(
                        id, feature, ThingValues.featureDefinition(value), revision, at, headers, metadata);
            case PROPERTIES ->
                FeaturePropertiesModified.of(
                        id, feature, ThingValues.properties(value), revision, at, headers, metadata);
            case PROPERTY ->
                FeaturePropertyModified.of(id, feature, path.rest(), value, revision, at, headers, metadata);
            case DESIRED_PROPERTIES ->
                FeatureDesiredPropertiesModified.of(
                        id, feature, ThingValues.properties(value), revision, at, headers, metadata);
            case DESIRED_PROPERTY ->
                FeatureDesiredPropertyModified.of(id, feature, path.rest(), value, revision, at, headers, metadata);
            case OTHER -> merged(path, value);
        };
    }

    ThingEvent<?> deleted(ThingPath path) {
        String feature = path.feature();
        return switch (path.part()) {
            case DEFINITION -> ThingDefinitionDeleted.of(id, revision, at, headers, metadata);
            case ATTRIBUTES -> AttributesDeleted.of(id, revision, at, headers, metadata);
            case ATTRIBUTE -> AttributeDeleted.of(id, path.rest(), revision, at, headers, metadata);
            case FEATURES -> FeaturesDeleted.of(id, revision, at, headers, metadata);
            case FEATURE -> FeatureDeleted.of(id, feature, revision, at, headers, metadata);
            case FEATURE_DEFINITION -> FeatureDefinitionDeleted.of(id, feature, revision, at, headers, metadata);
            case PROPERTIES -> FeaturePropertiesDeleted.of(id, feature, revision, at, headers, metadata);
            case PROPERTY -> FeaturePropertyDeleted.of(id, feature, path.rest(), revision, at, headers, metadata);
            case DESIRED_PROPERTIES -> FeatureDesiredPropertiesDeleted.of(id, feature, revision, at, headers, metadata);
            case DESIRED_PROPERTY ->
                FeatureDesiredPropertyDeleted.of(id, feature, path.rest(), revision, at, headers, metadata);
            case THING, POLICY_ID, OTHER -> ThingDeleted.of(id, revision, at, headers, metadata);
        };
    }

    ThingEvent<?> merged(ThingPath path, JsonValue patch) {
        return ThingMerged.of(id, path.pointer(), patch, revision, at, headers, metadata);
    }
}
