// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import org.borough.access.token.TokenVerdict.Refused;

/** The errors of Ditto's gateway for tokens. */
final class Refusals {

    private static final String RETRY = "If after retry it is still unavailable, please contact the service team.";

    private Refusals() {}

    static Refused malformed(String description) {
        return new Refused(400, "jwt:invalid", "The JSON Web Token is not valid.", description);
    }

    static Refused unknownIssuer(String issuer) {
        return new Refused(
                401,
                "gateway:jwt.issuer.notsupported",
                "The JWT issuer '" + issuer + "' is not supported.",
                "Check if your JWT is correct.");
    }

    static Refused unverified(String reason) {
        return new Refused(401, "gateway:authentication.failed", "The JWT could not be verified.", reason);
    }

    /** An issuer's keys cannot be had now. */
    static Refused unavailable(Throwable cause) {
        return cause instanceof Documents.UnexpectedAnswerException
                ? new Refused(
                        503,
                        "gateway:authentication.provider.unavailable",
                        "Got unexpected response from public key provider.",
                        RETRY)
                : new Refused(
                        503,
                        "gateway:publickey.provider.unavailable",
                        "The public key provider is not available.",
                        RETRY);
    }
}
