// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import javax.net.ssl.SSLContext;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * HTTPS beside the HTTP listener of the same server. A connector of our own, because Felix knows only one address for
 * both and wants the key store's password in its configuration.
 */
@Component(service = ConnectorFactory.class, configurationPid = AccessConfig.PID)
public final class HttpsConnector implements ConnectorFactory {

    private final SSLContext tls;
    private final String host;
    private final int port;

    @Activate
    public HttpsConnector(
            AccessConfig config,
            @Reference(target = "(" + ServerTls.PROPERTY + "=" + ServerTls.SERVER + ")") SSLContext tls) {
        this.tls = tls;
        this.host = config.httpsHost();
        this.port = Settings.within(AccessConfig.PID, "httpsPort", config.httpsPort(), 0, 65_535);
    }

    @Override
    public Connector createConnector(Server server) {
        if (port == 0) {
            return new Closed(server);
        }
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        // Devices and apps reach one machine under many names; who may ask is told by credentials, not by the name.
        secure.setSniHostCheck(false);
        http.addCustomizer(secure);
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setSslContext(tls);
        ServerConnector connector = new ServerConnector(
                server,
                new SslConnectionFactory(keys, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(http));
        connector.setHost(host.isBlank() ? null : host);
        connector.setPort(port);
        connector.setName("https");
        return connector;
    }

    /** Never opens a socket. Felix asks for a connector, takes no null and looks at the address of each. */
    private static final class Closed extends ServerConnector {

        Closed(Server server) {
            super(server);
            setName("https");
            setHost("localhost");
        }

        @Override
        public void open() {
            // A server opens its connectors before it starts them.
        }

        @Override
        protected void doStart() {
            // Nothing is opened, so nothing accepts.
        }

        @Override
        protected void doStop() {
            // Nothing was opened.
        }
    }
}
