// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.borough.thing.BoroughException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Proxies that are believed when they say who asks. From anybody else the same words are an error. */
@Component(service = Proxies.class, configurationPid = ProxyConfig.PID)
@Designate(ocd = ProxyConfig.class)
public final class Proxies {

    /** By which a proxy says who asks: a header, or a parameter of the URL. */
    static final String SUBJECTS = "x-ditto-pre-authenticated";

    /** What everybody is answered who is no trusted proxy. */
    static final Verdict UNTRUSTED = refused("Pre-authenticated subjects are only accepted from trusted proxies.");

    private static final String SECRET = "x-borough-proxy-secret";
    private static final int LEAST_SECRET = 16;

    private final List<Network> trusted;
    private final byte[] secret;

    @Activate
    public Proxies(ProxyConfig config) {
        trusted = Arrays.stream(config.trustedProxies())
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Proxies::network)
                .toList();
        secret = secret(config.secretFile());
    }

    private static Network network(String text) {
        try {
            return Network.of(text);
        } catch (IllegalArgumentException notOne) {
            throw new BoroughException(
                    ProxyConfig.PID + ": trustedProxies = " + text + " is not allowed; 10.0.0.1 or 10.0.0.0/8 is",
                    notOne);
        }
    }

    private static byte[] secret(String file) {
        if (file.isBlank()) {
            return new byte[0];
        }
        try {
            byte[] read = Files.readString(Path.of(file.strip())).strip().getBytes(StandardCharsets.UTF_8);
            if (read.length < LEAST_SECRET) {
                throw new BoroughException(ProxyConfig.PID + ": secretFile holds too short a secret; " + LEAST_SECRET
                        + " bytes are needed");
            }
            return read;
        } catch (IOException failed) {
            throw new BoroughException(ProxyConfig.PID + ": secretFile = " + file + " cannot be read", failed);
        }
    }

    /** What a request says of who asks, by header or parameter; null if it does not. */
    static String said(HttpServletRequest request) {
        String header = request.getHeader(SUBJECTS);
        return header == null ? QueryParameter.of(request, SUBJECTS) : header;
    }

    Verdict check(String said, HttpServletRequest request) {
        if (!isTrusted(request)) {
            return UNTRUSTED;
        }
        List<String> subjects = Arrays.stream(said.split(","))
                .map(String::strip)
                .filter(subject -> !subject.isEmpty())
                .toList();
        return subjects.isEmpty()
                ? refused("Failed to extract AuthorizationSubjects from pre-authenticated header value <>!")
                : new Verdict.Known(Identity.of(subjects));
    }

    private boolean isTrusted(HttpServletRequest request) {
        if (trusted.isEmpty()) {
            return false;
        }
        String given = request.getHeader(SECRET);
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        boolean knowsSecret = secret.length == 0 || MessageDigest.isEqual(secret, bytes);
        try {
            var address = Network.address(request.getRemoteAddr());
            return knowsSecret && trusted.stream().anyMatch(network -> network.has(address));
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private static Verdict refused(String message) {
        return new Verdict.Refused(
                401, "gateway:authentication.failed", message, "Check if your credentials were correct.");
    }
}
