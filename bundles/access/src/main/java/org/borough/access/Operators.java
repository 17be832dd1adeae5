// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who operates the city besides its users of role admin: subjects of tokens or proxies that the configuration names,
 * and, only if it says so, whoever asks from this machine for a developer operation.
 */
final class Operators {

    /** Where developer operations are. */
    private static final List<String> OPERATIONS =
            List.of("/devops", "/status", "/overall", "/stats", "/api/2/connections");

    private final Set<String> subjects;
    private final boolean open;

    Operators(LoginConfig config) {
        subjects = Arrays.stream(config.operatorSubjects())
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(subject -> !subject.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        open = config.operationsWithoutPassword();
    }

    boolean has(Identity who) {
        return !subjects.isEmpty() && who.subjects().stream().anyMatch(subjects::contains);
    }

    /** Whether a request may operate the city whoever sends it. */
    boolean isOpen(HttpServletRequest request) {
        return open && isOperation(request.getRequestURI()) && isFromHere(request);
    }

    private static boolean isOperation(String path) {
        // A path in any unusual form might lead somewhere else in the end.
        boolean plain =
                !path.contains("..") && !path.contains("//") && path.chars().noneMatch(c -> "%;\\".indexOf(c) >= 0);
        return plain && OPERATIONS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    private static boolean isFromHere(HttpServletRequest request) {
        // A proxy on this machine speaks for others.
        boolean direct = request.getHeader("Forwarded") == null && request.getHeader("X-Forwarded-For") == null;
        try {
            return direct && Network.address(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
