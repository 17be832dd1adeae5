// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.borough.twin.Cause;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** Who acts: as the headers of a command say it, and as a cause says it. */
final class Origin {

    private static final String SERVICE = "service:";
    private static final String SERVICES = "integration:services";

    private Origin() {}

    /** The subjects of somebody inside the platform; services also act for all services. */
    static AuthorizationContext context(String by) {
        AuthorizationSubject subject = AuthorizationModelFactory.newAuthSubject(by);
        DittoAuthorizationContextType type = DittoAuthorizationContextType.UNSPECIFIED;
        return by.startsWith(SERVICE)
                ? AuthorizationModelFactory.newAuthContext(
                        type, subject, AuthorizationModelFactory.newAuthSubject(SERVICES))
                : AuthorizationModelFactory.newAuthContext(type, subject);
    }

    /** Headers of a command from inside the platform. */
    static DittoHeaders headers(String by) {
        return DittoHeaders.newBuilder()
                .authorizationContext(context(by))
                .putHeader(DittoHeaderDefinition.ORIGINATOR.getKey(), by)
                .build();
    }

    /** The same headers, with the first subject named as the originator of what comes of them. */
    static DittoHeaders named(DittoHeaders headers) {
        if (headers.containsKey(DittoHeaderDefinition.ORIGINATOR.getKey())) {
            return headers;
        }
        String by = by(headers);
        return by.isEmpty()
                ? headers
                : headers.toBuilder()
                        .putHeader(DittoHeaderDefinition.ORIGINATOR.getKey(), by)
                        .build();
    }

    /** What a command of a front door says about its cause. */
    static Cause cause(DittoHeaders headers) {
        return Cause.of(by(headers), "");
    }

    private static String by(DittoHeaders headers) {
        return headers.getAuthorizationContext()
                .getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .orElse("");
    }
}
