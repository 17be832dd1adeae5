// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.twin.view.Definitions;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;

/** The definitions of a thing's features as one text. Things of a kind share it. */
final class Models {

    private static final int MAX_KNOWN = 10_000;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    String after(State before, JsonPointer changed, Document document) {
        return mayChange(changed) ? same(Definitions.of(document.tree())) : before.models();
    }

    String same(String models) {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        String earlier = known.putIfAbsent(models, models);
        return earlier == null ? models : earlier;
    }

    private static boolean mayChange(JsonPointer changed) {
        if (changed.isEmpty()) {
            return true;
        }
        boolean features = changed.getRoot().map(JsonKey::toString).orElse("").equals("features");
        boolean below = changed.getLevelCount() > 2
                && !changed.get(2).map(JsonKey::toString).orElse("").equals("definition");
        return features && !below;
    }
}
