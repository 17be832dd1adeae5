// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody whose credentials were right.
 *
 * @param name the user's name
 * @param roles what the user is, for example {@code admin} or {@code viewer}
 * @param subjects as whom policies know the user
 */
record Identity(String name, Set<String> roles, List<String> subjects) implements Principal {

    /** As whom policies know requests without credentials. */
    static final List<String> ANONYMOUS = List.of("borough:anonymous");

    private static final String CITY = "borough:";
    private static final String ADMINISTRATOR = "admin";
    private static final Set<String> OPERATOR = Set.of(ADMINISTRATOR, "viewer");

    /** A user of the city. Whoever has the role of administrator is also the subject of administrators. */
    static Identity user(String name, Set<String> roles) {
        Set<String> subjects = new LinkedHashSet<>();
        subjects.add(CITY + name);
        if (roles.contains(ADMINISTRATOR)) {
            subjects.add(CITY + ADMINISTRATOR);
        }
        return new Identity(name, Set.copyOf(roles), List.copyOf(subjects));
    }

    /** Somebody for whom another speaks, by a signed token or as a trusted proxy. */
    static Identity of(List<String> subjects) {
        return new Identity(subjects.get(0), Set.of(), List.copyOf(subjects));
    }

    /** The same, as somebody who operates the city; as a subject of policies nobody else than before. */
    Identity asOperator() {
        Set<String> all = new LinkedHashSet<>(roles);
        all.addAll(OPERATOR);
        return new Identity(name, Set.copyOf(all), subjects);
    }

    @Override
    public String getName() {
        return name;
    }
}
