// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** Arguments of the form {@code name=value}. */
record Arguments(Map<String, String> values) {

    static Arguments of(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + argument + "' is no argument; write name=value");
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Arguments(values);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the argument " + name + "=… is missing");
        }
        return value;
    }

    String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    int number(String name, int usual) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : usual;
    }
}
