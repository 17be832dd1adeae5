// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes passwords that nobody guesses. */
final class Secret {

    private static final int BYTES = 18;

    private Secret() {}

    /** 144 random bits in 24 characters that need no quoting in a shell, a URL or a properties file. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
