// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * Something asked of an actuator.
 *
 * @param state what it shall come to
 * @param reason why: default, override, sensor or program; may be empty
 * @param cmsRefId a text of the CMS that comes back in logs; may be empty
 * @param refAddress the sensor that asks; may be empty
 * @param start from when on, RFC 3339; empty for at once
 * @param expiration until when, RFC 3339; empty for ever
 * @param rampToLevelTime how long the way there takes, in seconds
 * @param rampFromLevelTime how long the way back takes, in seconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Command(
        State state,
        String reason,
        String cmsRefId,
        String refAddress,
        String start,
        String expiration,
        Optional<Double> rampToLevelTime,
        Optional<Double> rampFromLevelTime) {

    /** Checks the state and the times. */
    public Command {
        Required.there(state, "state");
        reason = Required.text(reason);
        cmsRefId = Required.text(cmsRefId);
        refAddress = Required.text(refAddress);
        start = time(start, "start");
        expiration = time(expiration, "expiration");
        rampToLevelTime = rampToLevelTime == null ? Optional.empty() : rampToLevelTime;
        rampFromLevelTime = rampFromLevelTime == null ? Optional.empty() : rampFromLevelTime;
    }

    /** A level for a reason. */
    public static Command level(double percent, String reason) {
        return new Command(State.level(percent), reason, "", "", "", "", Optional.empty(), Optional.empty());
    }

    /** The same until then. */
    public Command until(Instant end) {
        return new Command(
                state, reason, cmsRefId, refAddress, start, end.toString(), rampToLevelTime, rampFromLevelTime);
    }

    /** From when on, if it says so. */
    public Optional<Instant> from() {
        return Attribute.Times.parse(start);
    }

    /** Until when, if it says so. */
    public Optional<Instant> until() {
        return Attribute.Times.parse(expiration);
    }

    private static String time(String text, String member) {
        String given = Required.text(text);
        if (!given.isEmpty() && Attribute.Times.parse(given).isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + member + "' is '" + given + "'; it must be as 2026-11-21T23:00:00Z");
        }
        return given;
    }
}
