// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.borough.connect.Credential;

/**
 * What a request says about who sends it.
 *
 * @param header the header Authorization, empty when there is none
 * @param tenant the tenant that the path names, empty when it does not
 * @param device the device that the path names, empty when it does not
 */
record Authorization(String header, String tenant, String device) {

    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    /** Of a request; what its path names counts only for tokens, which may leave it out. */
    static Authorization of(String header, Route route) {
        String given = header == null ? "" : header;
        boolean names = startsWith(given, BEARER) && route instanceof Route.ToDevice;
        return names
                ? new Authorization(given, ((Route.ToDevice) route).tenant(), ((Route.ToDevice) route).device())
                : new Authorization(given, "", "");
    }

    boolean isEmpty() {
        return header.isEmpty();
    }

    /** What it proves, in the order in which it is to be tried. */
    List<Credential> credentials() {
        if (startsWith(header, BEARER)) {
            return tokens(header.substring(BEARER.length()).strip());
        }
        return startsWith(header, BASIC)
                ? password(header.substring(BASIC.length()).strip()).stream().toList()
                : List.of();
    }

    /** A token may say itself who its device is; only when it does not, the path counts. */
    private List<Credential> tokens(String token) {
        if (token.isEmpty()) {
            return List.of();
        }
        Credential speaking = new Credential.Token("", "", token);
        return tenant.isEmpty() || device.isEmpty()
                ? List.of(speaking)
                : List.of(speaking, new Credential.Token(tenant, device, token));
    }

    /** {@code auth-id@tenant:password}; the whole of it may be encoded once more and stand for the name. */
    private static Optional<Credential> password(String encoded) {
        return decoded(encoded).flatMap(text -> plain(text).or(() -> wrapped(text)));
    }

    private static Optional<Credential> wrapped(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.length() - 1
                ? decoded(text.substring(0, colon)).flatMap(Authorization::plain)
                : Optional.empty();
    }

    private static Optional<Credential> plain(String text) {
        int colon = text.indexOf(':');
        int at = text.indexOf('@');
        return at <= 0 || colon <= at + 1
                ? Optional.empty()
                : Optional.of(new Credential.Password(
                        text.substring(at + 1, colon), text.substring(0, at), text.substring(colon + 1)));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean startsWith(String header, String scheme) {
        return header.toLowerCase(Locale.ROOT).startsWith(scheme);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "authorization for " + device + "@" + tenant;
    }
}
