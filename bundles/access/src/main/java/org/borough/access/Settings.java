// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.borough.thing.BoroughException;

/** Checks what an operator wrote into the configuration. */
final class Settings {

    private Settings() {}

    /** The number, when it is allowed. */
    static int within(String pid, String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException(
                    pid + ": " + key + " = " + value + " is not allowed; " + least + " to " + most + " is");
        }
        return value;
    }
}
