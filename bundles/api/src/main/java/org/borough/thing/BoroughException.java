// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

/** The root of every error this platform raises. The message says who, what and what to do about it. */
public class BoroughException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes the sentence that is shown to a person. */
    public BoroughException(String message) {
        super(message);
    }

    /** Takes the sentence that is shown to a person, and what caused the error. */
    public BoroughException(String message, Throwable cause) {
        super(message, cause);
    }
}
