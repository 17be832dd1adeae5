// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A device on Eclipse Paho, of either MQTT version. */
interface PahoDevice extends AutoCloseable {

    /** A message that came from the city. */
    record Received(String topic, byte[] payload) {}

    /** Publishes with QoS 1; returns after the PUBACK. */
    void publish(String topic, byte[] payload) throws Exception;

    /** Subscribes with QoS 1; what comes lands in the queue. */
    BlockingQueue<Received> subscribe(String filter) throws Exception;

    boolean connected();

    @Override
    void close();

    /** MQTT 3.1.1. */
    final class V3 implements PahoDevice {

        private final org.eclipse.paho.client.mqttv3.MqttClient client;

        V3(int port, String user, String password) throws Exception {
            client = new org.eclipse.paho.client.mqttv3.MqttClient(
                    "tcp://127.0.0.1:" + port,
                    "v3-" + System.nanoTime(),
                    new org.eclipse.paho.client.mqttv3.persist.MemoryPersistence());
            client.setTimeToWait(20_000);
            var options = new org.eclipse.paho.client.mqttv3.MqttConnectOptions();
            options.setUserName(user);
            options.setPassword(password.toCharArray());
            options.setMaxInflight(1000);
            client.connect(options);
        }

        @Override
        public void publish(String topic, byte[] payload) throws Exception {
            client.publish(topic, payload, 1, false);
        }

        @Override
        public BlockingQueue<Received> subscribe(String filter) throws Exception {
            BlockingQueue<Received> queue = new LinkedBlockingQueue<>();
            client.subscribe(filter, 1, (topic, message) -> queue.add(new Received(topic, message.getPayload())));
            return queue;
        }

        @Override
        public boolean connected() {
            return client.isConnected();
        }

        @Override
        public void close() {
            try {
                client.disconnectForcibly(0, 1000, false);
                client.close(true);
            } catch (org.eclipse.paho.client.mqttv3.MqttException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** MQTT 5. */
    final class V5 implements PahoDevice {

        private final org.eclipse.paho.mqttv5.client.MqttClient client;
        private final BlockingQueue<Received> queue = new LinkedBlockingQueue<>();

        V5(int port, String user, String password) throws Exception {
            client = new org.eclipse.paho.mqttv5.client.MqttClient(
                    "tcp://127.0.0.1:" + port,
                    "v5-" + System.nanoTime(),
                    new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
            client.setTimeToWait(20_000);
            client.setCallback(new V5Queue(queue));
            var options = new org.eclipse.paho.mqttv5.client.MqttConnectionOptions();
            options.setUserName(user);
            options.setPassword(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.connect(options);
        }

        @Override
        public void publish(String topic, byte[] payload) throws Exception {
            client.publish(topic, payload, 1, false);
        }

        @Override
        public BlockingQueue<Received> subscribe(String filter) throws Exception {
            client.subscribe(filter, 1);
            return queue;
        }

        @Override
        public boolean connected() {
            return client.isConnected();
        }

        @Override
        public void close() {
            try {
                client.disconnectForcibly(0, 1000, false);
                client.close(true);
            } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Puts what an MQTT 5 client receives into a queue. */
    record V5Queue(BlockingQueue<Received> queue) implements org.eclipse.paho.mqttv5.client.MqttCallback {

        @Override
        public void messageArrived(String topic, org.eclipse.paho.mqttv5.common.MqttMessage message) {
            queue.add(new Received(topic, message.getPayload()));
        }

        @Override
        public void disconnected(org.eclipse.paho.mqttv5.client.MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(org.eclipse.paho.mqttv5.common.MqttException exception) {}

        @Override
        public void deliveryComplete(org.eclipse.paho.mqttv5.client.IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(
                int reasonCode, org.eclipse.paho.mqttv5.common.packet.MqttProperties properties) {}
    }
}
