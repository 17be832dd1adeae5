// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.borough.access.token.Tokens;
import org.borough.thing.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Finds out who asks, before any servlet, filter or WebSocket of the whiteboard sees the request. Requests without
 * credentials pass as anonymous; what they may do is the servlets' and the policies' matter.
 */
@Component(
        service = {Preprocessor.class, Door.class},
        immediate = true,
        configurationPid = LoginConfig.PID)
@Designate(ocd = LoginConfig.class)
public final class Door implements Preprocessor {

    /** The request's attribute with the subjects of whoever asks, a list of strings. */
    static final String SUBJECTS = "org.borough.subjects";

    private static final String CORRELATION_ID = "correlation-id";
    private static final String AUTHORIZATION = "Authorization";
    /** A browser cannot set headers of a WebSocket, so there, and only there, a token may stand in the URL. */
    private static final String TOKEN_IN_URL = "access_token";

    private static final String SOCKETS = "/ws/";

    private final BearerScheme bearer;
    private final List<Scheme> schemes;
    private final Throttle throttle;
    private final Operators operators;
    /** Null while their configuration is wrong: users with passwords come in all the same. */
    private volatile Tokens tokens;

    private volatile Proxies proxies;

    @Activate
    public Door(BundleContext context, LoginConfig config) {
        this(
                new JaasRealm(config.realm(), Folders.of(context).etc().resolve("users.properties")),
                config,
                Clock.systemUTC());
    }

    Door(Realm realm, LoginConfig config, Clock clock) {
        this.throttle = new Throttle(
                clock,
                within("failuresBeforeDelay", config.failuresBeforeDelay(), 1, 1000),
                within("delayMaxSeconds", config.delayMaxSeconds(), 1, 3600));
        Duration kept = Duration.ofSeconds(within("cacheSeconds", config.cacheSeconds(), 0, 3600));
        this.bearer = new BearerScheme(() -> tokens);
        this.schemes = List.of(new BasicScheme(new Logins(realm, throttle, clock, kept, new Audit())), bearer);
        this.operators = new Operators(config);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTokens(Tokens checked) {
        tokens = checked;
    }

    void unbindTokens(Tokens checked) {
        if (tokens == checked) {
            tokens = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProxies(Proxies trusted) {
        proxies = trusted;
    }

    void unbindProxies(Proxies trusted) {
        if (proxies == trusted) {
            proxies = null;
        }
    }

    private static int within(String key, int value, int least, int most) {
        return Settings.within(LoginConfig.PID, key, value, least, most);
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        Verdict verdict = verdict(request);
        if (verdict == null) {
            anonymous(request, response, chain);
        } else if (verdict instanceof Verdict.Known known) {
            pass("Basic", known.who(), request, response, chain);
        } else if (verdict instanceof Verdict.ByToken known) {
            request.setAttribute(Tokens.TEXT, known.token());
            request.setAttribute(Tokens.EXPIRES, known.expires());
            pass(bearer.name(), known.who(), request, response, chain);
        } else {
            refuse(verdict, request, response);
        }
    }

    /** What becomes of a request; null for one that says nothing about who asks. */
    private Verdict verdict(HttpServletRequest request) {
        String said = Proxies.said(request);
        if (said != null) {
            Proxies trusted = proxies;
            return trusted == null ? Proxies.UNTRUSTED : trusted.check(said, request);
        }
        String header = request.getHeader(AUTHORIZATION);
        String inUrl = isSocket(request) ? QueryParameter.of(request, TOKEN_IN_URL) : null;
        if (inUrl == null) {
            return header == null ? null : byHeader(header, request);
        }
        return header == null
                ? bearer.check(inUrl, request.getRemoteAddr())
                : new Verdict.Refused(
                        401,
                        "gateway:authentication.failed",
                        "Multiple JWTs provided.",
                        "A JWT was provided both as a header and as query parameter. Only a single JWT is expected.");
    }

    private static boolean isSocket(HttpServletRequest request) {
        return request.getRequestURI().startsWith(SOCKETS);
    }

    private Verdict byHeader(String header, HttpServletRequest request) {
        int blank = header.indexOf(' ');
        String name = blank < 0 ? header : header.substring(0, blank);
        String credentials = blank < 0 ? "" : header.substring(blank + 1).strip();
        for (Scheme scheme : schemes) {
            if (scheme.name().equalsIgnoreCase(name)) {
                return scheme.check(credentials, request.getRemoteAddr());
            }
        }
        return new Verdict.Wrong("Log in with name and password (Basic) or a token (Bearer).");
    }

    private void anonymous(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(SUBJECTS, Identity.ANONYMOUS);
        if (operators.isOpen(request)) {
            Identity operator = Identity.of(Identity.ANONYMOUS).asOperator();
            chain.doFilter(new AuthenticatedRequest(request, operator, "None"), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void pass(
            String scheme, Identity known, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean operates = operators.has(known) || operators.isOpen(request);
        Identity who = operates ? known.asOperator() : known;
        request.setAttribute(SUBJECTS, who.subjects());
        chain.doFilter(new AuthenticatedRequest(request, who, scheme), response);
    }

    private static void refuse(Verdict verdict, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String correlation = request.getHeader(CORRELATION_ID);
        if (correlation != null) {
            response.setHeader(CORRELATION_ID, correlation);
        }
        if (verdict instanceof Verdict.Wait wait) {
            Refusal.wait(response, wait.seconds());
        } else if (verdict instanceof Verdict.Wrong wrong) {
            Refusal.unauthorized(response, wrong.remedy());
        } else if (verdict instanceof Verdict.Refused refused) {
            Refusal.refused(response, refused);
        }
    }

    Status status() {
        if (tokens == null || proxies == null) {
            return Status.degraded("tokens or trusted proxies are refused, because org.borough.access.oidc.cfg or"
                    + " org.borough.access.proxy.cfg is wrong; the log says where");
        }
        long closed = throttle.closed();
        return closed == 0
                ? Status.ok("nobody is kept waiting for wrong passwords")
                : Status.degraded(closed + " users or addresses are kept waiting for wrong passwords; see audit.log");
    }
}
