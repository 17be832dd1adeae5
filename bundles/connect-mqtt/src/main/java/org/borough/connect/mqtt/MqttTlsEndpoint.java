// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.Endpoints;
import org.borough.endpoint.Platform;
import org.borough.endpoint.Tls;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The ports with TLS; they open when there is a certificate, and open anew with a new one. */
@Component(
        service = {},
        immediate = true,
        configurationPid = MqttConfig.PID)
public final class MqttTlsEndpoint {

    private final Optional<MqttPorts> open;

    @Activate
    public MqttTlsEndpoint(
            MqttConfig config,
            @Reference Endpoints endpoints,
            @Reference MqttConnections connections,
            @Reference(
                            target = Tls.DEVICES,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    SSLContext certificate) {
        MqttSettings settings = connections.ports().settings(() -> MqttSettings.of(config));
        Platform platform = endpoints.platform(MqttEndpoint.PROTOCOL);
        connections.ports().stopped(settings.tls().portKey());
        connections.ports().stopped(settings.webSocketTls().portKey());
        open = Optional.ofNullable(certificate)
                .map(Tls::context)
                .map(tls -> new MqttPorts(settings, platform, connections, Optional.of(tls)));
    }

    @Deactivate
    void stop() {
        open.ifPresent(MqttPorts::close);
    }
}
