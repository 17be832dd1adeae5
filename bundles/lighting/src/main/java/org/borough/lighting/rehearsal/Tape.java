// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rehearsal;

import org.borough.lighting.rules.Decision;

/** Takes down what a lamp did. */
@FunctionalInterface
public interface Tape {

    /**
     * A lamp had one level for one reason.
     *
     * @param from milliseconds since 1970, with it
     * @param until milliseconds since 1970, without it
     */
    void span(long from, long until, Decision decision);
}
