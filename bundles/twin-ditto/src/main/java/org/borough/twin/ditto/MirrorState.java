// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.SoftReference;
import java.time.Instant;
import org.borough.twin.view.Definitions;
import org.borough.twin.view.Trees;
import org.borough.twin.view.TwinState;

/** A thing as Ditto told it last. Kept as text, which takes a tenth of the memory; the tree as long as there is room. */
final class MirrorState implements TwinState {

    /** No thing. */
    static final MirrorState NONE = new MirrorState(0, Instant.EPOCH, false, Trees.object());

    private final long revision;
    private final Instant modified;
    private final boolean alive;
    private final String models;
    private final byte[] text;
    private volatile SoftReference<ObjectNode> tree;

    private MirrorState(long revision, Instant modified, boolean alive, ObjectNode tree) {
        this.revision = revision;
        this.modified = modified;
        this.alive = alive;
        this.models = Definitions.of(tree).intern();
        this.text = Trees.bytes(tree);
        this.tree = new SoftReference<>(tree);
    }

    static MirrorState alive(long revision, Instant modified, ObjectNode tree) {
        return new MirrorState(revision, modified, true, tree);
    }

    static MirrorState gone(long revision, Instant at) {
        return new MirrorState(revision, at, false, Trees.object());
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public String models() {
        return models;
    }

    @Override
    public ObjectNode tree() {
        ObjectNode known = tree.get();
        if (known == null) {
            known = Trees.parse(text);
            tree = new SoftReference<>(known);
        }
        return known;
    }
}
