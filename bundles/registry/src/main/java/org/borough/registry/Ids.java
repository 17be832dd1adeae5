// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.regex.Pattern;

/** Which ids Hono's registry takes. */
final class Ids {

    private static final Pattern TENANT = Pattern.compile("[a-zA-Z0-9-_.]+");
    private static final Pattern DEVICE = Pattern.compile("[a-zA-Z0-9-_.:=]+");
    private static final Pattern AUTH_ID = Pattern.compile("[a-zA-Z0-9-_=.]+");
    private static final Pattern SUBJECT = Pattern.compile("[\\P{Cntrl}&&\\P{Cs}]+");
    private static final int LONGEST = 256;
    private static final int LONGEST_SUBJECT = 1024;

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

    /** An auth-id that is the subject of a certificate, or made from it: any text that can be read. */
    static String subject(String id) {
        return check("auth-id", id, SUBJECT, "none that is invisible");
    }

    private static String check(String what, String id, Pattern pattern, String allowed) {
        int longest = pattern == SUBJECT ? LONGEST_SUBJECT : LONGEST;
        if (id.length() > longest || !pattern.matcher(id).matches()) {
            throw RefusedException.bad("invalid " + what + " identifier [" + id + "]: it must have 1 to " + longest
                    + " characters, only " + allowed);
        }
        return id;
    }
}
