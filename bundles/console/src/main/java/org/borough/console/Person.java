// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.security.AccessController;
import java.security.Principal;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.Session;

/** Who is at the console. */
final class Person {

    private static final String PREFIX = "borough:";

    private Person() {}

    /** The person as a subject of policies. The login counts, not the session's variables, which its user may set. */
    static String subject(Session session) {
        return PREFIX + login().orElseGet(() -> String.valueOf(session.get("USER")));
    }

    // Karaf 4.4 carries the login in the access control context; there is no other way to it.
    @SuppressWarnings("removal")
    private static Optional<String> login() {
        return of(Subject.getSubject(AccessController.getContext()));
    }

    static Optional<String> of(Subject login) {
        Stream<Principal> principals = login == null ? Stream.empty() : login.getPrincipals().stream();
        // By name: the class comes from Karaf's boot class path, which this bundle does not import.
        return principals
                .filter(principal -> principal.getClass().getSimpleName().equals("UserPrincipal"))
                .map(Principal::getName)
                .findFirst();
    }
}
