// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

/** What a quantity can be at all, both ends included. */
public record Range(double least, double most) {

    /** Whether a value is possible; what is not a number never is. */
    public boolean holds(double value) {
        return value >= least && value <= most;
    }

    /** Why a value is not possible. */
    public String refusal(double value) {
        return value + " is not from " + least + " to " + most + ".";
    }
}
