// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.wot.model.WotException;

/** Ditto's refusal of what a model does not allow, whose own class is not among Ditto's published model libraries. */
final class PayloadInvalidException extends DittoRuntimeException implements WotException {

    private static final long serialVersionUID = 1L;
    private static final String MESSAGE =
            "The provided payload did not conform to the specified WoT (Web of Things) model.";

    private static final JsonFieldDefinition<JsonObject> DETAILS =
            JsonFactory.newJsonObjectFieldDefinition("validationDetails", FieldType.REGULAR, JsonSchemaVersion.V_2);

    private final transient Map<JsonPointer, List<String>> details;

    private PayloadInvalidException(String description, Map<JsonPointer, List<String>> details, DittoHeaders headers) {
        super("wot:payload.validation.error", HttpStatus.BAD_REQUEST, headers, MESSAGE, description, null, null);
        this.details = details;
    }

    static PayloadInvalidException of(String description) {
        return new PayloadInvalidException(description, Map.of(), DittoHeaders.empty());
    }

    static PayloadInvalidException of(String description, Map<JsonPointer, List<String>> details) {
        return new PayloadInvalidException(description, new LinkedHashMap<>(details), DittoHeaders.empty());
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new PayloadInvalidException(getDescription().orElse(null), details, headers);
    }

    @Override
    protected void appendToJson(JsonObjectBuilder json, Predicate<JsonField> predicate) {
        if (details.isEmpty()) {
            return;
        }
        JsonObject all = details.entrySet().stream()
                .map(entry -> JsonField.newInstance(entry.getKey().toString(), texts(entry.getValue())))
                .collect(JsonCollectors.fieldsToObject());
        json.set(DETAILS, all, predicate);
    }

    private static JsonArray texts(List<String> faults) {
        return faults.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }
}
