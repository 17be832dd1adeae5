// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageDirection;

/** Checks messages against the actions and events of a model. */
final class MessageRules {

    private final TwinModel model;
    private final Switches switches;
    private final boolean strict;
    private final Message<?> message;
    private final JsonPointer at;

    /** With the place of the message, as errors name it. */
    MessageRules(TwinModel model, Switches switches, boolean strict, Message<?> message, JsonPointer at) {
        this.model = model;
        this.switches = switches;
        this.strict = strict;
        this.message = message;
        this.at = at;
    }

    /** Checks what is sent to an inbox or from an outbox. */
    void sent() {
        boolean feature = message.getFeatureId().isPresent();
        if (message.getDirection() == MessageDirection.TO) {
            known("actions", "action", feature ? Check.NO_OTHER_FEATURE_INBOX : Check.NO_OTHER_THING_INBOX);
            valid("actions", "input", "action", feature ? Check.FEATURE_INBOX_INPUT : Check.THING_INBOX_INPUT);
        } else {
            known("events", "event", feature ? Check.NO_OTHER_FEATURE_OUTBOX : Check.NO_OTHER_THING_OUTBOX);
            valid("events", "data", "event", feature ? Check.FEATURE_OUTBOX : Check.THING_OUTBOX);
        }
    }

    /** Checks what was answered. */
    void answered() {
        boolean feature = message.getFeatureId().isPresent();
        if (message.getDirection() == MessageDirection.TO && payload().isPresent()) {
            valid("actions", "output", "action", feature ? Check.FEATURE_INBOX_OUTPUT : Check.THING_INBOX_OUTPUT);
        }
    }

    private void known(String kind, String one, Check check) {
        JsonObject modelled = Json.object(model.json(), kind);
        boolean known = modelled.contains(Json.at(message.getSubject()));
        if (!known && strict && switches.on(check)) {
            TreeSet<String> names = new TreeSet<>();
            for (JsonField field : modelled) {
                names.add(field.getKeyName());
            }
            throw PayloadInvalidException.of("The " + whose() + " message subject <" + message.getSubject()
                    + "> is not defined as known " + one + " in the model: " + names);
        }
    }

    private void valid(String kind, String member, String one, Check check) {
        JsonPointer place = Json.at(kind, message.getSubject(), member);
        if (!switches.on(check)
                || model.json().getValue(place).filter(Json::isObject).isEmpty()) {
            return;
        }
        JsonValue payload = payload()
                .orElseThrow(() -> PayloadInvalidException.of("No provided JSON value to validate was present"));
        List<String> faults = model.schema(place, true).faults(payload);
        if (!faults.isEmpty()) {
            throw PayloadInvalidException.of(
                    "The " + whose() + " " + one + " <" + message.getSubject() + "> " + member
                            + " contained validation errors, check the validation details.",
                    Map.of(at, faults));
        }
    }

    private Optional<JsonValue> payload() {
        Optional<?> payload = message.getPayload();
        if (payload.isPresent() && payload.get() instanceof JsonValue json) {
            return Optional.of(json);
        }
        if (payload.isPresent() && payload.get() instanceof CharSequence text) {
            return Optional.of(read(text.toString()));
        }
        return message.getRawPayload()
                .map(raw -> read(StandardCharsets.UTF_8.decode(raw.duplicate()).toString()));
    }

    /** JSON, or text as it is. */
    private JsonValue read(String text) {
        boolean json =
                message.getContentType().filter(type -> type.contains("json")).isPresent();
        try {
            return json ? JsonFactory.readFrom(text) : JsonValue.of(text);
        } catch (JsonRuntimeException e) {
            return JsonValue.of(text);
        }
    }

    private String whose() {
        return message.getFeatureId().map(id -> "Feature <" + id + ">'s").orElse("Thing's");
    }
}
