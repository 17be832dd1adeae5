// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Name and password in every request (RFC 7617), in UTF-8. */
final class BasicScheme implements Scheme {

    private static final Verdict MALFORMED =
            new Verdict.Wrong("Send 'Basic' and then name:password in Base64 (RFC 7617).");

    private final Logins logins;

    BasicScheme(Logins logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return "Basic";
    }

    @Override
    public Verdict check(String credentials, String address) {
        Verdict remembered = logins.remembered(credentials);
        if (remembered != null) {
            return remembered;
        }
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? MALFORMED
                    : logins.check(credentials, pair.substring(0, colon), pair.substring(colon + 1), address);
        } catch (IllegalArgumentException notBase64) {
            return MALFORMED;
        }
    }
}
