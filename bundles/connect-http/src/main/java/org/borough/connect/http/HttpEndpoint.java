// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.Optional;
import org.borough.endpoint.Endpoints;
import org.borough.endpoint.TcpPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The port without TLS. */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpConfig.PID)
@Designate(ocd = HttpConfig.class)
public final class HttpEndpoint {

    private final Optional<TcpPort> port;

    @Activate
    public HttpEndpoint(HttpConfig config, @Reference Endpoints endpoints, @Reference HttpConnections connections) {
        HttpSettings settings = connections.settings(config);
        port = new HttpPipeline(endpoints.platform(HttpPipeline.PROTOCOL), settings, connections)
                .open(settings.plain(), Optional.empty());
    }

    @Deactivate
    void stop() {
        port.ifPresent(TcpPort::close);
    }
}
