// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.time.Instant;

/** What came out of a look at somebody's credentials. */
sealed interface Verdict {

    /** They are right. */
    record Known(Identity who) implements Verdict {}

    /** They are right, and a token says so until it expires. */
    record ByToken(Identity who, String token, Instant expires) implements Verdict {}

    /** They cannot be accepted, for a reason that is no secret: the parts of one of Ditto's errors. */
    record Refused(int status, String error, String message, String description) implements Verdict {}

    /**
     * They are not.
     *
     * @param remedy a sentence for whoever sent them; does not tell a wrong name from a wrong password
     */
    record Wrong(String remedy) implements Verdict {}

    /** Not looked at: there were too many wrong ones, or too many at a time. */
    record Wait(int seconds) implements Verdict {}
}
