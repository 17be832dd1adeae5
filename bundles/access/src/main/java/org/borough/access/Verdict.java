// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

/** What came out of a look at somebody's credentials. */
sealed interface Verdict {

    /** They are right. */
    record Known(Identity who) implements Verdict {}

    /**
     * They are not.
     *
     * @param remedy a sentence for whoever sent them; does not tell a wrong name from a wrong password
     */
    record Wrong(String remedy) implements Verdict {}

    /** Not looked at: there were too many wrong ones, or too many at a time. */
    record Wait(int seconds) implements Verdict {}
}
