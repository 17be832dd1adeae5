// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Certificates, public keys and names of subjects as they come in requests. */
final class Keys {

    private Keys() {}

    /** Reads a certificate (DER), or refuses the member that holds it. */
    static X509Certificate certificate(String path, byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw RefusedException.bad("member [" + path + "] must be an X.509 certificate (DER, in Base64)");
        }
    }

    /** Refuses a member that is no public key of this algorithm. */
    static void check(String path, String algorithm, byte[] der) {
        try {
            KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (NoSuchAlgorithmException e) {
            throw RefusedException.bad(
                    "the algorithm of [" + path + "] is '" + algorithm + "', which is not known here; use RSA or EC");
        } catch (GeneralSecurityException e) {
            throw RefusedException.bad("member [" + path + "] must be a public key of algorithm " + algorithm
                    + " (DER, in Base64); name another algorithm in the member [algorithm]");
        }
    }

    /** The name of a subject as Hono writes it, nothing when the text is no distinguished name. */
    static Optional<String> distinguishedName(String text) {
        try {
            return Optional.of(name(new X500Principal(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String name(X500Principal subject) {
        return subject.getName(X500Principal.RFC2253);
    }
}
