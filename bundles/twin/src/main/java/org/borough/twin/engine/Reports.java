// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.view.PlainValues;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.metadata.Metadata;
import org.eclipse.ditto.base.model.entity.metadata.MetadataModelFactory;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotModifiableException;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;

/**
 * Writes values of several features as one event, a merge of {@code /features}, so that all of them happen or none. A
 * value replaces the one before: members that a record had and has no more are taken out.
 */
final class Reports {

    private static final String FEATURES = "features";
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
    record Entry(
            String model, String feature, String section, List<String> path, JsonNode value, Optional<Instant> at) {

        Entry {
            if (path.isEmpty() || feature.contains("/")) {
                throw new TwinRefusedException(
                        400,
                        "json.invalid",
                        "The property " + feature + '/' + String.join("/", path)
                                + " needs a feature without slashes and a path.");
            }
        }

        static Entry of(Reading<?> reading) {
            var property = reading.property();
            boolean stamped = !reading.at().equals(Reading.ON_ARRIVAL);
            return new Entry(
                    property.model(),
                    property.feature(),
                    PROPERTIES,
                    PlainValues.path(property.path()),
                    PlainValues.json(reading.value(), property.address()),
                    stamped ? Optional.of(reading.at()) : Optional.empty());
        }

        static Entry of(Setting setting) {
            return new Entry(
                    "",
                    setting.feature(),
                    "desiredProperties",
                    PlainValues.path(setting.path()),
                    PlainValues.json(setting.value(), setting.address()),
                    Optional.empty());
        }

        /** Puts something at this value's place below features. */
        void put(ObjectNode features, JsonNode something) {
            ObjectNode node = Trees.child(Trees.child(features, feature), section);
            for (String key : path.subList(0, path.size() - 1)) {
                node = Trees.child(node, key);
            }
            node.set(path.get(path.size() - 1), something);
        }

        /** What is at this value's place below features. */
        JsonNode in(JsonNode features) {
            return Trees.at(features.path(feature).path(section), path);
        }

        JsonPointer pointer() {
            return JsonPointer.of('/' + String.join("/", path));
        }
    }

    Step<Void> step(Entity entity, State before, List<Entry> entries, Cause cause, Actor actor) {
        ThingId id = (ThingId) entity.id;
        DittoHeaders headers = actor.headers();
        if (!before.alive()) {
            throw ThingFaults.missing(id, ThingPath.of(JsonPointer.empty()), headers);
        }
        authorize(id, before, entries, actor);
        ObjectNode tree = before.tree();
        ObjectNode patch = patch(entries, tree.path(FEATURES));
        Instant now = clock.instant();
        ObjectNode record = record(id, before, now, patch, stamps(entries, tree, now));
        boolean sameModels = patch.findValue("definition") == null;
        State after = revisions.merged(before, now, sameModels, after(tree, patch, record.path(Revisions.METADATA)));
        Guards.size(headers, after.document());
        Happened happened = Happened.merged(
                before, after, cause, record, List.of(FEATURES), () -> event(id, after, record, headers));
        return Step.of(happened, null);
    }

    /** The event as Ditto writes it. */
    private static ObjectNode record(ThingId id, State before, Instant now, ObjectNode patch, ObjectNode stamps) {
        ObjectNode record = Trees.object()
                .put("type", ThingMerged.TYPE)
                .put("_timestamp", now.toString())
                .put("revision", before.revision() + 1);
        if (!stamps.isEmpty()) {
            record.set(Revisions.METADATA, stamps);
        }
        record.put("thingId", id.toString()).put("path", "/features").set("value", patch);
        return record;
    }

    private static ThingEvent<?> event(ThingId id, State after, ObjectNode record, DittoHeaders headers) {
        JsonNode stamps = record.path(Revisions.METADATA).path(FEATURES);
        Metadata metadata = stamps.isMissingNode()
                ? ThingEvents.NO_METADATA
                : MetadataModelFactory.newMetadata(DittoTrees.ditto(stamps));
        return new ThingEvents(id, after.revision(), after.modified(), headers, metadata)
                .merged(ThingPath.of(Places.FEATURES), DittoTrees.ditto(record.get("value")));
    }

    private static ObjectNode after(ObjectNode tree, ObjectNode patch, JsonNode stamps) {
        ObjectNode after = Trees.object();
        after.setAll(tree);
        after.set(FEATURES, Trees.merged(tree.path(FEATURES), patch));
        if (!stamps.isMissingNode()) {
            after.set(Revisions.METADATA, Trees.merged(tree.path(Revisions.METADATA), stamps));
        }
        return after;
    }

    private void authorize(ThingId id, State before, List<Entry> entries, Actor actor) {
        DittoHeaders headers = actor.headers();
        AuthorizationContext who = actor.context();
        Grants grants = access.of(before.policyId(), id)
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, before.policyId(), true, headers));
        if (grants.mayWriteFeatures(who)) {
            return;
        }
        for (Entry entry : entries) {
            JsonPointer place = JsonPointer.of("/features/" + entry.feature + '/' + entry.section)
                    .append(entry.pointer());
            if (!grants.all("thing", place, who, Grants.WRITE)) {
                throw FeaturePropertyNotModifiableException.newBuilder(id, entry.feature, entry.pointer())
                        .dittoHeaders(headers)
                        .build();
            }
        }
    }

    private static ObjectNode patch(List<Entry> entries, JsonNode features) {
        ObjectNode patch = Trees.object();
        for (Entry entry : entries) {
            boolean missing = !entry.model.isEmpty() && !features.has(entry.feature) && !patch.has(entry.feature);
            if (missing) {
                Trees.child(patch, entry.feature).putArray("definition").add(entry.model);
            }
            entry.put(patch, Trees.replacing(entry.in(features), entry.value));
        }
        return patch;
    }

    /** The devices' times; a value whose earlier one had a time gets one in any case, so that none is wrong. */
    private static ObjectNode stamps(List<Entry> entries, ObjectNode tree, Instant now) {
        ObjectNode stamps = Trees.object();
        JsonNode known = tree.path(Revisions.METADATA).path(FEATURES);
        for (Entry entry : entries) {
            boolean stale = entry.in(known).has("at");
            if (entry.at.isPresent() || stale) {
                ObjectNode at = Trees.object().put("at", entry.at.orElse(now).toString());
                entry.put(Trees.child(stamps, FEATURES), at);
            }
        }
        return stamps;
    }

    static TwinRefusedException noThing(org.borough.thing.ThingId thing) {
        return new TwinRefusedException(
                404, "things:thing.notfound", "There is no thing " + thing + "; provision it first.");
    }
}
