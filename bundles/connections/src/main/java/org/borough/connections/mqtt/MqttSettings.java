// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.connections.transport.Tls;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.UserPasswordCredentials;

/** What a connection document says of its MQTT connection. */
record MqttSettings(
        boolean five,
        String host,
        int port,
        Optional<SSLContext> tls,
        boolean verifyHost,
        String clientId,
        Optional<String> publisherId,
        Optional<String> user,
        Optional<String> password,
        boolean cleanSession,
        Duration keepAlive,
        Optional<Will> will,
        boolean reconnectForRedelivery) {

    static final String KEEP_ALIVE = "keepAlive";
    static final String WILL_TOPIC = "lastWillTopic";
    static final String WILL_QOS = "lastWillQos";

    /** What the broker tells the others when this side vanishes. */
    record Will(String topic, int qos, boolean retain, String message) {}

    static MqttSettings of(Connection connection) {
        Map<String, String> config = connection.getSpecificConfig();
        Optional<UserPasswordCredentials> credentials = connection
                .getCredentials()
                .filter(UserPasswordCredentials.class::isInstance)
                .map(UserPasswordCredentials.class::cast);
        String clientId = config.getOrDefault("clientId", connection.getId().toString());
        boolean separate = flag(config, "separatePublisherClient", false);
        return new MqttSettings(
                connection.getConnectionType() == ConnectionType.MQTT_5,
                connection.getHostname(),
                connection.getPort(),
                connection.getProtocol().equals("ssl") ? Optional.of(Tls.context(connection)) : Optional.empty(),
                connection.isValidateCertificates(),
                clientId,
                separate ? Optional.of(config.getOrDefault("publisherId", clientId + "p")) : Optional.empty(),
                connection.getUsername().or(() -> credentials.map(UserPasswordCredentials::getUsername)),
                connection.getPassword().or(() -> credentials.map(UserPasswordCredentials::getPassword)),
                flag(config, "cleanSession", false),
                keepAlive(config),
                will(config),
                flag(config, "reconnectForRedelivery", false));
    }

    private static boolean flag(Map<String, String> config, String name, boolean otherwise) {
        String text = config.get(name);
        return text == null ? otherwise : Boolean.parseBoolean(text);
    }

    /** Seconds, with or without their unit. */
    static Duration keepAlive(Map<String, String> config) {
        String text = config.getOrDefault(KEEP_ALIVE, "60s").trim();
        int seconds = Integer.parseInt(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
        if (seconds < 0 || seconds > 0xFFFF) {
            throw new NumberFormatException(text);
        }
        return Duration.ofSeconds(seconds);
    }

    static Optional<Will> will(Map<String, String> config) {
        return Optional.ofNullable(config.get(WILL_TOPIC))
                .map(topic -> new Will(
                        topic,
                        Integer.parseInt(config.getOrDefault(WILL_QOS, "0")),
                        flag(config, "lastWillRetain", false),
                        config.getOrDefault("lastWillMessage", "")));
    }
}
