// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * The published OpenAPI of TALQ 2.7.1, against which messages are checked: paths, methods, parameters, status codes and
 * bodies. The entities in bodies stand in a file of their own; {@code -Dtalq.dataModel=FILE} takes the published one in
 * place of what is written here of it.
 */
public final class Published {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String ELSEWHERE = "./talq-data-model-2-7-1-online.json#";
    private static final String MODEL = "https://borough.example/talq-data-model";
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(MODEL, model()))));

    /** What a gateway offers to a CMS. */
    public static final Published GATEWAY = new Published("gateway");

    /** What a CMS offers to a gateway. */
    public static final Published CMS = new Published("cms");

    private final String side;
    private final JsonNode paths;
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    private Published(String side) {
        this.side = side;
        this.paths =
                read(resource("talq-api-" + side + "-2-7-1-online.json.gz")).path("paths");
    }

    private static String model() {
        String whole = System.getProperty("talq.dataModel", "");
        try {
            return whole.isEmpty()
                    ? text(resource("data-model-slice.json"), false)
                    : text(new FileInputStream(whole), whole.endsWith(".gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Published.class.getResourceAsStream("/talq/" + name);
    }

    private static String text(InputStream stream, boolean packed) throws IOException {
        try (InputStream plain = packed ? new GZIPInputStream(stream) : stream) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode read(InputStream stream) {
        try {
            return MAPPER.readTree(text(stream, true).replace(ELSEWHERE, MODEL + "#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a request; nothing when it is as published. */
    public List<String> request(String method, String uri, Map<String, String> headers, byte[] body) {
        String path = uri.replaceAll("\\?.*", "");
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode()) {
            return List.of(side + " has no " + method + " " + path);
        }
        List<String> problems = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            boolean there =
                    switch (parameter.path("in").asText()) {
                        case "header" -> headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
                        case "query" -> uri.matches(".*[?&]" + name + "=[^&]+.*");
                        default -> true;
                    };
            if (parameter.path("required").asBoolean() && !there) {
                problems.add("the " + parameter.path("in").asText() + " " + name + " is missing");
            }
        }
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        problems.addAll(schema.isMissingNode() ? unexpected(body) : check(schema, body));
        return problems;
    }

    /** What is wrong with an answer; nothing when it is as published. */
    public List<String> response(String method, String uri, int status, byte[] body) {
        JsonNode operation = operation(method, uri.replaceAll("\\?.*", ""));
        JsonNode response = operation.path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            return List.of(side + " does not answer " + method + " " + uri + " with " + status);
        }
        JsonNode schema = response.at("/content/application~1json/schema");
        return schema.isMissingNode() ? unexpected(body) : check(schema, body);
    }

    /** What is wrong with one entity. */
    public List<String> entity(String name, JsonNode value) {
        return validate(MAPPER.createObjectNode().put("$ref", MODEL + "#/components/schemas/" + name), value);
    }

    /** Whether an operation is published. */
    public boolean offers(String method, String path) {
        return !operation(method, path).isMissingNode();
    }

    private static List<String> unexpected(byte[] body) {
        return body.length == 0 ? List.of() : List.of("a body is not expected");
    }

    private JsonNode operation(String method, String path) {
        JsonNode exact = paths.path(path).path(method.toLowerCase(java.util.Locale.ROOT));
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> entry : paths.properties()) {
            boolean fits = path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+"));
            JsonNode operation = entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            if (fits && !operation.isMissingNode()) {
                return operation;
            }
        }
        return exact;
    }

    private List<String> check(JsonNode schema, byte[] body) {
        try {
            return validate(schema, MAPPER.readTree(body));
        } catch (IOException e) {
            return List.of("the body is no JSON: " + e.getMessage());
        }
    }

    private List<String> validate(JsonNode schema, JsonNode value) {
        Set<com.networknt.schema.ValidationMessage> messages =
                schemas.computeIfAbsent(schema, this::compile).validate(value);
        return messages.stream()
                .map(com.networknt.schema.ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema compile(JsonNode schema) {
        return FACTORY.getSchema(schema, CONFIG);
    }
}
