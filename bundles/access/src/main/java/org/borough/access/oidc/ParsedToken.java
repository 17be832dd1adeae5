// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** A token whose form is right; nothing in it is believed yet. */
record ParsedToken(SignedJWT jwt, JWTClaimsSet claims) {

    private static final int LONGEST = 16 * 1024;

    /**
     * Reads a token.
     *
     * @throws ParseException with a sentence for whoever sent it
     */
    static ParsedToken read(String text) throws ParseException {
        if (text.length() > LONGEST) {
            throw new ParseException("The token is longer than " + LONGEST + " characters.", LONGEST);
        }
        if (text.chars().filter(c -> c == '.').count() != 2) {
            throw new ParseException("The token is expected to have three parts: header, payload and signature.", 0);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims.getIssuer() == null) {
                throw new ParseException("The token does not name its issuer (iss).", 0);
            }
            return new ParsedToken(jwt, claims);
        } catch (IllegalArgumentException | IllegalStateException notOne) {
            throw new ParseException(
                    "Check if your JSON Web Token has the correct format and is Base64 URL encoded.", 0);
        }
    }

    String issuer() {
        return claims.getIssuer();
    }

    JWSHeader header() {
        return jwt.getHeader();
    }
}
