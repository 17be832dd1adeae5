// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Base64;

/**
 * Bytes in JSON. Hono's own clients write them in the alphabet for URLs and without padding, most others in the standard
 * one: both are read. They are stored in the standard form and shown in Hono's.
 */
final class Base64Text {

    private Base64Text() {}

    static byte[] decode(String path, String text) {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw RefusedException.bad("member [" + path + "] must be Base64");
        }
    }

    /** The form in which bytes are stored. */
    static String stored(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What was stored, in the form in which Hono's registry answers. */
    static String shown(String stored) {
        return stored.replace('+', '-').replace('/', '_').replace("=", "");
    }
}
