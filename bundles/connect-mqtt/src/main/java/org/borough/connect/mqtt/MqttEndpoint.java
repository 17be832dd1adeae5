// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.Optional;
import org.borough.endpoint.Endpoints;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The ports without TLS. */
@Component(
        service = {},
        immediate = true,
        configurationPid = MqttConfig.PID)
@Designate(ocd = MqttConfig.class)
public final class MqttEndpoint {

    /** The type of this endpoint in Hono's words. */
    static final String PROTOCOL = "hono-mqtt";

    private final MqttPorts open;

    @Activate
    public MqttEndpoint(MqttConfig config, @Reference Endpoints endpoints, @Reference MqttConnections connections) {
        MqttSettings settings = connections.ports().settings(() -> MqttSettings.of(config));
        open = new MqttPorts(settings, endpoints.platform(PROTOCOL), connections, Optional.empty());
    }

    @Deactivate
    void stop() {
        open.close();
    }
}
