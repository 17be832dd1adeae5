// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;
import java.net.URI;
import java.util.Dictionary;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Where the city listens, as configured. */
record Addresses(URI api, URI deviceHttp, String mqtt) {

    static Addresses of(ConfigurationAdmin configurations) throws IOException {
        return new Addresses(
                URI.create("http://127.0.0.1:"
                        + port(configurations, "org.apache.felix.http", "org.osgi.service.http.port", 8080)),
                URI.create("http://127.0.0.1:" + port(configurations, "org.borough.connect.http", "port", 8081)),
                "tcp://127.0.0.1:" + port(configurations, "org.borough.connect.mqtt", "port", 1883));
    }

    private static int port(ConfigurationAdmin configurations, String pid, String key, int usual) throws IOException {
        Configuration configuration = configurations.getConfiguration(pid, "?");
        Dictionary<String, Object> values = configuration.getProperties();
        Object port = values == null ? null : values.get(key);
        return port == null ? usual : Integer.parseInt(port.toString().trim());
    }
}
