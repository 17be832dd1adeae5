// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A real MQTT 3.1.1 broker and a device at its other side. */
final class Peers {

    private final io.moquette.broker.Server broker = new io.moquette.broker.Server();
    private final MqttClient device;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final int port;

    /** What the device was told. */
    record Heard(String topic, int qos, boolean retained, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return JsonObject.of(text());
        }
    }

    Peers(Map<String, String> more) throws Exception {
        port = freePort();
        Properties properties = new Properties();
        properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        properties.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        properties.putAll(more);
        broker.startServer(new MemoryConfig(properties));
        device = new MqttClient("tcp://127.0.0.1:" + port, "device", new MemoryPersistence());
        device.connect();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    void hear(String filter) throws MqttException {
        IMqttMessageListener listener = (topic, message) ->
                heard.add(new Heard(topic, message.getQos(), message.isRetained(), message.getPayload()));
        device.subscribe(filter, 2, listener);
    }

    Heard next() throws InterruptedException {
        Heard next = heard.poll(15, TimeUnit.SECONDS);
        assertThat(next).as("a message").isNotNull();
        return next;
    }

    boolean isSilent() {
        return heard.isEmpty();
    }

    void say(String topic, int qos, String text) throws MqttException {
        device.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, false);
    }

    void close() throws MqttException {
        device.disconnectForcibly(200, 200);
        device.close();
        broker.stopServer();
    }

    /** Creates a connection and waits until it is open. */
    static String open(Rig city, JsonObject document) {
        JsonObject created = Rig.json(city.post("", document));
        String id = created.getValue("id")
                .orElseThrow(() -> new AssertionError(created))
                .asString();
        awaitOpen(city, id);
        return id;
    }

    static void awaitOpen(Rig city, String id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> live(city, id).equals("open"));
    }

    static String live(Rig city, String id) {
        return at(Rig.json(city.get("/" + id + "/status")), "liveStatus").asString();
    }

    static JsonValue at(JsonObject message, String pointer) {
        return message.getValue(JsonPointer.of(pointer)).orElse(JsonValue.nullLiteral());
    }
}
