// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The port with TLS; it opens when there is a certificate, and opens anew with a new one. */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpConfig.PID)
public final class HttpTlsEndpoint {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Optional<HttpServer> server;

    @Activate
    public HttpTlsEndpoint(
            HttpConfig config,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference Registrations registrations,
            @Reference HttpConnections connections,
            @Reference(
                            target = "(org.borough.tls=server)",
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    SSLContext certificate) {
        HttpSettings settings = connections.settings(config);
        Platform platform = new Platform(uplinks, downlinks, registrations, Clock.systemUTC());
        connections.stopped(settings.tls().portKey());
        server = Optional.ofNullable(certificate)
                .map(HttpTlsEndpoint::context)
                .flatMap(tls -> HttpServer.open(settings.tls(), settings, platform, connections, Optional.of(tls)));
    }

    @Deactivate
    void stop() {
        server.ifPresent(HttpServer::close);
    }

    static SslContext context(SSLContext tls) {
        return new JdkSslContext(
                tls,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                VERSIONS,
                false);
    }
}
