// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates to devices and to authorities below it. */
final class Authority {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private Authority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    static Authority named(String name) {
        KeyPair keys = keys();
        return new Authority(keys, sign(name, keys, name, keys, true, Duration.ofDays(365)));
    }

    Authority below(String name) {
        KeyPair below = keys();
        return new Authority(below, sign(name(), keys, name, below, true, Duration.ofDays(300)));
    }

    X509Certificate issue(String subject) {
        return issue(subject, Duration.ofDays(30));
    }

    X509Certificate issue(String subject, Duration life) {
        return sign(name(), keys, subject, keys(), false, life);
    }

    X509Certificate certificate() {
        return certificate;
    }

    KeyPair keyPair() {
        return keys;
    }

    private String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** What a tenant lists to trust it. */
    ObjectNode entry() {
        return entry(certificate);
    }

    static ObjectNode entry(X509Certificate certificate) {
        return Json.object().put("cert", base64(certificate));
    }

    static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X500Name encoded(String name) {
        return X500Name.getInstance(new X500Principal(name).getEncoded());
    }

    private static X509Certificate sign(
            String issuer, KeyPair by, String subject, KeyPair of, boolean authority, Duration life) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    encoded(issuer),
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(NOW.minus(Duration.ofDays(1))),
                    Date.from(NOW.plus(life)),
                    encoded(subject),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
