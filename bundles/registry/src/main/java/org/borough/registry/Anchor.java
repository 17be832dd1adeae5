// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * An authority whose certificates prove devices of a tenant.
 *
 * @param subject its name, by which its certificates call their issuer
 * @param key its public key
 * @param notBefore from when on it is trusted
 * @param notAfter until when
 * @param authId how the auth-id is made of a certificate; empty for the subject itself
 * @param responder where to ask whether a certificate was revoked; empty when nobody asks
 * @param newcomers what becomes of devices that nobody registered; empty when they are refused
 */
record Anchor(
        X500Principal subject,
        PublicKey key,
        Instant notBefore,
        Instant notAfter,
        Optional<IdTemplate> authId,
        Optional<Responder> responder,
        Optional<Newcomers> newcomers) {

    /**
     * An OCSP responder.
     *
     * @param uri where it is; empty for where the certificate says
     * @param certificate what signs its answers; empty for the authority itself or whom it delegates
     * @param nonce whether it must repeat a number that is new in every question
     */
    record Responder(Optional<URI> uri, Optional<X509Certificate> certificate, boolean nonce) {}

    /**
     * How devices that nobody registered are registered.
     *
     * @param gateways whether they may themselves bring devices along
     * @param deviceId how the id is made of the certificate; empty for a random one
     */
    record Newcomers(boolean gateways, Optional<IdTemplate> deviceId) {}

    /** Reads an entry of {@code trusted-ca}, be it with a certificate or with what was read from one. */
    static Anchor of(JsonNode entry) throws GeneralSecurityException {
        Optional<X509Certificate> certificate = certificate(entry.path("cert"));
        X500Principal subject =
                certificate.map(X509Certificate::getSubjectX500Principal).orElseGet(() -> subject(entry));
        PublicKey key = certificate.isPresent() ? certificate.get().getPublicKey() : key(entry);
        return new Anchor(
                subject,
                key,
                time(
                        entry,
                        "not-before",
                        certificate.map(each -> each.getNotBefore().toInstant()),
                        Instant.MIN),
                time(
                        entry,
                        "not-after",
                        certificate.map(each -> each.getNotAfter().toInstant()),
                        Instant.MAX),
                template(entry, "auth-id-template"),
                responder(entry),
                newcomers(entry));
    }

    boolean validAt(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    TrustAnchor trust() {
        return new TrustAnchor(subject, key, null);
    }

    /** Whether it proves the same devices as another, by the same names. */
    boolean provesAs(Anchor other) {
        return subject.equals(other.subject)
                && key.equals(other.key)
                && notBefore.equals(other.notBefore)
                && notAfter.equals(other.notAfter)
                && authId.equals(other.authId)
                && responder.equals(other.responder);
    }

    private static X500Principal subject(JsonNode entry) {
        return entry.hasNonNull("subject-dn-bytes")
                ? new X500Principal(bytes(entry.get("subject-dn-bytes")))
                : new X500Principal(entry.path("subject-dn").asText());
    }

    private static PublicKey key(JsonNode entry) throws GeneralSecurityException {
        return KeyFactory.getInstance(entry.path("algorithm").asText("RSA"))
                .generatePublic(new X509EncodedKeySpec(bytes(entry.path("public-key"))));
    }

    private static Optional<Responder> responder(JsonNode entry) throws GeneralSecurityException {
        if (!entry.path("ocsp-revocation-enabled").asBoolean(false)) {
            return Optional.empty();
        }
        return Optional.of(new Responder(
                text(entry, "ocsp-responder-uri").map(URI::create),
                certificate(entry.path("ocsp-responder-cert")),
                entry.path("ocsp-nonce-enabled").asBoolean(false)));
    }

    private static Optional<Newcomers> newcomers(JsonNode entry) {
        if (!entry.path("auto-provisioning-enabled").asBoolean(false)) {
            return Optional.empty();
        }
        return Optional.of(new Newcomers(
                entry.path("auto-provision-as-gateway").asBoolean(false),
                template(entry, "auto-provisioning-device-id-template")));
    }

    private static Optional<X509Certificate> certificate(JsonNode der) throws GeneralSecurityException {
        if (!der.isTextual()) {
            return Optional.empty();
        }
        return Optional.of((X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(der))));
    }

    private static Optional<IdTemplate> template(JsonNode entry, String member) {
        return text(entry, member).map(IdTemplate::new);
    }

    private static Optional<String> text(JsonNode entry, String member) {
        return Optional.of(entry.path(member).asText()).filter(text -> !text.isEmpty());
    }

    private static Instant time(JsonNode entry, String member, Optional<Instant> certified, Instant otherwise) {
        return entry.hasNonNull(member) ? Secret.instant(entry.get(member).asText()) : certified.orElse(otherwise);
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }
}
