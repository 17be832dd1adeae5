// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.borough.access.token.TokenVerdict;

/** What a signed token must say to be good now. */
final class ClaimRules {

    private final Clock clock;
    private final Duration skew;

    ClaimRules(Clock clock, Duration skew) {
        this.clock = clock;
        this.skew = skew;
    }

    TokenVerdict verdict(Issuer issuer, JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null) {
            return Refusals.unverified("The JWT does not say when it expires (exp).");
        }
        Instant expires = claims.getExpirationTime().toInstant();
        if (!expires.isAfter(now.minus(skew))) {
            return Refusals.unverified("The JWT expired at " + expires + ".");
        }
        if (isToCome(claims.getNotBeforeTime(), now)) {
            return Refusals.unverified("The JWT must not be accepted before "
                    + claims.getNotBeforeTime().toInstant() + ".");
        }
        if (isToCome(claims.getIssueTime(), now)) {
            return Refusals.unverified("The JWT was issued in the future, at "
                    + claims.getIssueTime().toInstant() + ".");
        }
        if (!issuer.isMeant(claims.getAudience())) {
            return Refusals.unverified("The JWT is meant for another audience (aud).");
        }
        List<String> subjects = issuer.subjects(claims.getClaims());
        return subjects.isEmpty()
                ? Refusals.unverified("The JWT has none of the claims of which subjects are made.")
                : new TokenVerdict.Valid(subjects, expires);
    }

    private boolean isToCome(Date moment, Instant now) {
        return moment != null && moment.toInstant().isAfter(now.plus(skew));
    }

    boolean isOver(TokenVerdict.Valid verdict) {
        return !verdict.expires().isAfter(clock.instant().minus(skew));
    }
}
