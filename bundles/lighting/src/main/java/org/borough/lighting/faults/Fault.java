// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * A fault that holds.
 *
 * @param site the lamp, or the cabinet of a supply fault
 * @param lamps the lamps concerned
 * @param stop where it is on the way of a vehicle
 */
record Fault(FaultKind kind, String site, List<String> lamps, Stop stop, Instant since, String evidence) {

    private static final int NAMED = 50;

    /** By what it is known again. */
    String key() {
        return kind.key() + ' ' + site;
    }

    /** As it stands among the alerts of a group. */
    ObjectNode json(FaultRules rules, String author) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind.key())
                .put("site", site)
                .put("since", since.toString())
                .put("why", words())
                .put("advice", kind.advice())
                .put("rule", rules.words(kind) + "; " + author);
        stop.write(json);
        if (kind == FaultKind.SUPPLY) {
            json.put("lampCount", lamps.size());
            ArrayNode names = json.putArray("lamps");
            lamps.stream().limit(NAMED).forEach(names::add);
        }
        return json;
    }

    String words() {
        return site + ": " + kind.title() + " since " + since + ". " + evidence;
    }
}
