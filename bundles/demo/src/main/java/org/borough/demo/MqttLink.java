// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device that speaks Hono's MQTT device API through Eclipse Paho. Connects when it first has something to say. */
final class MqttLink implements DeviceLink {

    private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
    private static final String COMMANDS = "command///req/#";
    private static final int TIMEOUT_SECONDS = 10;

    private final String server;
    private final String user;
    private final String password;
    private final Consumer<byte[]> commands;
    private MqttClient client;

    /** A device that listens: each command's payload goes to the consumer. */
    MqttLink(String server, String user, String password, Consumer<byte[]> commands) {
        this.server = server;
        this.user = user;
        this.password = password;
        this.commands = commands;
    }

    @Override
    public synchronized void send(int fport, byte[] payload) throws IOException {
        try {
            connected().publish("telemetry/?fport=" + fport, payload, 1, false);
        } catch (MqttException e) {
            throw new IOException("MQTT to " + server + " failed: " + e.getMessage(), e);
        }
    }

    synchronized void connect() throws IOException {
        try {
            connected();
        } catch (MqttException e) {
            throw new IOException("MQTT to " + server + " failed: " + e.getMessage(), e);
        }
    }

    private MqttClient connected() throws MqttException {
        if (client != null && client.isConnected()) {
            return client;
        }
        close();
        client = new MqttClient(server, user.replace('@', '-'), new MemoryPersistence());
        client.setTimeToWait(TIMEOUT_SECONDS * 1000L);
        client.connect(options());
        IMqttMessageListener listener = (topic, message) -> commands.accept(message.getPayload());
        client.subscribe(COMMANDS, 1, listener);
        return client;
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(user);
        options.setPassword(password.toCharArray());
        options.setConnectionTimeout(TIMEOUT_SECONDS);
        options.setCleanSession(true);
        return options;
    }

    @Override
    public synchronized void close() {
        if (client == null) {
            return;
        }
        try {
            client.disconnectForcibly(0, 1000);
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("closing the connection of {} failed", user, e);
        } finally {
            client = null;
        }
    }
}
