// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borough.hono.HonoTopics.Kind;

/** Which tenants are served: some by name, or all. */
record Tenants(Set<String> names) {

    private static final String ALL = "*";

    static Tenants of(String... configured) {
        Set<String> names = Arrays.stream(configured)
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (!name.equals(ALL) && !name.matches("[a-zA-Z0-9._-]+")) {
                throw HonoSettings.wrong("tenants", name, "ids of tenants separated by commas, or *");
            }
        }
        return new Tenants(names.isEmpty() || names.contains(ALL) ? Set.of() : Set.copyOf(names));
    }

    boolean areAll() {
        return names.isEmpty();
    }

    boolean contain(String tenant) {
        return areAll() || names.contains(tenant);
    }

    /** What the topics' names of these kinds look like. */
    String pattern(Kind... kinds) {
        String tenant = areAll() ? ".+" : alternatives(List.copyOf(names));
        return alternatives(Arrays.stream(kinds).map(Kind::prefix).toList()) + tenant;
    }

    private static String alternatives(List<String> texts) {
        return texts.stream().sorted().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    }
}
