// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

/** A formula that was understood: a number from the words of one block. */
@FunctionalInterface
interface Expression {

    double of(double[] words);

    static Expression truth(boolean value) {
        double number = value ? 1 : 0;
        return words -> number;
    }

    /** Whether a number counts as true: neither zero nor no number at all. */
    static boolean isTrue(double number) {
        return number != 0 && !Double.isNaN(number);
    }
}
