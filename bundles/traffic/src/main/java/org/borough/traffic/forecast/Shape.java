// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

/**
 * How far a forecast looks.
 *
 * @param past how many steps it looks back
 * @param ahead how many steps it looks ahead
 * @param perHour how many steps are an hour
 */
public record Shape(int past, int ahead, int perHour) {

    /** An hour back and an hour ahead in steps of five minutes. */
    public static final Shape HOUR = new Shape(12, 12, 12);

    /** Checks. */
    public Shape {
        if (past < 3 || ahead < 1 || perHour < 1) {
            throw new IllegalArgumentException("A forecast looks back 3 steps or more and ahead 1 or more.");
        }
    }

    int both() {
        return past + ahead;
    }
}
