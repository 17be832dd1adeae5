// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

/**
 * A level, and why.
 *
 * @param level percent
 * @param rule which rule decided
 * @param reason one sentence
 * @param evidence what the rule went by
 */
public record Decision(double level, Rule rule, String reason, String evidence) {

    /** The rules, as they are named in twins. */
    public enum Rule {
        /** A person asked for a level. */
        MANUAL,
        /** The sun is up. */
        DAYLIGHT,
        /** It is night and no sensor speaks for the lamp. */
        NIGHT,
        /** It is night, and a program of the calendar says so. */
        PROGRAM,
        /** It is night, and the lighting class of the hour says so. */
        LIGHTING_CLASS,
        /** Somebody is there. */
        PRESENCE,
        /** Somebody was there a short while ago. */
        HOLD,
        /** Somebody is, or a short while ago was, a few lamps away along the street. */
        LOOK_AHEAD,
        /** Nobody was there for long enough. */
        DIM,
        /** A sensor is silent. */
        FAILSAFE
    }

    public Decision at(double otherLevel, String addition) {
        return new Decision(otherLevel, rule, reason + addition, evidence);
    }
}
