// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

/** One way of proving who one is by the header {@code Authorization}, named by its first word. */
interface Scheme {

    /** The first word, for example {@code Basic}. */
    String name();

    /**
     * Looks at the credentials.
     *
     * @param credentials what follows the first word
     * @param address from where they come
     */
    Verdict check(String credentials, String address);
}
