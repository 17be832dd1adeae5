// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request of somebody known. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final Identity who;
    private final String scheme;

    AuthenticatedRequest(HttpServletRequest request, Identity who, String scheme) {
        super(request);
        this.who = who;
        this.scheme = scheme;
    }

    @Override
    public Principal getUserPrincipal() {
        return who;
    }

    @Override
    public String getRemoteUser() {
        return who.name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return who.roles().contains(role);
    }

    @Override
    public String getAuthType() {
        return scheme.equals("Basic") ? BASIC_AUTH : scheme;
    }
}
