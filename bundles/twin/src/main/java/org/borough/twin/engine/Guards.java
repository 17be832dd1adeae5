// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.IfEqual;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyTooLargeException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyPreconditionFailedException;
import org.eclipse.ditto.rql.model.ParserException;
import org.eclipse.ditto.things.model.ThingTooLargeException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionFailedException;

/** What must hold before a command may act: its condition, its dislike of no-ops, the size of what comes out. */
final class Guards {

    /** Ditto's default limit of a thing and of a policy, in characters of JSON. */
    static final int MAX_SIZE = 100 * 1024;

    /** Far below what the JSON libraries refuse, since events and searches wrap what things hold. */
    static final int MAX_DEPTH = 500;

    private static final String EQUAL =
            "The previous value was equal to the new value and the 'if-equal' header was set to 'skip'.";
    private static final String EQUAL_HELP =
            "Your changes were not applied, as nothing would have changed; leave out the"
                    + " 'if-equal' header to apply them all the same.";

    private Guards() {}

    /** Checks the header {@code condition}: the caller must be able to read what it looks at, and it must hold. */
    static void condition(DittoHeaders headers, Grants grants, Entity entity, State state) {
        Optional<String> condition = headers.getCondition();
        if (condition.isPresent() && !holds(condition.get(), headers, grants, entity, state)) {
            throw ThingConditionFailedException.newBuilder(headers).build();
        }
    }

    /** Whether a condition holds; the caller must be able to read what it looks at. */
    static boolean holds(String condition, DittoHeaders headers, Grants grants, Entity entity, State state) {
        try {
            for (String field : Rql.fields(condition)) {
                if (!grants.all("thing", JsonPointer.of(field), headers.getAuthorizationContext(), Grants.READ)) {
                    throw ThingConditionFailedException.newBuilderForInsufficientPermission(headers)
                            .build();
                }
            }
        } catch (ParserException e) {
            throw ThingConditionInvalidException.newBuilder(condition, e.getMessage())
                    .dittoHeaders(headers)
                    .build();
        }
        return Rql.predicate(condition, headers)
                .test(Views.model(grants.thing(Views.wholeThing(entity, state), headers.getAuthorizationContext())));
    }

    /** Refuses to write what is there already, when the caller wants that. */
    static void changes(Entity.Kind kind, DittoHeaders headers, Optional<JsonValue> before, JsonValue after) {
        boolean skip =
                headers.getIfEqual().filter(option -> option != IfEqual.UPDATE).isPresent();
        if (skip && before.filter(after::equals).isPresent()) {
            throw equal(kind, headers);
        }
    }

    /** The part of a merge patch that is to be applied: all of it, or what differs when the caller wants that. */
    static JsonValue patch(DittoHeaders headers, Optional<JsonValue> before, JsonValue patch) {
        IfEqual option = headers.getIfEqual().orElse(IfEqual.UPDATE);
        if (option == IfEqual.UPDATE) {
            return patch;
        }
        Optional<JsonValue> difference = difference(before, patch);
        if (difference.isEmpty()) {
            throw equal(Entity.Kind.THING, headers);
        }
        return option == IfEqual.SKIP_MINIMIZING_MERGE ? difference.get() : patch;
    }

    /** Refuses what readers and writers of JSON do not bear: deep nesting, and numbers that no double holds. */
    static void sane(DittoHeaders headers, JsonPointer place, JsonValue value) {
        int levels = MAX_DEPTH - place.getLevelCount();
        if (levels < 0 || !isSane(value, levels)) {
            JsonRuntimeException fault = JsonParseException.newBuilder()
                    .message("The JSON is nested deeper than " + MAX_DEPTH
                            + " levels or has a number that is too large.")
                    .build();
            throw new DittoJsonException(fault, headers);
        }
    }

    private static boolean isSane(JsonValue value, int levels) {
        if (value.isNull() || value.isString() || value.isBoolean() || value.isLong()) {
            return true;
        }
        if (value.isNumber()) {
            return Double.isFinite(value.asDouble());
        }
        return levels > 0
                && (value.isObject()
                        ? value.asObject().stream().allMatch(field -> isSane(field.getValue(), levels - 1))
                        : value.asArray().stream().allMatch(item -> isSane(item, levels - 1)));
    }

    static void size(Entity.Kind kind, DittoHeaders headers, JsonObject json) {
        if (json.getUpperBoundForStringSize() <= MAX_SIZE) {
            return;
        }
        int size = json.toString().length();
        if (size > MAX_SIZE) {
            var fault = kind == Entity.Kind.THING
                    ? ThingTooLargeException.newBuilder(size, MAX_SIZE)
                    : PolicyTooLargeException.newBuilder(size, MAX_SIZE);
            throw fault.dittoHeaders(headers).build();
        }
    }

    /** The same for a thing whose text is known. */
    static void size(DittoHeaders headers, Document thing) {
        if (thing.bytes().length > MAX_SIZE) {
            size(Entity.Kind.THING, headers, thing.json());
        }
    }

    private static Optional<JsonValue> difference(Optional<JsonValue> before, JsonValue patch) {
        if (patch.isNull()) {
            return before.map(value -> patch);
        }
        if (!patch.isObject() || before.filter(JsonValue::isObject).isEmpty()) {
            return before.filter(patch::equals).isPresent() ? Optional.empty() : Optional.of(patch);
        }
        JsonObject old = before.get().asObject();
        JsonObjectBuilder changed = JsonFactory.newObjectBuilder();
        for (JsonField field : patch.asObject()) {
            JsonPointer key = JsonFactory.newPointer(field.getKey());
            difference(old.getValue(key), field.getValue()).ifPresent(value -> changed.set(field.getKey(), value));
        }
        JsonObject result = changed.build();
        return result.isEmpty() ? Optional.empty() : Optional.of(result);
    }

    private static DittoRuntimeException equal(Entity.Kind kind, DittoHeaders headers) {
        var fault = kind == Entity.Kind.THING
                ? ThingPreconditionFailedException.newBuilder()
                : PolicyPreconditionFailedException.newBuilder();
        return fault.message(EQUAL)
                .description(EQUAL_HELP)
                .dittoHeaders(headers)
                .build();
    }
}
