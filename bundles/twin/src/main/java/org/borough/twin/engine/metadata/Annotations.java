// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.metadata;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.metadata.MetadataHeader;
import org.eclipse.ditto.base.model.headers.metadata.MetadataHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.exceptions.MetadataHeadersConflictException;

/** What a command's headers ask of metadata at one place of a thing. All of it is relative to that place. */
public record Annotations(DittoHeaders headers, JsonPointer place) {

    private static final String PUT = DittoHeaderDefinition.PUT_METADATA.getKey();
    private static final String GET = DittoHeaderDefinition.GET_METADATA.getKey();
    private static final String DELETE = DittoHeaderDefinition.DELETE_METADATA.getKey();

    /** Whether metadata is asked for at all; most commands do not. */
    public boolean none() {
        return !headers.containsKey(PUT) && !headers.containsKey(GET) && !headers.containsKey(DELETE);
    }

    /** Refuses commands that ask for more than one thing. */
    public void check(boolean read) {
        if (none()) {
            return;
        }
        long asked = Stream.of(PUT, GET, DELETE).filter(headers::containsKey).count();
        if (asked > 1) {
            throw MetadataHeadersConflictException.newBuilder()
                    .message("Metadata of the Thing could not be "
                            + (read ? "retrieved." : "created, modified or deleted."))
                    .description("Multiple metadata headers were specified. "
                            + (read
                                    ? "For GET requests only the 'get-metadata' header can be specified."
                                    : "For PUT/PATCH requests either the 'put-metadata' or 'delete-metadata' header"
                                            + " can be specified not both at the same time."))
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /** The metadata that a query wants of what is there; nothing when it wants none. */
    public Optional<JsonObject> wanted(JsonValue value, JsonObject existing) {
        if (!headers.containsKey(GET)) {
            return Optional.empty();
        }
        JsonObjectBuilder found = JsonFactory.newObjectBuilder();
        for (JsonPointer field : headers.getMetadataFieldsToGet()) {
            Expression expression = new Expression(GET, place, field);
            if (expression.isAll()) {
                return Optional.of(existing);
            }
            for (JsonPointer pointer : expression.resolve(value, true)) {
                existing.getValue(pointer).ifPresent(metadata -> found.set(pointer, metadata));
            }
        }
        return Optional.of(found.build());
    }

    /**
     * How a write changes the metadata: a merge patch of what is there.
     *
     * @param written the value or merge patch that is written
     * @param before the value that was there
     */
    public Optional<JsonObject> change(JsonValue written, JsonValue before, JsonObject existing) {
        if (headers.containsKey(PUT)) {
            return difference(existing, put(written, existing));
        }
        return headers.containsKey(DELETE) ? difference(existing, deleted(before, existing)) : Optional.empty();
    }

    private JsonObject put(JsonValue written, JsonObject existing) {
        JsonObject result = existing;
        MetadataHeaders puts = headers.getMetadataHeadersToPut();
        for (MetadataHeader put : puts) {
            JsonPointer key = JsonPointer.of(put.getKey().toString());
            for (JsonPointer pointer : new Expression(PUT, place, key).resolve(written, false)) {
                if (!collides(written, pointer, put.getValue()) && !removes(written, pointer)) {
                    result = result.setValue(pointer, put.getValue());
                }
            }
        }
        return result;
    }

    private JsonObject deleted(JsonValue before, JsonObject existing) {
        JsonObject result = existing;
        for (JsonPointer field : headers.getMetadataFieldsToDelete()) {
            Expression expression = new Expression(DELETE, place, field);
            if (expression.isAll()) {
                return JsonObject.empty();
            }
            Collection<JsonPointer> pointers = expression.resolve(before, true);
            for (JsonPointer pointer : pointers) {
                result = result.remove(pointer);
            }
        }
        return result;
    }

    /** A plain value cannot be the metadata where the metadata of a value is. */
    private static boolean collides(JsonValue written, JsonPointer pointer, JsonValue metadata) {
        return isObject(written) && !isObject(metadata) && written.asObject().contains(pointer);
    }

    /** What a merge removes gets no metadata. */
    private static boolean removes(JsonValue written, JsonPointer pointer) {
        JsonPointer parent = pointer.cutLeaf();
        return parent.isEmpty()
                ? written.isNull()
                : isObject(written)
                        && written.asObject()
                                .getValue(parent)
                                .filter(JsonValue::isNull)
                                .isPresent();
    }

    private static Optional<JsonObject> difference(JsonObject before, JsonObject after) {
        JsonObjectBuilder patch = JsonFactory.newObjectBuilder();
        for (JsonField field : after) {
            JsonPointer key = JsonFactory.newPointer(field.getKey());
            Optional<JsonValue> old = before.getValue(key);
            if (old.isPresent() && isObject(old.get()) && isObject(field.getValue())) {
                difference(old.get().asObject(), field.getValue().asObject())
                        .ifPresent(inner -> patch.set(field.getKey(), inner));
            } else if (old.filter(field.getValue()::equals).isEmpty()) {
                patch.set(field.getKey(), field.getValue());
            }
        }
        for (JsonField field : before) {
            if (!after.contains(JsonFactory.newPointer(field.getKey()))) {
                patch.set(field.getKey(), JsonFactory.nullLiteral());
            }
        }
        JsonObject result = patch.build();
        return result.isEmpty() ? Optional.empty() : Optional.of(result);
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }
}
