// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.borough.thing.ThingId;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Finds things by what people type. */
final class Things {

    private static final int PROPOSALS = 3;

    private Things() {}

    /** One twin; fails with proposals when there is none. */
    static Twin need(Desk desk, String id) {
        Twins twins = desk.platform().need(Twins.class);
        return twins.get(ThingId.parse(id))
                .orElseThrow(
                        () -> new CommandFailedException("there is no thing '" + id + "'." + proposals(twins, id)));
    }

    /** Names things that sound alike. */
    static String proposals(Twins twins, String id) {
        String name = id.substring(id.indexOf(':') + 1);
        String alike = twins.find(Interest.all()).stream()
                .map(twin -> twin.id().toString())
                .filter(known -> known.contains(name) || id.startsWith(known))
                .limit(PROPOSALS)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return alike.isEmpty() ? " List them with city:things." : " Did you mean " + alike + "?";
    }
}
