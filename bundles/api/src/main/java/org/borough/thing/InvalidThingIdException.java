// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

/** A text is not a thing id; the message says why. */
public final class InvalidThingIdException extends BoroughException {

    private static final long serialVersionUID = 1L;

    /** Names the text and the rule that it breaks. */
    public InvalidThingIdException(String text, String rule) {
        super("'" + text + "' is not a thing id: " + rule + ".");
    }
}
