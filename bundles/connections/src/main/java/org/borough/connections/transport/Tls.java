// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.ditto.connectivity.model.ClientCertificateCredentials;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;

/** TLS as a connection document wants it: its own authorities, its own certificate, or no check at all. */
public final class Tls {

    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    /**
     * The TLS context of a connection.
     *
     * @throws ConnectionConfigurationInvalidException if a certificate or key of the document cannot be read
     */
    public static SSLContext context(Connection connection) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(connection), trust(connection), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw ConnectionConfigurationInvalidException.newBuilder(
                            "The certificates or the key of the connection cannot be read: " + e.getMessage())
                    .description("Give certificates as PEM, and the key as PKCS #8 PEM (BEGIN PRIVATE KEY).")
                    .build();
        }
    }

    private static KeyManager[] keys(Connection connection) throws GeneralSecurityException, IOException {
        Optional<ClientCertificateCredentials> mine = connection
                .getCredentials()
                .filter(ClientCertificateCredentials.class::isInstance)
                .map(ClientCertificateCredentials.class::cast);
        Optional<String> certificate = mine.flatMap(ClientCertificateCredentials::getClientCertificate);
        Optional<String> key = mine.flatMap(ClientCertificateCredentials::getClientKey);
        if (certificate.isEmpty() && key.isEmpty()) {
            return new KeyManager[0];
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("cert and key must both be given");
        }
        KeyStore store = empty();
        store.setKeyEntry(
                "client",
                key(key.get()),
                NO_PASSWORD,
                certificates(certificate.get()).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(Connection connection) throws GeneralSecurityException, IOException {
        if (!connection.isValidateCertificates()) {
            return new TrustManager[] {new Everybody()};
        }
        KeyStore store = null;
        if (connection.getTrustedCertificates().isPresent()) {
            store = empty();
            int number = 0;
            for (Certificate each :
                    certificates(connection.getTrustedCertificates().get())) {
                store.setCertificateEntry("ca-" + number++, each);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in it");
        }
        return all;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                // It is a key of another algorithm: that one is tried next.
            }
        }
        throw new IllegalArgumentException("the key is of no known kind");
    }

    /** Trusts whoever answers, since the document says that certificates are not to be checked. */
    private static final class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
