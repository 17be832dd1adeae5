// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.borough.connect.Credential;

/** TLS towards devices. A device may show a certificate; whether it is believed, the registry decides. */
public final class Tls {

    /** The service property target of the context whose trust is left to the registry. */
    public static final String DEVICES = "(org.borough.tls=devices)";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /** The same context for Netty, asking for a certificate without demanding one. */
    public static SslContext context(SSLContext tls) {
        return new JdkSslContext(
                tls,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.OPTIONAL,
                VERSIONS,
                false);
    }

    /** The certificate that a connection's device has shown, after the handshake. */
    public static Optional<Credential> certificate(ChannelPipeline pipeline) {
        return Optional.ofNullable(pipeline.get(SslHandler.class))
                .map(handler -> handler.engine().getSession())
                .flatMap(Tls::certificate);
    }

    private static Optional<Credential> certificate(SSLSession session) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return Optional.of(new Credential.Certificate(tenant(session), chain));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** The first label of the server name that was asked for, as Hono reads it; nothing without a further label. */
    private static String tenant(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host && host.getAsciiName().indexOf('.') > 0) {
                    return host.getAsciiName().substring(0, host.getAsciiName().indexOf('.'));
                }
            }
        }
        return "";
    }
}
