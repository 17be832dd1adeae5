// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;

/**
 * Finds options among the arguments of a command and puts both where they belong: Karaf itself takes options before the
 * first argument only.
 */
final class LateOptions {

    /** Of the field {@code following}, by which each command takes what stands behind its arguments. */
    static final String DESCRIPTION = "Options may stand behind the arguments too";

    private static final String REST = "following";
    private static final String PREFIX = "--";

    private final CityAction action;
    private final List<Field> arguments;
    private final List<Field> options;

    private LateOptions(CityAction action) {
        this.action = action;
        this.arguments = fields(action.getClass())
                .filter(field -> field.isAnnotationPresent(Argument.class))
                .sorted(Comparator.comparing(
                        field -> field.getAnnotation(Argument.class).index()))
                .toList();
        this.options = fields(action.getClass())
                .filter(field -> field.isAnnotationPresent(Option.class))
                .toList();
    }

    /** Does it; fails on options that the command does not have and on arguments too many. */
    static void sort(CityAction action) {
        new LateOptions(action).sort();
    }

    private void sort() {
        Deque<String> tokens = new ArrayDeque<>(given());
        Deque<String> plain = new ArrayDeque<>();
        while (!tokens.isEmpty()) {
            String token = tokens.poll();
            if (token.equals(PREFIX)) {
                plain.addAll(tokens);
                tokens.clear();
            } else if (token.startsWith(PREFIX)) {
                option(token, tokens);
            } else {
                plain.add(token);
            }
        }
        assign(plain);
    }

    private List<String> given() {
        List<String> given = new ArrayList<>();
        for (Field field : arguments) {
            Object value = get(field);
            if (value instanceof List<?> list) {
                list.forEach(element -> given.add(String.valueOf(element)));
            } else if (value != null && !value.equals("")) {
                given.add(value.toString());
            }
        }
        return given;
    }

    private void assign(Deque<String> plain) {
        for (Field field : arguments) {
            boolean many = field.getType() == List.class;
            boolean rest = field.getName().equals(REST);
            List<String> all = many && !rest ? List.copyOf(plain) : List.of();
            if (many) {
                plain.removeAll(all);
                set(field, all);
            } else {
                set(field, plain.isEmpty() ? "" : plain.poll());
            }
            require(field);
        }
        if (!plain.isEmpty()) {
            throw new CommandFailedException(
                    "'" + plain.peek() + "' is one argument too many. See " + action.name() + " --help.");
        }
    }

    private void require(Field field) {
        Argument argument = field.getAnnotation(Argument.class);
        Object value = get(field);
        if (argument.required() && (value.equals("") || value.equals(List.of()))) {
            throw new CommandFailedException(
                    "the argument " + argument.name() + " is missing. See " + action.name() + " --help.");
        }
    }

    private void option(String token, Deque<String> tokens) {
        int equals = token.indexOf('=');
        String name = equals < 0 ? token : token.substring(0, equals);
        Field field = options.stream()
                .filter(named(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(
                        "there is no option " + name + "; the options are " + String.join(", ", names()) + "."));
        if (field.getType() == boolean.class) {
            set(field, equals < 0 || Boolean.parseBoolean(token.substring(equals + 1)));
            return;
        }
        String value = equals < 0 ? tokens.poll() : token.substring(equals + 1);
        if (value == null) {
            throw new CommandFailedException("the option " + name + " needs a value: "
                    + field.getAnnotation(Option.class).description() + ".");
        }
        set(field, field.getType() == List.class ? added(field, value) : converted(field, name, value));
    }

    private List<String> names() {
        return options.stream()
                .map(field -> field.getAnnotation(Option.class).name())
                .sorted()
                .toList();
    }

    private static Predicate<Field> named(String name) {
        return field -> {
            Option option = field.getAnnotation(Option.class);
            return option.name().equals(name) || Arrays.asList(option.aliases()).contains(name);
        };
    }

    private List<String> added(Field field, String value) {
        List<String> values = new ArrayList<>();
        ((List<?>) get(field)).forEach(element -> values.add(String.valueOf(element)));
        values.add(value);
        return values;
    }

    private static Object converted(Field field, String name, String value) {
        if (field.getType() != int.class) {
            return value;
        }
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new CommandFailedException(name + " is '" + value + "'; it must be a whole number.", e);
        }
    }

    private Object get(Field field) {
        try {
            return field.get(action);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("fields of commands are open to this package", e);
        }
    }

    private void set(Field field, Object value) {
        try {
            field.set(action, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("fields of commands are open to this package", e);
        }
    }

    private static Stream<Field> fields(Class<?> type) {
        return type == Object.class
                ? Stream.empty()
                : Stream.concat(Arrays.stream(type.getDeclaredFields()), fields(type.getSuperclass()));
    }
}
