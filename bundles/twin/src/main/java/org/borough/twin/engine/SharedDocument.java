// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/**
 * A policy's JSON without its id. A city's things mostly have policies that differ in nothing else, so equal ones are one
 * object, and whatever is made of them is made once.
 */
final class SharedDocument implements Document {

    private final byte[] text;
    private final int hash;
    private final boolean imports;
    private final boolean timed;
    private final boolean scoped;

    private SharedDocument(byte[] text) {
        this.text = text;
        this.hash = Arrays.hashCode(text);
        String json = new String(text, UTF_8);
        this.imports = json.contains("\"imports\":{\"");
        this.scoped = json.contains("\"namespaces\":[\"");
        this.timed = json.contains("\"expiry\":") || json.contains("\"announcement\":");
    }

    @Override
    public JsonObject json() {
        return JsonFactory.newObject(new String(text, UTF_8));
    }

    @Override
    public ObjectNode tree() {
        return Trees.parse(text);
    }

    @Override
    public byte[] bytes() {
        return text;
    }

    /** Whether the policy has imports. */
    boolean imports() {
        return imports;
    }

    /** Whether some entries of the policy speak of some namespaces only. */
    boolean scoped() {
        return scoped;
    }

    /** Whether subjects of the policy may have an end or want to hear of it. */
    boolean timed() {
        return timed;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SharedDocument document && Arrays.equals(text, document.text);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Finds the one object for a text. */
    static final class Pool {

        private final Map<SharedDocument, WeakReference<SharedDocument>> known = new WeakHashMap<>();

        synchronized SharedDocument of(byte[] text) {
            SharedDocument fresh = new SharedDocument(text);
            WeakReference<SharedDocument> reference = known.get(fresh);
            SharedDocument same = reference == null ? null : reference.get();
            if (same != null) {
                return same;
            }
            known.put(fresh, new WeakReference<>(fresh));
            return fresh;
        }
    }
}
