// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Some lines of the table with the operations that they are about, as its heading says: methods or {@code *}, a path
 * whose end may be {@code **} for anything, {@code but} paths that are not meant, {@code with} one of some parameters.
 *
 * @param values what {@code $name} stands for
 * @param never statuses that nobody can provoke, and why
 */
record Block(
        List<String> methods,
        List<String> paths,
        List<String> but,
        List<String> with,
        List<String> cases,
        Map<String, String> values,
        Map<Integer, String> never) {

    static Block headed(String heading) {
        String[] words = heading.split(" +");
        List<String> but = new ArrayList<>();
        List<String> with = new ArrayList<>();
        for (int each = 2; each < words.length; each += 2) {
            (words[each].equals("but") ? but : with).addAll(List.of(words[each + 1].split(",")));
        }
        return new Block(
                List.of(words[0].split(",")),
                List.of(words[1].split(",")),
                but,
                with,
                new ArrayList<>(),
                new HashMap<>(),
                new HashMap<>());
    }

    void add(String line) {
        String[] words = line.split(" +", 2);
        if (words[0].equals("never")) {
            String[] reason = words[1].split(" +", 2);
            Arrays.stream(reason[0].split(",")).forEach(status -> never.put(Integer.valueOf(status), reason[1]));
        } else if (Character.isLowerCase(words[0].charAt(0)) && !words[0].equals("ok")) {
            values.put(words[0], words[1]);
        } else {
            cases.add(line);
        }
    }

    boolean isAbout(Operation operation) {
        return (methods.contains("*") || methods.contains(operation.method()))
                && paths.stream().anyMatch(path -> fits(path, operation.path()))
                && but.stream().noneMatch(path -> fits(path, operation.path()))
                && (with.isEmpty() || with.stream().anyMatch(operation.parameters()::contains));
    }

    private static boolean fits(String pattern, String path) {
        return pattern.endsWith("**")
                ? path.startsWith(pattern.substring(0, pattern.length() - 2))
                : path.equals(pattern);
    }
}
