// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;

/**
 * The levels that hold at one time, as class and program make them.
 *
 * @param rule what made them so
 * @param reason one sentence without its stop; empty where nothing but the rules' own levels hold
 * @param evidence what that went by
 * @param until when they may be others
 */
public record Orders(Rules.Levels levels, Decision.Rule rule, String reason, String evidence, Instant until) {

    /** The rules' own levels. */
    public static Orders of(Rules rules) {
        return new Orders(rules.levels(), Decision.Rule.NIGHT, "", "", Instant.MAX);
    }

    /** A reason with this one behind it. */
    String after(String words) {
        return reason.isEmpty() ? words : words + "; " + reason;
    }

    /** Evidence with this one behind it. */
    String evidenceAfter(String words) {
        return evidence.isEmpty() ? words : words + "; " + evidence;
    }
}
