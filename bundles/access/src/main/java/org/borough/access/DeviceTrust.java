// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes the certificate of any device: the handshake proves that the device has its private key, and the registry
 * decides afterwards, tenant by tenant, whether it believes the certificate. Never trusts a server.
 */
final class DeviceTrust extends X509ExtendedTrustManager {

    private static final String NO_SERVER = "this context is for taking connections, not for making them";

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        // Who is believed stands in the registry.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        // Who is believed stands in the registry.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // Who is believed stands in the registry.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException(NO_SERVER);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException(NO_SERVER);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException(NO_SERVER);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
