// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.borough.thing.BoroughException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets web pages of the configured origins use this server from a browser (the Fetch standard's CORS protocol), and
 * keeps those of all others from changing anything: a browser that knows a user's password sends it along for them.
 * Stands before the door, so that a page can read a refusal, too.
 */
@Component(
        service = Preprocessor.class,
        immediate = true,
        configurationPid = CorsConfig.PID,
        property = "service.ranking:Integer=1000")
@Designate(ocd = CorsConfig.class)
public final class Cors implements Preprocessor {

    private static final Logger LOG = LoggerFactory.getLogger(Cors.class);
    private static final String ORIGIN = "Origin";
    private static final String ANY = "*";
    private static final String METHODS = "OPTIONS, GET, PUT, PATCH, POST, HEAD, DELETE";
    private static final String EXPOSED =
            "correlation-id, ditto-originator, ditto-metadata, entity-id, entity-revision,"
                    + " etag, historical-headers, live-channel-condition-matched, location, policy-id, requested-acks,"
                    + " response-required, retry-after, status, version, www-authenticate";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

    private final Set<String> origins;
    private final String maxAge;

    /** Never fails: without this, pages of elsewhere could use the passwords that browsers know. */
    @Activate
    public Cors(CorsConfig config) {
        Set<String> listed = Set.of();
        int seconds = 0;
        try {
            seconds = Settings.within(CorsConfig.PID, "maxAgeSeconds", config.maxAgeSeconds(), 0, 86_400);
            listed = Arrays.stream(config.origins())
                    .flatMap(value -> Arrays.stream(value.split(",")))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Cors::checked)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (BoroughException wrong) {
            LOG.error("No web page of elsewhere is let in: {}", wrong.getMessage());
        }
        origins = listed;
        maxAge = Integer.toString(seconds);
    }

    private static String checked(String text) {
        if (text.equals(ANY)
                || text.matches("(?i)https?://[a-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-f:]+](:\\d{1,5})?")) {
            return text.toLowerCase(Locale.ROOT);
        }
        throw new BoroughException(
                CorsConfig.PID + ": origins = " + text + " is not allowed; https://host, http://host:port or * is");
    }

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        String origin = request.getHeader(ORIGIN);
        if (!origins.isEmpty()) {
            // A cache must not give one page the answer that was meant for another.
            response.addHeader("Vary", ORIGIN);
        }
        if (origin == null) {
            chain.doFilter(request, response);
        } else if (isListed(origin)) {
            admit(origin, request, response, chain);
        } else if (mayPass(origin, request)) {
            chain.doFilter(request, response);
        } else {
            Refusal.foreign(response, origin);
        }
    }

    private boolean isListed(String origin) {
        return origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private void admit(String origin, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Access-Control-Allow-Origin", origin);
        if (!origins.contains(ANY)) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        if (isPreflight(request)) {
            preflight(request, response);
            return;
        }
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    private void preflight(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) {
            response.setHeader("Access-Control-Allow-Headers", wanted);
        }
        response.setHeader("Access-Control-Max-Age", maxAge);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentLength(0);
    }

    /** Pages of this server itself may do anything; others may ask for what the browser then keeps from them. */
    private static boolean mayPass(String origin, HttpServletRequest request) {
        boolean socket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        return !socket && READING.contains(request.getMethod()) || isOwn(origin, request);
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && OWN_PAGE.contains(site)) {
            return true;
        }
        String host = request.getHeader("Host");
        try {
            return host != null && sameHost(URI.create(origin), host);
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private static boolean sameHost(URI origin, String host) {
        String authority = origin.getAuthority();
        String standard = "https".equals(origin.getScheme()) ? ":443" : ":80";
        return authority != null && without(standard, authority).equalsIgnoreCase(without(standard, host));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
