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
import org.borough.thing.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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

    private final List<Scheme> schemes;
    private final Throttle throttle;

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
        this.schemes = List.of(new BasicScheme(new Logins(realm, throttle, clock, kept, new Audit())));
    }

    private static int within(String key, int value, int least, int most) {
        return Settings.within(LoginConfig.PID, key, value, least, most);
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        String header = request.getHeader("Authorization");
        if (header == null) {
            request.setAttribute(SUBJECTS, Identity.ANONYMOUS);
            chain.doFilter(request, response);
            return;
        }
        int blank = header.indexOf(' ');
        String name = blank < 0 ? header : header.substring(0, blank);
        for (Scheme scheme : schemes) {
            if (scheme.name().equalsIgnoreCase(name)) {
                String credentials =
                        blank < 0 ? "" : header.substring(blank + 1).strip();
                pass(scheme.name(), scheme.check(credentials, request.getRemoteAddr()), request, response, chain);
                return;
            }
        }
        Refusal.unauthorized(response, "Log in with name and password (Basic).");
    }

    private static void pass(
            String scheme, Verdict verdict, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (verdict instanceof Verdict.Known known) {
            request.setAttribute(SUBJECTS, known.who().subjects());
            chain.doFilter(new AuthenticatedRequest(request, known.who(), scheme), response);
        } else if (verdict instanceof Verdict.Wait wait) {
            Refusal.wait(response, wait.seconds());
        } else if (verdict instanceof Verdict.Wrong wrong) {
            Refusal.unauthorized(response, wrong.remedy());
        }
    }

    Status status() {
        long closed = throttle.closed();
        return closed == 0
                ? Status.ok("nobody is kept waiting for wrong passwords")
                : Status.degraded(closed + " users or addresses are kept waiting for wrong passwords; see audit.log");
    }
}
