// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** HTTPS beside the HTTP listener. */
class HttpsConnectorTest {

    @Test
    void portZeroOpensNothingAndLetsTheServerStartAndStop() throws Exception {
        AccessConfig config = Configured.access(Map.of("httpsPort", 0));
        Server server = new Server();

        Connector connector = new HttpsConnector(config, SSLContext.getDefault()).createConnector(server);
        server.addConnector(connector);
        server.start();

        assertThat(connector.isRunning()).isTrue();
        assertThat(connector).isInstanceOf(ServerConnector.class);
        assertThat(((ServerConnector) connector).isOpen()).isFalse();
        server.stop();
    }
}
