// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/** A thing's JSON: parsed while it is hot, text when it has cooled down, which takes a tenth of the memory. */
final class TwinDocument implements Document {

    private final HotDocuments hot;
    /** At least one of these is there; the text comes before the others go. */
    private volatile byte[] text;

    private volatile ObjectNode tree;
    private volatile JsonObject json;
    private volatile boolean replaced;

    private TwinDocument(HotDocuments hot, byte[] text, ObjectNode tree, JsonObject json) {
        this.hot = hot;
        this.text = text;
        this.tree = tree;
        this.json = json;
    }

    static TwinDocument hot(HotDocuments hot, JsonObject json) {
        return added(new TwinDocument(hot, null, null, json));
    }

    static TwinDocument hot(HotDocuments hot, ObjectNode tree, byte[] text) {
        return added(new TwinDocument(hot, text, tree, null));
    }

    static TwinDocument cold(HotDocuments hot, byte[] text) {
        return new TwinDocument(hot, text, null, null);
    }

    @Override
    public JsonObject json() {
        JsonObject known = json;
        if (known == null) {
            known = JsonFactory.newObject(new String(bytes(), UTF_8));
            warmUp();
            json = known;
        }
        return known;
    }

    @Override
    public ObjectNode tree() {
        ObjectNode known = tree;
        if (known == null) {
            known = Trees.parse(bytes());
            warmUp();
            tree = known;
        }
        return known;
    }

    @Override
    public ObjectNode glance() {
        ObjectNode known = tree;
        return known == null ? Trees.parse(bytes()) : known;
    }

    @Override
    public byte[] bytes() {
        byte[] known = text;
        if (known == null) {
            JsonObject source = json;
            // Cooled down meanwhile: then the text has come.
            known = source == null ? text : source.toString().getBytes(UTF_8);
            text = known;
        }
        return known;
    }

    /** Says that its entity has a newer one: it is not worth cooling down. */
    void replaced() {
        replaced = true;
    }

    void coolDown() {
        if (!replaced) {
            text = bytes();
            tree = null;
            json = null;
        }
    }

    private void warmUp() {
        if (tree == null && json == null) {
            hot.add(this);
        }
    }

    private static TwinDocument added(TwinDocument document) {
        document.hot.add(document);
        return document;
    }
}
