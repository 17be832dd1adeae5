// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

/** Unwinds a thread whose lane went on without it; caught by the lane alone. */
final class Abandoned extends Error {

    private static final long serialVersionUID = 1L;

    Abandoned() {
        super("the lane went on without this thread", null, false, false);
    }
}
