// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/** A thing's JSON: parsed while it is hot, text when it has cooled down, which takes a tenth of the memory. */
final class TwinDocument implements Document {

    private final HotDocuments hot;
    /** A {@link JsonObject} or a byte array. */
    private volatile Object form;

    private volatile boolean replaced;

    private TwinDocument(HotDocuments hot, Object form) {
        this.hot = hot;
        this.form = form;
    }

    static TwinDocument hot(HotDocuments hot, JsonObject json) {
        TwinDocument document = new TwinDocument(hot, json);
        hot.add(document);
        return document;
    }

    static TwinDocument cold(HotDocuments hot, byte[] text) {
        return new TwinDocument(hot, text);
    }

    @Override
    public JsonObject json() {
        Object now = form;
        if (now instanceof JsonObject json) {
            return json;
        }
        JsonObject parsed = JsonFactory.newObject(new String((byte[]) now, UTF_8));
        form = parsed;
        hot.add(this);
        return parsed;
    }

    @Override
    public byte[] bytes() {
        Object now = form;
        return now instanceof JsonObject json ? json.toString().getBytes(UTF_8) : (byte[]) now;
    }

    /** Says that its entity has a newer one: it is not worth cooling down. */
    void replaced() {
        replaced = true;
    }

    void coolDown() {
        if (!replaced) {
            form = bytes();
        }
    }
}
