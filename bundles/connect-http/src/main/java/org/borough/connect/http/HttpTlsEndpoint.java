// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.Endpoints;
import org.borough.endpoint.TcpPort;
import org.borough.endpoint.Tls;
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

    private final Optional<TcpPort> port;

    @Activate
    public HttpTlsEndpoint(
            HttpConfig config,
            @Reference Endpoints endpoints,
            @Reference HttpConnections connections,
            @Reference(
                            target = Tls.DEVICES,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    SSLContext certificate) {
        HttpSettings settings = connections.settings(config);
        connections.ports().stopped(settings.tls().portKey());
        HttpPipeline pipeline = new HttpPipeline(endpoints.platform(HttpPipeline.PROTOCOL), settings, connections);
        port = Optional.ofNullable(certificate)
                .map(Tls::context)
                .flatMap(tls -> pipeline.open(settings.tls(), Optional.of(tls)));
    }

    @Deactivate
    void stop() {
        port.ifPresent(TcpPort::close);
    }
}
