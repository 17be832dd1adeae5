// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/**
 * Where a page ended, and of which search. Holds nothing that its reader was not shown or did not ask.
 *
 * @param values what the last row was sorted by
 */
record Cursor(Optional<String> filter, Optional<Set<String>> namespaces, String sort, Object[] values) {

    private static final int MAX_BYTES = 1 << 20;
    private static final String OBJECT = "o";
    private static final String FAR = "f";

    /** The cursor that a text stands for; fails if it stands for none. */
    static Cursor of(String text) {
        try {
            JsonObject json = JsonFactory.newObject(
                    new String(inflated(Base64.getUrlDecoder().decode(text)), UTF_8));
            JsonArray values = json.getValue("V").map(JsonValue::asArray).orElseThrow(Cursor::broken);
            return new Cursor(
                    json.getValue("F").map(JsonValue::asString),
                    json.getValue("N").map(JsonValue::asArray).map(Cursor::names),
                    json.getValue("S").map(JsonValue::asString).orElseThrow(Cursor::broken),
                    values.stream().map(Cursor::cell).toArray());
        } catch (JsonRuntimeException | UnsupportedOperationException | DataFormatException e) {
            throw new IllegalArgumentException("This is no cursor.", e);
        }
    }

    String text() {
        var json = JsonFactory.newObjectBuilder();
        filter.ifPresent(text -> json.set("F", text));
        namespaces.ifPresent(names -> {
            var array = JsonFactory.newArrayBuilder();
            names.forEach(name -> array.add(JsonValue.of(name)));
            json.set("N", array.build());
        });
        var array = JsonFactory.newArrayBuilder();
        for (Object value : values) {
            array.add(json(value));
        }
        String text = json.set("S", sort).set("V", array.build()).build().toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(deflated(text.getBytes(UTF_8)));
    }

    private static JsonValue json(Object value) {
        if (value == null || value == Cells.NULL) {
            return JsonFactory.nullLiteral();
        }
        if (value instanceof Double number && number.isInfinite()) {
            return JsonFactory.newObject().setValue(FAR, true);
        }
        boolean plain = value instanceof Number || value instanceof String || value instanceof Boolean;
        return plain ? JsonValue.of(value) : JsonFactory.newObject().setValue(OBJECT, true);
    }

    private static Object cell(JsonValue value) {
        if (value.isNull()) {
            return Cells.NULL;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNumber()) {
            return value.isLong() || value.isInt() ? (Object) value.asLong() : (Object) value.asDouble();
        }
        if (value.isString()) {
            return value.asString();
        }
        boolean far = value.isObject() && value.asObject().contains(FAR);
        return far ? (Object) Double.POSITIVE_INFINITY : Cells.OBJECT;
    }

    private static Set<String> names(JsonArray array) {
        Set<String> names = new LinkedHashSet<>();
        array.forEach(name -> names.add(name.asString()));
        return names;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1024];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 || out.size() > MAX_BYTES) {
                    throw broken();
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("This is no cursor.");
    }
}
