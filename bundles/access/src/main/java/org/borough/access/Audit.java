// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened that matters to security, and who did it. Goes to the logger {@code org.borough.audit}, which the
 * distribution appends to {@code audit.log} in the city's data folder.
 */
final class Audit {

    private static final int LONGEST = 200;

    private final Logger log = LoggerFactory.getLogger("org.borough.audit");

    /** One act: what, who, from where, and more words. */
    void record(String act, String who, String where, String more) {
        log.info("{} user={} from={} {}", act, quoted(who), quoted(where), more);
    }

    /** A stranger's text that cannot pretend to be another field or line. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (c == '"' || c == '\\' || Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
