// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device that speaks MQTT 3.1.1 by Paho. */
final class PahoDevice implements MqttCallback, AutoCloseable {

    /** One message that it received. */
    record Received(String topic, int qos, String text) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    final MqttClient client;
    private final CountDownLatch lost = new CountDownLatch(1);

    private PahoDevice(String uri) throws MqttException {
        client = new MqttClient(uri, MqttClient.generateClientId(), new MemoryPersistence());
        client.setTimeToWait(20_000);
        client.setCallback(this);
    }

    static PahoDevice connected(Running endpoint, String id) throws MqttException {
        return connected(endpoint.uri(), id, options(id + "@" + FakeCity.TENANT, "secret"));
    }

    static PahoDevice connected(String uri, String id, MqttConnectOptions options) throws MqttException {
        PahoDevice device = new PahoDevice(uri);
        device.client.connect(options);
        return device;
    }

    static MqttConnectOptions options(String user, String password) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setConnectionTimeout(20);
        options.setUserName(user);
        options.setPassword(password.toCharArray());
        return options;
    }

    void publish(String topic, int qos, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, false);
    }

    boolean isCutOff() throws InterruptedException {
        return lost.await(20, TimeUnit.SECONDS);
    }

    @Override
    public void connectionLost(Throwable cause) {
        lost.countDown();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        received.add(new Received(topic, message.getQos(), new String(message.getPayload(), StandardCharsets.UTF_8)));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // What counts is that publish returned.
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 200);
        }
        client.close(true);
    }
}
