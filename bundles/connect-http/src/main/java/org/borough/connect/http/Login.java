// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Connection;
import org.borough.endpoint.ConnectionTable;
import org.borough.endpoint.Platform;

/**
 * Who sends the requests of one connection. What was proven once on it need not be proven again until it expires or
 * some device loses its admission.
 */
final class Login {

    private final Platform platform;
    private final ConnectionTable table;
    private final Supplier<Optional<Credential>> certificate;
    private volatile Proven proven;

    private record Proven(Authorization authorization, long revision, DeviceId device, Instant until) {}

    /** Who it is, or why nobody. */
    sealed interface Sender {

        /** A device. */
        record Known(DeviceId device) implements Sender {}

        /** Nobody who may send. */
        record Refused(Answer answer) implements Sender {}
    }

    Login(Platform platform, ConnectionTable table, Supplier<Optional<Credential>> certificate) {
        this.platform = platform;
        this.table = table;
        this.certificate = certificate;
    }

    /** Whether the request or its connection claims to be anybody. */
    boolean isClaimed(Authorization authorization) {
        return !authorization.isEmpty() || certificate.get().isPresent();
    }

    CompletionStage<Sender> sender(Authorization authorization) {
        Proven before = proven;
        if (before != null
                && before.revision() == table.revision()
                && before.until().isAfter(platform.clock().instant())
                && before.authorization().equals(authorization)) {
            return CompletableFuture.completedStage(new Sender.Known(before.device()));
        }
        long revision = table.revision();
        List<Credential> credentials = new ArrayList<>();
        certificate.get().ifPresent(credentials::add);
        credentials.addAll(authorization.credentials());
        return platform.login(credentials).thenApply(admission -> admitted(authorization, revision, admission));
    }

    /** Whether the last one who proved it was that device. From any thread. */
    boolean isOf(DeviceId changed) {
        Proven last = proven;
        return last != null && Connection.concerns(changed, last.device());
    }

    private Sender admitted(Authorization authorization, long revision, Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            proven = new Proven(authorization, revision, admitted.registration().device(), admitted.until());
            return new Sender.Known(proven.device());
        }
        Admission.Refused refused = (Admission.Refused) admission;
        return new Sender.Refused(
                refused.status() == 401 ? Answer.unauthorized() : Answer.error(refused.status(), refused.reason()));
    }
}
