// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Clock;
import java.util.Optional;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
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

    private final Optional<HttpServer> server;

    @Activate
    public HttpEndpoint(
            HttpConfig config,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference Registrations registrations,
            @Reference HttpConnections connections) {
        HttpSettings settings = connections.settings(config);
        Platform platform = new Platform(uplinks, downlinks, registrations, Clock.systemUTC());
        server = HttpServer.open(settings.plain(), settings, platform, connections, Optional.empty());
    }

    @Deactivate
    void stop() {
        server.ifPresent(HttpServer::close);
    }
}
