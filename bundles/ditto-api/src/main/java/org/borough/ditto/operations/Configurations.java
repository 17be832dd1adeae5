// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** {@code /devops/config[/service[/instance]]}: what the city's files say, without secrets. */
final class Configurations {

    private static final String OURS = "(service.pid=org.borough.*)";
    private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|credential|passphrase).*");
    private static final Pattern FILE = Pattern.compile(".*(file|path)");
    private static final Pattern PLAIN = Pattern.compile("true|false|integration:.*");
    private static final String HIDDEN = "***";

    private final ConfigurationAdmin configurations;

    Configurations(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    JsonObject answer(Request request) throws IOException {
        int depth = request.depth();
        request.mustRead();
        String path = request.http().getParameter("path");
        JsonObject all = all();
        JsonValue wanted = path == null || path.isBlank()
                ? all
                : all.getValue(JsonPointer.of(path)).orElseGet(JsonFactory::nullLiteral);
        JsonObject said = JsonObject.newBuilder()
                .set("type", "common.responses:retrieveConfig")
                .set("status", 200)
                .set("config", wanted)
                .build();
        return request.surrounded(said, depth);
    }

    private JsonObject all() throws IOException {
        try {
            Configuration[] found = configurations.listConfigurations(OURS);
            Map<String, JsonObject> sorted = new TreeMap<>();
            for (Configuration one : found == null ? new Configuration[0] : found) {
                sorted.put(one.getPid(), values(one.getProperties()));
            }
            JsonObjectBuilder all = JsonObject.newBuilder();
            sorted.forEach((pid, values) -> all.set(JsonKey.of(pid), values));
            return all.build();
        } catch (InvalidSyntaxException ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }

    private static JsonObject values(Dictionary<String, Object> properties) {
        JsonObjectBuilder values = JsonObject.newBuilder();
        Collections.list(properties.keys()).stream()
                .filter(key -> !key.startsWith("service.") && !key.startsWith("felix."))
                .sorted()
                .forEach(key -> values.set(JsonKey.of(key), shown(key, properties.get(key))));
        return values.build();
    }

    private static JsonValue shown(String key, Object value) {
        String name = key.toLowerCase(Locale.ROOT);
        boolean secret = SECRET.matcher(name).matches() && !FILE.matcher(name).matches();
        if (secret && !PLAIN.matcher(value.toString()).matches()) {
            return JsonValue.of(HIDDEN);
        }
        if (value.getClass().isArray()) {
            return list(value);
        }
        return value instanceof Number || value instanceof Boolean
                ? JsonFactory.readFrom(value.toString())
                : JsonValue.of(value.toString());
    }

    private static JsonArray list(Object array) {
        JsonArrayBuilder list = JsonArray.newBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(String.valueOf(Array.get(array, i)));
        }
        return list.build();
    }
}
