// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Operators and functions of the formulas, with the meaning that ECMAScript gives them: numbers are doubles, bit operators
 * work on 32 bits.
 */
final class Operators {

    /** Binary operators from the loosest to the tightest; {@code ?:}, {@code &&}, {@code ||} and {@code **} are apart. */
    static final List<Map<String, DoubleBinaryOperator>> BINARY = List.of(
            Map.of("|", (a, b) -> int32(a) | int32(b)),
            Map.of("^", (a, b) -> int32(a) ^ int32(b)),
            Map.of("&", (a, b) -> int32(a) & int32(b)),
            Map.of(
                    "==", (a, b) -> number(a == b),
                    "!=", (a, b) -> number(a != b),
                    "===", (a, b) -> number(a == b),
                    "!==", (a, b) -> number(a != b)),
            Map.of(
                    "<", (a, b) -> number(a < b),
                    ">", (a, b) -> number(a > b),
                    "<=", (a, b) -> number(a <= b),
                    ">=", (a, b) -> number(a >= b)),
            Map.of(
                    "<<", (a, b) -> int32(a) << int32(b),
                    ">>", (a, b) -> int32(a) >> int32(b),
                    ">>>", (a, b) -> Integer.toUnsignedLong(int32(a)) >>> (int32(b) & 31)),
            Map.of("+", Double::sum, "-", (a, b) -> a - b),
            Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b, "%", (a, b) -> a % b));

    static final Map<String, Double> CONSTANTS =
            Map.of("PI", Math.PI, "E", Math.E, "LN2", Math.log(2), "LN10", Math.log(10));

    /** A function of one or more arguments. */
    @FunctionalInterface
    interface Function {

        double of(double... arguments);
    }

    /** A function and how many arguments it takes; -1 stands for any number from one. */
    record Callable(int arguments, Function body) {}

    /** Functions by name. */
    static final Map<String, Callable> FUNCTIONS = Map.ofEntries(
            entry("abs", new Callable(1, a -> Math.abs(a[0]))),
            entry("acos", new Callable(1, a -> Math.acos(a[0]))),
            entry("asin", new Callable(1, a -> Math.asin(a[0]))),
            entry("atan", new Callable(1, a -> Math.atan(a[0]))),
            entry("atan2", new Callable(2, a -> Math.atan2(a[0], a[1]))),
            entry("cbrt", new Callable(1, a -> Math.cbrt(a[0]))),
            entry("ceil", new Callable(1, a -> Math.ceil(a[0]))),
            entry("cos", new Callable(1, a -> Math.cos(a[0]))),
            entry("exp", new Callable(1, a -> Math.exp(a[0]))),
            entry("floor", new Callable(1, a -> Math.floor(a[0]))),
            entry("log", new Callable(1, a -> Math.log(a[0]))),
            entry("log10", new Callable(1, a -> Math.log10(a[0]))),
            entry("log2", new Callable(1, a -> Math.log(a[0]) / Math.log(2))),
            entry("max", new Callable(-1, a -> Arrays.stream(a).reduce(Double.NEGATIVE_INFINITY, Math::max))),
            entry("min", new Callable(-1, a -> Arrays.stream(a).reduce(Double.POSITIVE_INFINITY, Math::min))),
            entry("pow", new Callable(2, a -> Math.pow(a[0], a[1]))),
            entry("round", new Callable(1, a -> Math.floor(a[0] + 0.5))),
            entry("sign", new Callable(1, a -> Math.signum(a[0]))),
            entry("sin", new Callable(1, a -> Math.sin(a[0]))),
            entry("sqrt", new Callable(1, a -> Math.sqrt(a[0]))),
            entry("tan", new Callable(1, a -> Math.tan(a[0]))),
            entry("trunc", new Callable(1, a -> a[0] < 0 ? Math.ceil(a[0]) : Math.floor(a[0]))));

    private Operators() {}

    /** The number's low 32 bits, as ECMAScript's ToInt32 takes them. */
    static int int32(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return 0;
        }
        double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
        return (int) (long) (whole % 4_294_967_296.0);
    }

    private static double number(boolean value) {
        return value ? 1 : 0;
    }
}
