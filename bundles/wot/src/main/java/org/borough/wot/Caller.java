// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;

/** Who asks, as the platform's authentication found it. */
final class Caller {

    private static final String SUBJECTS = "org.borough.subjects";
    private static final String OPERATOR = "admin";

    private Caller() {}

    static boolean isKnown(HttpServletRequest request) {
        return request.getUserPrincipal() != null;
    }

    static boolean isOperator(HttpServletRequest request) {
        return isKnown(request) && request.isUserInRole(OPERATOR);
    }

    /** The headers of a command in the name of the caller. */
    static DittoHeaders headers(HttpServletRequest request) {
        List<AuthorizationSubject> subjects = request.getAttribute(SUBJECTS) instanceof List<?> found
                ? found.stream()
                        .map(subject -> AuthorizationSubject.newInstance(subject.toString()))
                        .toList()
                : List.of();
        return DittoHeaders.newBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .authorizationContext(AuthorizationContext.newInstance(
                        DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP, subjects))
                .randomCorrelationId()
                .build();
    }
}
