// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;

/**
 * Who sends the requests of one connection. What was proven once on it need not be proven again until some device
 * loses its admission.
 */
final class Login {

    private static final String BASIC = "basic ";

    private final Platform platform;
    private final HttpConnections connections;
    private volatile Proven proven;

    private record Proven(String header, long revision, DeviceId device) {}

    /** Who it is, or the answer to somebody who is nobody. */
    record Sender(Optional<DeviceId> device, Answer refusal) {

        static Sender refused(Answer answer) {
            return new Sender(Optional.empty(), answer);
        }

        static Sender of(DeviceId device) {
            return new Sender(Optional.of(device), Answer.of(202));
        }
    }

    Login(Platform platform, HttpConnections connections) {
        this.platform = platform;
        this.connections = connections;
    }

    CompletionStage<Sender> sender(String header) {
        Proven before = proven;
        if (before != null
                && before.revision() == connections.revision()
                && before.header().equals(header)) {
            return CompletableFuture.completedFuture(Sender.of(before.device()));
        }
        return credential(header)
                .map(credential -> authenticate(header, credential))
                .orElseGet(() -> CompletableFuture.completedFuture(Sender.refused(Answer.unauthorized())));
    }

    /** Whether the last one who proved it was that device. From any thread. */
    boolean isOf(DeviceId asked) {
        Proven last = proven;
        return last != null
                && last.device().tenant().equals(asked.tenant())
                && (last.device().id().equals(asked.id()) || asked.id().equals("+"));
    }

    private CompletionStage<Sender> authenticate(String header, Credential credential) {
        long revision = connections.revision();
        return platform.registrations()
                .authenticate(credential, Platform.PROTOCOL)
                .thenApply(admission -> admitted(header, revision, admission));
    }

    private Sender admitted(String header, long revision, Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            proven = new Proven(header, revision, admitted.registration().device());
            return Sender.of(proven.device());
        }
        Admission.Refused refused = (Admission.Refused) admission;
        return Sender.refused(
                refused.status() == 401 ? Answer.unauthorized() : Answer.error(refused.status(), refused.reason()));
    }

    /** {@code auth-id@tenant:password}; nothing when a part is missing. */
    static Optional<Credential> credential(String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        String text;
        try {
            text = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        int at = text.indexOf('@');
        return at <= 0 || colon <= at + 1
                ? Optional.empty()
                : Optional.of(new Credential.Password(
                        text.substring(at + 1, colon), text.substring(0, at), text.substring(colon + 1)));
    }
}
