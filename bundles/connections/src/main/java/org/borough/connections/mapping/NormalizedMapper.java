// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseOptions;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.TopicPath;

/** Tells what was created, modified, merged or deleted as a sparse thing. Drops all else. */
final class NormalizedMapper implements Mapper {

    private static final Set<TopicPath.Action> TOLD =
            Set.of(TopicPath.Action.CREATED, TopicPath.Action.MODIFIED, TopicPath.Action.MERGED);

    private final Optional<JsonFieldSelector> fields;
    private final boolean partsToo;

    NormalizedMapper(Options options) {
        partsToo = options.flag("includeDeletedFields", false);
        fields = options.text("fields")
                .map(text -> JsonFactory.newFieldSelector(
                        text, JsonParseOptions.newBuilder().withoutUrlDecoding().build()));
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        return List.of();
    }

    @Override
    public List<External> out(Adaptable signal) {
        TopicPath topic = signal.getTopicPath();
        boolean told = topic.getAction().filter(TOLD::contains).isPresent()
                || topic.isAction(TopicPath.Action.DELETED) && (partsToo || isWhole(signal));
        if (!told || !topic.isGroup(TopicPath.Group.THINGS) || !topic.isCriterion(TopicPath.Criterion.EVENTS)) {
            return List.of();
        }
        JsonObject thing = thing(signal);
        JsonObject wanted = fields.map(thing::get).orElse(thing);
        JsonObject result = topic.isAction(TopicPath.Action.MERGED) ? withoutNulls(wanted) : wanted;
        return List.of(External.ofText(Map.of(External.CONTENT_TYPE, "application/json"), result.toString()));
    }

    private static boolean isWhole(Adaptable signal) {
        return JsonPointer.of(signal.getPayload().getPath()).isEmpty();
    }

    private JsonObject thing(Adaptable signal) {
        Payload payload = signal.getPayload();
        TopicPath topic = signal.getTopicPath();
        JsonObjectBuilder thing =
                JsonObject.newBuilder().set("thingId", topic.getNamespace() + ":" + topic.getEntityName());
        JsonPointer path = JsonPointer.of(payload.getPath());
        payload.getValue().ifPresent(value -> {
            if (path.isEmpty()) {
                value.asObject().forEach(thing::set);
            } else {
                thing.set(path, value);
            }
        });
        payload.getTimestamp().ifPresent(time -> thing.set("_modified", time.toString()));
        payload.getRevision().ifPresent(revision -> thing.set("_revision", revision));
        payload.getTimestamp().ifPresent(time -> deleted(signal, time.toString(), thing));
        thing.set("_context", context(signal));
        JsonObject whole = thing.build();
        return payload.getExtra()
                .map(extra -> JsonFactory.mergeJsonValues(whole, extra).asObject())
                .orElse(whole);
    }

    private void deleted(Adaptable signal, String time, JsonObjectBuilder thing) {
        boolean whole = isWhole(signal);
        if (whole && signal.getTopicPath().isAction(TopicPath.Action.DELETED)) {
            thing.set("_deleted", time);
        } else if (partsToo) {
            JsonObject parts = deletedParts(signal, time);
            if (!parts.isEmpty()) {
                thing.set("_deletedFields", parts);
            }
        }
    }

    private static JsonObject deletedParts(Adaptable signal, String time) {
        JsonObjectBuilder parts = JsonObject.newBuilder();
        JsonPointer path = JsonPointer.of(signal.getPayload().getPath());
        if (signal.getTopicPath().isAction(TopicPath.Action.DELETED)) {
            parts.set(path, time);
        } else if (signal.getTopicPath().isAction(TopicPath.Action.MERGED)) {
            signal.getPayload().getValue().ifPresent(patch -> deletedBy(patch, path, time, parts));
        }
        return parts.build();
    }

    /** Null means deletion in a patch. Patterns of keys, {@code {{ ~…~ }}}, name no part of the thing. */
    private static void deletedBy(JsonValue patch, JsonPointer path, String time, JsonObjectBuilder parts) {
        if (patch.isNull()) {
            if (!path.isEmpty()) {
                parts.set(path, time);
            }
        } else if (patch.isObject()) {
            patch.asObject().stream()
                    .filter(field -> !field.getKeyName().startsWith("{{"))
                    .forEach(field -> deletedBy(field.getValue(), path.addLeaf(field.getKey()), time, parts));
        }
    }

    private static JsonObject context(Adaptable signal) {
        JsonObjectBuilder headers = JsonObject.newBuilder();
        signal.getDittoHeaders()
                .forEach((name, value) -> headers.set(JsonPointer.empty().addLeaf(JsonKey.of(name)), value));
        JsonObjectBuilder context = JsonObject.newBuilder()
                .set("topic", signal.getTopicPath().getPath())
                .set("path", signal.getPayload().getPath().toString())
                .set("value", signal.getPayload().getValue().orElse(JsonValue.nullLiteral()));
        signal.getPayload().getFields().ifPresent(selected -> context.set("fields", selected.toString()));
        return context.set("headers", headers.build()).build();
    }

    private static JsonObject withoutNulls(JsonObject object) {
        JsonObjectBuilder kept = JsonObject.newBuilder();
        object.forEach(field -> {
            JsonValue value = field.getValue();
            JsonValue cleaned = value.isObject() && !value.isNull() ? withoutNulls(value.asObject()) : value;
            boolean empty =
                    cleaned.isNull() || cleaned.isObject() && cleaned.asObject().isEmpty();
            if (!empty) {
                kept.set(JsonPointer.empty().addLeaf(field.getKey()), cleaned);
            }
        });
        return kept.build();
    }
}
