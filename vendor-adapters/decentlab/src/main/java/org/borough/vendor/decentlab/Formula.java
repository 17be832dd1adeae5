// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a formula of the vendor's tables, for example {@code (x[0] - 32768) / 100}. The language is the part of
 * ECMAScript's expressions that these tables use: numbers, the words {@code x[i]}, parameters {@code param.name},
 * arithmetic, bit operators, comparisons, {@code ?:} and the functions of {@code Math}. It can neither loop nor reach
 * anything but its words.
 */
final class Formula {

    /** Deeper nesting than any table has, and far from the end of the stack. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_LENGTH = 10_000;

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<number>0[xX][0-9a-fA-F]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(?<name>[A-Za-z_$][\\w$]*(?:\\s*\\.\\s*[A-Za-z_$][\\w$]*)*)"
            + "|(?<sign>>>>|>>|<<|===|!==|==|!=|<=|>=|&&|\\|\\||\\*\\*|[-+*/%()<>?:,!~&|^\\[\\]]))");

    private final String text;
    private final int words;
    private final Map<String, Double> parameters;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private Formula(String text, int words, Map<String, Double> parameters) {
        this.text = text;
        this.words = words;
        this.parameters = parameters;
    }

    /**
     * Understands a formula, once and for all.
     *
     * @param words how many words its block has
     * @throws InvalidDescriptorException when it does not; the message names the place
     */
    static Expression compile(String text, int words, Map<String, Double> parameters) {
        Formula formula = new Formula(text, words, parameters);
        formula.split();
        Expression expression = formula.choice();
        if (formula.next < formula.tokens.size()) {
            throw formula.wrong("'" + formula.tokens.get(formula.next) + "' is not expected");
        }
        return expression;
    }

    private void split() {
        if (text.length() > MAX_LENGTH) {
            throw wrong("it is longer than " + MAX_LENGTH + " characters");
        }
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group().strip().replaceAll("\\s", ""));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw wrong("'" + text.substring(end).strip() + "' is not understood");
        }
    }

    private Expression choice() {
        if (++depth > MAX_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        Expression condition = either();
        if (take("?")) {
            Expression yes = choice();
            need(":");
            Expression no = choice();
            depth--;
            return x -> Expression.isTrue(condition.of(x)) ? yes.of(x) : no.of(x);
        }
        depth--;
        return condition;
    }

    private Expression either() {
        Expression left = both();
        while (take("||")) {
            Expression first = left;
            Expression second = both();
            left = x -> {
                double value = first.of(x);
                return Expression.isTrue(value) ? value : second.of(x);
            };
        }
        return left;
    }

    private Expression both() {
        Expression left = binary(0);
        while (take("&&")) {
            Expression first = left;
            Expression second = binary(0);
            left = x -> {
                double value = first.of(x);
                return Expression.isTrue(value) ? second.of(x) : value;
            };
        }
        return left;
    }

    private Expression binary(int level) {
        if (level == Operators.BINARY.size()) {
            return unary();
        }
        Map<String, DoubleBinaryOperator> operators = Operators.BINARY.get(level);
        Expression left = binary(level + 1);
        while (next < tokens.size() && operators.containsKey(tokens.get(next))) {
            DoubleBinaryOperator operator = operators.get(tokens.get(next++));
            Expression first = left;
            Expression second = binary(level + 1);
            left = x -> operator.applyAsDouble(first.of(x), second.of(x));
        }
        return left;
    }

    private Expression unary() {
        if (++depth > MAX_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        Expression result = signed();
        depth--;
        return result;
    }

    private Expression signed() {
        if (take("-")) {
            Expression operand = unary();
            return x -> -operand.of(x);
        }
        if (take("+")) {
            return unary();
        }
        if (take("!")) {
            Expression operand = unary();
            return x -> Expression.isTrue(operand.of(x)) ? 0 : 1;
        }
        if (take("~")) {
            Expression operand = unary();
            return x -> ~Operators.int32(operand.of(x));
        }
        Expression base = primary();
        if (take("**")) {
            Expression exponent = unary();
            return x -> Math.pow(base.of(x), exponent.of(x));
        }
        return base;
    }

    private Expression primary() {
        if (next == tokens.size()) {
            throw wrong("it ends too early");
        }
        if (take("(")) {
            Expression inner = choice();
            need(")");
            return inner;
        }
        String token = tokens.get(next++);
        char first = token.charAt(0);
        if (Character.isDigit(first) || first == '.') {
            double number = number(token);
            return x -> number;
        }
        if (Character.isLetter(first) || first == '_' || first == '$') {
            return named(token);
        }
        throw wrong("'" + token + "' is not expected");
    }

    private static double number(String token) {
        boolean hex = token.startsWith("0x") || token.startsWith("0X");
        return hex ? Long.parseUnsignedLong(token.substring(2), 16) : Double.parseDouble(token);
    }

    private Expression named(String name) {
        if (name.equals("x")) {
            return word();
        }
        if (name.equals("true") || name.equals("false")) {
            return Expression.truth(name.equals("true"));
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (name.matches("(this\\.)?(param|params|parameters|PARAMETERS)\\.[\\w$]+")) {
            return parameter(last);
        }
        if (name.equals("Math." + last) || name.equals(last)) {
            return take("(") ? call(last) : constant(last, name);
        }
        throw wrong("'" + name + "' is not known");
    }

    private Expression word() {
        need("[");
        String index = next < tokens.size() ? tokens.get(next++) : "";
        need("]");
        if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= words) {
            throw wrong("x[" + index + "] is not one of the block's " + words + " words");
        }
        int position = Integer.parseInt(index);
        return x -> x[position];
    }

    private Expression parameter(String name) {
        Double value = parameters.get(name);
        if (value == null) {
            throw wrong("the parameter '" + name + "' is not given");
        }
        return x -> value;
    }

    private Expression constant(String name, String full) {
        Double value = Operators.CONSTANTS.get(name);
        if (value == null) {
            throw wrong("'" + full + "' is not known");
        }
        return x -> value;
    }

    private Expression call(String name) {
        Operators.Callable function = Operators.FUNCTIONS.get(name);
        if (function == null) {
            throw wrong("the function '" + name + "' is not known");
        }
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(choice());
        } while (take(","));
        need(")");
        if (function.arguments() >= 0 && function.arguments() != arguments.size()) {
            throw wrong(name + " takes " + function.arguments() + " arguments, not " + arguments.size());
        }
        Expression[] all = arguments.toArray(Expression[]::new);
        Operators.Function body = function.body();
        return x -> {
            double[] values = new double[all.length];
            for (int i = 0; i < all.length; i++) {
                values[i] = all[i].of(x);
            }
            return body.of(values);
        };
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private void need(String token) {
        if (!take(token)) {
            String instead = next < tokens.size() ? "'" + tokens.get(next) + "'" : "the end";
            throw wrong("'" + token + "' is expected instead of " + instead);
        }
    }

    private InvalidDescriptorException wrong(String what) {
        return new InvalidDescriptorException("the formula '" + text + "' is wrong: " + what + ".");
    }
}
