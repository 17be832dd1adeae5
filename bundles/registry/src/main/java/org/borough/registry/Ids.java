// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.regex.Pattern;

/** Which ids Hono's registry takes. */
final class Ids {

    private static final Pattern TENANT = Pattern.compile("[a-zA-Z0-9-_.]+");
    private static final Pattern DEVICE = Pattern.compile("[a-zA-Z0-9-_.:=]+");
    private static final Pattern AUTH_ID = Pattern.compile("[a-zA-Z0-9-_=.]+");
    private static final int LONGEST = 256;

    private Ids() {}

    static String tenant(String id) {
        return check("tenant", id, TENANT, "letters, digits, '-', '_' and '.'");
    }

    static String device(String id) {
        return check("device", id, DEVICE, "letters, digits, '-', '_', '.', ':' and '='");
    }

    static String authId(String id) {
        return check("auth-id", id, AUTH_ID, "letters, digits, '-', '_', '=' and '.'");
    }

    private static String check(String what, String id, Pattern pattern, String allowed) {
        if (id.length() > LONGEST || !pattern.matcher(id).matches()) {
            throw RefusedException.bad("invalid " + what + " identifier [" + id + "]: it must have 1 to " + LONGEST
                    + " characters, only " + allowed);
        }
        return id;
    }
}
