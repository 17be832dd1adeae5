// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.net.InetSocketAddress;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.borough.connect.Credential;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.CertificateMessage;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.CertificateVerificationResult;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.x509.NewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.util.ServerName;
import org.eclipse.californium.scandium.util.ServerNames;

/**
 * Takes any certificate whose key the device proves to have. Whether it is believed the registry decides with the first
 * request, and not before: in the handshake a certificate is shown before its key is proven, and a certificate that
 * registers a device must not do so in a stranger's hand.
 */
final class Certificates implements NewAdvancedCertificateVerifier {

    @Override
    public List<CertificateType> getSupportedCertificateTypes() {
        return List.of(CertificateType.X_509);
    }

    @Override
    public CertificateVerificationResult verifyCertificate(
            ConnectionId connection,
            ServerNames names,
            InetSocketAddress remote,
            boolean clientUsage,
            boolean verifySubject,
            boolean truncate,
            CertificateMessage message) {
        CertPath path = message.getCertificateChain();
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : path == null ? List.<Certificate>of() : path.getCertificates()) {
            chain.add((X509Certificate) certificate);
        }
        return chain.isEmpty()
                ? refused(connection)
                : new CertificateVerificationResult(
                        connection, path, Peer.of(new Credential.Certificate(tenant(names), chain)));
    }

    private static CertificateVerificationResult refused(ConnectionId connection) {
        AlertMessage alert = new AlertMessage(AlertLevel.FATAL, AlertDescription.BAD_CERTIFICATE);
        return new CertificateVerificationResult(
                connection, new HandshakeException("the device shows no certificate", alert), null);
    }

    /** The first label of the server name that was asked for, as Hono reads it; nothing without a further label. */
    private static String tenant(ServerNames names) {
        ServerName name = names == null ? null : names.getServerName(ServerName.NameType.HOST_NAME);
        String host = name == null ? "" : name.getNameAsString();
        return host.indexOf('.') > 0 ? host.substring(0, host.indexOf('.')) : "";
    }

    @Override
    public List<X500Principal> getAcceptedIssuers() {
        return List.of();
    }

    @Override
    public void setResultHandler(HandshakeResultHandler handler) {
        // Results are given at once.
    }
}
