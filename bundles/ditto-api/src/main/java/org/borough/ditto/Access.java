// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;

/** Who asks: the subjects that the platform's authentication attached to the request. */
final class Access {

    static final String SUBJECTS = "org.borough.subjects";
    static final String TOKEN = "org.borough.jwt";
    static final String ANONYMOUS = "borough:anonymous";

    private static final int MAX_REMEMBERED = 10_000;

    private final boolean allowAnonymous;
    /** Headers that say who asks, since writing an authorization context anew for every request is dear. */
    private final Map<List<?>, DittoHeaders> known = new ConcurrentHashMap<>();

    Access(boolean allowAnonymous) {
        this.allowAnonymous = allowAnonymous;
    }

    /**
     * Headers with the authorization context of the caller.
     *
     * @throws GatewayException if nobody is known to ask
     */
    DittoHeaders headersOf(HttpServletRequest request) {
        Object attribute = request.getAttribute(SUBJECTS);
        if (!(attribute instanceof List<?> subjects) || subjects.isEmpty()) {
            throw GatewayException.unauthenticated();
        }
        boolean anonymous = request.getUserPrincipal() == null && subjects.equals(List.of(ANONYMOUS));
        if (anonymous && !allowAnonymous) {
            throw GatewayException.unauthenticated();
        }
        DittoHeaders headers = known.get(subjects);
        return headers == null ? remember(subjects) : headers;
    }

    /** The verified JSON Web Token of the caller, when he came with one. */
    static Optional<String> tokenOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(TOKEN)).map(Object::toString);
    }

    private DittoHeaders remember(List<?> subjects) {
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        List<AuthorizationSubject> authorized = subjects.stream()
                .map(subject -> AuthorizationSubject.newInstance(subject.toString()))
                .toList();
        AuthorizationContext caller =
                AuthorizationContext.newInstance(DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP, authorized);
        DittoHeaders plain = DittoHeaders.newBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .authorizationContext(caller)
                .putHeader(
                        DittoHeaderDefinition.ORIGINATOR.getKey(),
                        authorized.get(0).getId())
                .build();
        DittoHeaders headers = CallerHeaders.of(plain, caller);
        known.put(List.copyOf(subjects), headers);
        return headers;
    }
}
