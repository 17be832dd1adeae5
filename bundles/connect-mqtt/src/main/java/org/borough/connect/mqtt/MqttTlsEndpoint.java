// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

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
        configurationPid = MqttConfig.PID)
public final class MqttTlsEndpoint {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Optional<MqttServer> server;

    @Activate
    public MqttTlsEndpoint(
            MqttConfig config,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference Registrations registrations,
            @Reference MqttConnections connections,
            @Reference(
                            target = "(org.borough.tls=server)",
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    SSLContext certificate) {
        MqttSettings settings = connections.settings(config);
        Platform platform = new Platform(uplinks, downlinks, registrations, Clock.systemUTC());
        connections.stopped(settings.tls().portKey());
        server = Optional.ofNullable(certificate)
                .map(MqttTlsEndpoint::context)
                .flatMap(tls -> MqttServer.open(settings.tls(), settings, platform, connections, Optional.of(tls)));
    }

    @Deactivate
    void stop() {
        server.ifPresent(MqttServer::close);
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
