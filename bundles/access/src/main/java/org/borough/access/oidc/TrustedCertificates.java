// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.borough.thing.BoroughException;

/** Which servers are believed to be issuers: by Java's own certificates, or by those in one file. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    static SSLContext context(String file) {
        try {
            if (file.isBlank()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream pem = Files.newInputStream(Path.of(file.strip()))) {
                int number = 0;
                for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    store.setCertificateEntry("issuer-" + number++, one);
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new BoroughException(
                    OidcConfig.PID + ": trustedCertificates = " + file + " cannot be read; PEM of certificates can",
                    failed);
        }
    }
}
