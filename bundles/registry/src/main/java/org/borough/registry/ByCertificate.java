// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that prove themselves by a certificate that one of their tenant's authorities issued. */
final class ByCertificate implements AutoCloseable {

    static final String TYPE = "x509-cert";

    private static final Logger LOG = LoggerFactory.getLogger(ByCertificate.class);
    private static final int LONGEST_CHAIN = 10;
    /** Responders may be slow: nobody else shall wait for them. */
    private static final int RESPONDER_THREADS = 8;

    private static final int RESPONDERS_WAITING = 1000;

    private final Directory directory;
    private final Gate gate;
    private final Newcomers newcomers;
    private final Workers workers;
    private final Workers responders = new Workers("borough-ocsp", RESPONDER_THREADS, RESPONDERS_WAITING);
    private final Clock clock;

    ByCertificate(Directory directory, Gate gate, Newcomers newcomers, Workers workers, Clock clock) {
        this.directory = directory;
        this.gate = gate;
        this.newcomers = newcomers;
        this.workers = workers;
        this.clock = clock;
    }

    /** A chain up to its authority, and whom it may belong to; not checked yet. */
    private record Claim(Tenant tenant, List<Anchor> anchors, List<X509Certificate> chain) {

        boolean asksResponder() {
            return anchors.stream().anyMatch(anchor -> anchor.responder().isPresent());
        }
    }

    /**
     * A certificate that was checked.
     *
     * @param authId the name by which its holder is known
     * @param until when the first certificate of the chain, or the trust in its authority, ends
     */
    record Proof(Tenant tenant, Anchor anchor, X500Principal subject, String authId, Instant until) {

        String authKey() {
            return Device.authKey(TYPE, authId);
        }
    }

    CompletionStage<Admission> admit(Credential.Certificate given, String protocol) {
        if (given.chain().isEmpty() || given.chain().size() > LONGEST_CHAIN) {
            return CompletableFuture.completedStage(Gate.WRONG);
        }
        return workers.run(() -> claim(given))
                .thenCompose(this::prove)
                .handle((proof, failure) -> failure == null ? decide(proof, protocol) : failed(failure))
                .thenCompose(decided -> decided)
                .exceptionally(Gate::refused);
    }

    /** Whatever a certificate makes the JDK's decoders throw, it proves nothing. */
    private static CompletionStage<Admission> failed(Throwable failure) {
        if (Directory.cause(failure) instanceof RefusedException refused) {
            return CompletableFuture.completedStage(Gate.refused(refused));
        }
        LOG.debug("A certificate could not be checked.", failure);
        return CompletableFuture.completedStage(Gate.WRONG);
    }

    /** Chains may end with the authority's own certificate, or with whatever else the device thinks is of use. */
    private Optional<Claim> claim(Credential.Certificate given) {
        Shelves now = directory.now();
        for (int i = 0; i < given.chain().size(); i++) {
            X500Principal issuer = given.chain().get(i).getIssuerX500Principal();
            Set<String> trusting = now.tenantsTrusting(issuer);
            if (!trusting.isEmpty()) {
                List<X509Certificate> chain = given.chain().subList(0, i + 1);
                return tenant(now, trusting, given.tenant())
                        .map(tenant -> new Claim(tenant, anchors(tenant, issuer), chain));
            }
        }
        return Optional.empty();
    }

    /** The only tenant that trusts the authority; among several the one for which the device asked. */
    private static Optional<Tenant> tenant(Shelves now, Set<String> trusting, String asked) {
        return trusting.size() == 1
                ? trusting.stream().findFirst().flatMap(now::tenant)
                : now.tenantCalled(asked).filter(tenant -> trusting.contains(tenant.id()));
    }

    private List<Anchor> anchors(Tenant tenant, X500Principal issuer) {
        Instant now = clock.instant();
        return tenant.anchors().stream()
                .filter(anchor -> anchor.subject().equals(issuer) && anchor.validAt(now))
                .toList();
    }

    private CompletionStage<Optional<Proof>> prove(Optional<Claim> claim) {
        if (claim.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        Claim checked = claim.get();
        return (checked.asksResponder() ? responders : workers)
                .run(() -> CertificateCheck.check(checked.chain(), checked.anchors(), clock.instant())
                        .flatMap(anchor -> proof(checked, anchor)));
    }

    private static Optional<Proof> proof(Claim claim, Anchor anchor) {
        X500Principal subject = claim.chain().get(0).getSubjectX500Principal();
        Optional<String> authId = anchor.authId().isEmpty()
                ? Optional.of(subject.getName(X500Principal.RFC2253))
                : anchor.authId().get().fill(subject);
        Instant until = claim.chain().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .reduce(anchor.notAfter(), (one, other) -> one.isBefore(other) ? one : other);
        return authId.map(id -> new Proof(claim.tenant(), anchor, subject, id, until));
    }

    private CompletionStage<Admission> decide(Optional<Proof> proof, String protocol) {
        // Looked up anew: the tenant may trust the authority no more.
        Optional<Proof> standing = proof.filter(each -> directory
                .now()
                .tenant(each.tenant().id())
                .filter(tenant -> tenant.anchors().contains(each.anchor()))
                .isPresent());
        if (standing.isEmpty()) {
            return CompletableFuture.completedStage(Gate.WRONG);
        }
        Optional<Device> holder = holder(standing.get(), standing.get().authId());
        if (holder.isPresent()) {
            return CompletableFuture.completedStage(
                    admitted(holder.get(), standing.get(), standing.get().authId(), protocol));
        }
        String subject = standing.get().subject().getName(X500Principal.RFC2253);
        Optional<Device> bySubject = holder(standing.get(), subject);
        if (bySubject.isPresent()) {
            return CompletableFuture.completedStage(admitted(bySubject.get(), standing.get(), subject, protocol));
        }
        return standing.get().anchor().newcomers().isPresent()
                ? newcomers.byCertificate(standing.get(), protocol)
                : CompletableFuture.completedStage(Gate.WRONG);
    }

    private Optional<Device> holder(Proof proof, String authId) {
        return directory.now().holder(proof.tenant().id(), Device.authKey(TYPE, authId));
    }

    private Admission admitted(Device holder, Proof proof, String authId, String protocol) {
        return holder.secrets(TYPE, authId, clock.instant()).isEmpty()
                ? Gate.WRONG
                : gate.admit(holder.id(), protocol, proof.until(), false);
    }

    @Override
    public void close() {
        responders.close();
    }
}
