// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.security.MessageDigest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Connection;
import org.borough.endpoint.Platform;
import org.eclipse.californium.elements.auth.AdditionalInfo;
import org.eclipse.californium.elements.auth.ExtensiblePrincipal;

/**
 * Who is at the other end of a DTLS association. What it proved in the handshake is checked against the registry with
 * its first request, and anew whenever some device loses its admission. Callable from any thread.
 */
final class Peer {

    /** What goes with a principal about which nothing is known. */
    static final AdditionalInfo NOBODY = AdditionalInfo.empty();

    private static final String KEY = "org.borough.peer";
    private static final Admission.Refused UNAUTHORIZED = new Admission.Refused(401, "Unauthorized");

    private final Credential credential;
    private final byte[] keyDigest;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<CommandWait> waits = ConcurrentHashMap.newKeySet();
    private volatile CompletionStage<Void> room = CompletableFuture.completedStage(null);
    private volatile Proven proven;

    private record Proven(long revision, Instant until, DeviceId device, Admission admission) {}

    private Peer(Credential credential, byte[] keyDigest) {
        this.credential = credential;
        this.keyDigest = keyDigest;
    }

    /** One that has shown a certificate. */
    static Peer of(Credential.Certificate certificate) {
        return new Peer(certificate, new byte[0]);
    }

    /** One that has proven to know a key; the digest tells later whether the key is still its own. */
    static Peer of(Credential.PresharedKey key, byte[] keyDigest) {
        return new Peer(key, keyDigest);
    }

    /** The one behind a message's principal. */
    static Optional<Peer> behind(Principal principal) {
        return principal instanceof ExtensiblePrincipal<?> extensible
                ? Optional.ofNullable(extensible.getExtendedInfo().get(KEY, Peer.class))
                : Optional.empty();
    }

    /** Goes with the principal for as long as the association stands. */
    AdditionalInfo info() {
        return AdditionalInfo.from(Map.of(KEY, this));
    }

    /** What it calls itself, for counting. */
    String name() {
        return credential.toString();
    }

    /** Whether it is a certificate that it has to prove itself. */
    boolean showsCertificate() {
        return credential instanceof Credential.Certificate;
    }

    /** Whether it is that device; with the id {@code +}, any device of the tenant. */
    boolean isOf(DeviceId changed) {
        Proven last = proven;
        return last != null && Connection.concerns(changed, last.device());
    }

    /** Who it is. Answered at once when it is known since the last change of the registry. */
    CompletionStage<Admission> login(Platform platform, long revision) {
        Proven last = proven;
        if (last != null
                && last.revision() == revision
                && last.until().isAfter(platform.clock().instant())) {
            return CompletableFuture.completedFuture(last.admission());
        }
        if (!knowsValidKey(platform)) {
            return CompletableFuture.completedFuture(UNAUTHORIZED);
        }
        return platform.login(List.of(credential)).thenApply(admission -> {
            if (admission instanceof Admission.Admitted admitted) {
                proven = new Proven(
                        revision, admitted.until(), admitted.registration().device(), admitted);
            }
            return admission;
        });
    }

    /** The handshake may have been before the key was replaced. */
    private boolean knowsValidKey(Platform platform) {
        return !(credential instanceof Credential.PresharedKey)
                || platform.registrations().presharedKeys(credential.tenant(), credential.authId()).stream()
                        .anyMatch(key -> MessageDigest.isEqual(PresharedKeys.digest(key), keyDigest));
    }

    /** Begins a request, unless there are so many already or the last message still waits for room. */
    boolean begin(int limit) {
        if (!room.toCompletableFuture().isDone()) {
            return false;
        }
        if (underWay.incrementAndGet() <= limit) {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    void end() {
        underWay.decrementAndGet();
    }

    /** No more requests before that. */
    void holdUntil(CompletionStage<Void> there) {
        room = there;
    }

    void waits(CommandWait wait) {
        waits.add(wait);
    }

    void waitsNoMore(CommandWait wait) {
        waits.remove(wait);
    }

    /** The association is no more: whatever waits for a command is not reachable any longer. */
    void gone() {
        waits.forEach(wait -> wait.abort("the device's DTLS association ended"));
    }

    /** Waits for no commands any more; requests that do are answered. */
    void hurry() {
        waits.forEach(CommandWait::end);
    }
}
