// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.cloudevents;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.base.model.exceptions.CloudEventMissingPayloadException;
import org.eclipse.ditto.base.model.exceptions.CloudEventNotParsableException;
import org.eclipse.ditto.base.model.exceptions.CloudEventUnsupportedDataSchemaException;
import org.eclipse.ditto.base.model.exceptions.UnsupportedMediaTypeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/**
 * A CloudEvent that came over HTTP, as far as it matters here.
 *
 * @param data what it carries; empty when that is nothing
 * @param type of the data; empty when not told
 * @param schema of the data; empty when not told
 */
public record CloudEvent(String data, String type, String schema) {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Set<String> VERSIONS = Set.of("0.3", "1.0");
    private static final List<String> REQUIRED = List.of("id", "source", "type");
    private static final Set<String> DATA_TYPES = Set.of("application/json", "application/vnd.eclipse.ditto+json");
    private static final String SCHEME = "ditto";

    /** Reads an event whose attributes stand in headers, or one that is a JSON object with its data within. */
    public static CloudEvent read(DittoHeaders headers, String body) {
        String contentType = headers.getOrDefault(DittoHeaderDefinition.CONTENT_TYPE.getKey(), "");
        if (mediaType(contentType).equals(STRUCTURED)) {
            return structured(headers, body);
        }
        if (!headers.containsKey("ce-specversion")) {
            throw unparsable("It has neither the header 'ce-specversion' nor the type " + STRUCTURED + ".", headers);
        }
        Map<String, String> attributes = headers;
        check(name -> attributes.getOrDefault("ce-" + name, ""), headers);
        return new CloudEvent(body, contentType, headers.getOrDefault("ce-dataschema", ""));
    }

    private interface Attributes {
        String get(String name);
    }

    private static CloudEvent structured(DittoHeaders headers, String body) {
        JsonObject event = object(headers, body);
        check(name -> text(event, name), headers);
        return new CloudEvent(data(event, headers), text(event, "datacontenttype"), text(event, "dataschema"));
    }

    private static JsonObject object(DittoHeaders headers, String body) {
        try {
            return JsonFactory.newObject(body);
        } catch (JsonRuntimeException notOne) {
            throw unparsable("It is not a JSON object.", headers);
        }
    }

    private static String data(JsonObject event, DittoHeaders headers) {
        try {
            String encoded = text(event, "data_base64");
            return encoded.isEmpty()
                    ? event.getValue("data")
                            .filter(value -> !value.isNull())
                            .map(JsonValue::toString)
                            .orElse("")
                    : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw unparsable("Its 'data_base64' is not encoded as Base64.", headers);
        }
    }

    private static String text(JsonObject event, String name) {
        return event.getValue(name)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElse("");
    }

    private static void check(Attributes attributes, DittoHeaders headers) {
        if (!VERSIONS.contains(attributes.get("specversion"))) {
            throw unparsable("Invalid specversion: " + attributes.get("specversion"), headers);
        }
        REQUIRED.stream()
                .filter(name -> attributes.get(name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw unparsable("Attribute '" + name + "' cannot be null", headers);
                });
    }

    private static CloudEventNotParsableException unparsable(String why, DittoHeaders headers) {
        return CloudEventNotParsableException.withDetailedInformationBuilder(why)
                .dittoHeaders(headers)
                .build();
    }

    /** Its data when it is what Ditto understands, else an error. */
    public String message(DittoHeaders headers) {
        if (data.isEmpty()) {
            throw CloudEventMissingPayloadException.withDetailedInformationBuilder()
                    .dittoHeaders(headers)
                    .build();
        }
        if (!DATA_TYPES.contains(mediaType(type))) {
            throw UnsupportedMediaTypeException.withDetailedInformationBuilder(
                            type.isEmpty() ? "none" : type, DATA_TYPES)
                    .dittoHeaders(headers)
                    .build();
        }
        if (!schema.isEmpty() && !isOfDitto(schema)) {
            throw CloudEventUnsupportedDataSchemaException.withDetailedInformationBuilder(schema)
                    .dittoHeaders(headers)
                    .build();
        }
        return data;
    }

    private static boolean isOfDitto(String schema) {
        try {
            return SCHEME.equals(URI.create(schema).getScheme());
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
