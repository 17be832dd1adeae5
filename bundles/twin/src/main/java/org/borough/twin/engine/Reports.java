// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;
import org.eclipse.ditto.base.model.entity.metadata.Metadata;
import org.eclipse.ditto.base.model.entity.metadata.MetadataModelFactory;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotModifiableException;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/**
 * Writes values of several features as one event, a merge of {@code /features}, so that all of them happen or none. A
 * value replaces the one before: members that a record had and has no more are taken out.
 */
final class Reports {

    private static final ThingPath FEATURES = ThingPath.of(Places.FEATURES);
    private static final String PROPERTIES = "properties";

    private final Access access;
    private final Revisions revisions;
    private final Clock clock;

    Reports(Access access, Revisions revisions, Clock clock) {
        this.access = access;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** One value on its way into a thing; empty model: no feature is made with a definition. */
    record Entry(String model, String feature, String section, String path, JsonValue value, Optional<Instant> at) {

        static Entry of(Reading<?> reading) {
            var property = reading.property();
            boolean stamped = !reading.at().equals(Reading.ON_ARRIVAL);
            return new Entry(
                    property.model(),
                    property.feature(),
                    PROPERTIES,
                    property.path(),
                    PlainValues.json(reading.value(), property.address()),
                    stamped ? Optional.of(reading.at()) : Optional.empty());
        }

        static Entry of(Setting setting) {
            JsonValue value = PlainValues.json(setting.value(), setting.address());
            return new Entry("", setting.feature(), "desiredProperties", setting.path(), value, Optional.empty());
        }

        JsonPointer inFeatures() {
            return PlainValues.pointer(List.of(feature, section), path);
        }
    }

    Step<Void> step(Entity entity, State before, List<Entry> entries, Cause cause, DittoHeaders headers) {
        ThingId id = (ThingId) entity.id;
        if (!before.alive()) {
            throw ThingFaults.missing(id, ThingPath.of(JsonPointer.empty()), headers);
        }
        authorize(id, before, entries, headers);
        JsonObject features = before.at(Places.FEATURES)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElse(JsonObject.empty());
        JsonObject patch = patch(entries, features);
        Instant now = clock.instant();
        ThingEvent<?> event = new ThingEvents(id, before.revision() + 1, now, headers, metadata(entries, before, now))
                .merged(FEATURES, patch);
        State after = revisions.after(Entity.Kind.THING, before, event);
        Guards.size(Entity.Kind.THING, headers, after.json());
        return Step.of(new Happened(event, before, after, cause), null);
    }

    private void authorize(ThingId id, State before, List<Entry> entries, DittoHeaders headers) {
        var who = headers.getAuthorizationContext();
        Grants grants = access.of(before.policyId())
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, before.policyId(), true, headers));
        if (grants.mayWriteFeatures(who)) {
            return;
        }
        for (Entry entry : entries) {
            JsonPointer place = Places.FEATURES.append(entry.inFeatures());
            if (!grants.all("thing", place, who, Grants.WRITE)) {
                throw FeaturePropertyNotModifiableException.newBuilder(id, entry.feature, JsonPointer.of(entry.path))
                        .dittoHeaders(headers)
                        .build();
            }
        }
    }

    private static JsonObject patch(List<Entry> entries, JsonObject features) {
        JsonObjectBuilder patch = JsonFactory.newObjectBuilder();
        Set<String> made = new HashSet<>();
        for (Entry entry : entries) {
            JsonKey feature = JsonFactory.newKey(entry.feature);
            boolean missing = features.getValue(JsonFactory.newPointer(feature)).isEmpty();
            if (missing && !entry.model.isEmpty() && made.add(entry.feature)) {
                patch.set(
                        JsonFactory.newPointer(feature, JsonFactory.newKey("definition")),
                        JsonFactory.newArrayBuilder().add(entry.model).build());
            }
            JsonPointer place = entry.inFeatures();
            patch.set(place, replacing(features.getValue(place), entry.value));
        }
        return patch.build();
    }

    private static JsonValue replacing(Optional<JsonValue> before, JsonValue value) {
        boolean objects = value.isObject() && before.filter(JsonValue::isObject).isPresent();
        if (!objects) {
            return value;
        }
        JsonObject members = value.asObject();
        JsonObjectBuilder patch = members.toBuilder();
        for (JsonField field : before.get().asObject()) {
            JsonPointer key = JsonFactory.newPointer(field.getKey());
            Optional<JsonValue> now = members.getValue(key);
            patch.set(
                    field.getKey(),
                    now.map(inner -> replacing(Optional.of(field.getValue()), inner))
                            .orElse(JsonValue.nullLiteral()));
        }
        return patch.build();
    }

    /** The devices' times; a value whose earlier one had a time gets one in any case, so that none is wrong. */
    private static Metadata metadata(List<Entry> entries, State before, Instant now) {
        JsonObjectBuilder stamps = null;
        JsonKey root = JsonFactory.newKey("features");
        Optional<JsonValue> known = before.at(Places.METADATA);
        for (Entry entry : entries) {
            JsonPointer place =
                    JsonFactory.newPointer(root).append(entry.inFeatures()).addLeaf(JsonFactory.newKey("at"));
            boolean stale =
                    known.filter(value -> value.asObject().contains(place)).isPresent();
            if (entry.at.isPresent() || stale) {
                stamps = stamps == null ? JsonFactory.newObjectBuilder() : stamps;
                stamps.set(place, JsonValue.of(entry.at.orElse(now).toString()));
            }
        }
        return stamps == null ? ThingEvents.NO_METADATA : MetadataModelFactory.newMetadata(stamps.build());
    }

    static TwinRefusedException noThing(org.borough.thing.ThingId thing) {
        return new TwinRefusedException(
                404, "things:thing.notfound", "There is no thing " + thing + "; provision it first.");
    }
}
