// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device on Eclipse Paho (MQTT 3.1.1) that sees what a device of Hono sees: refusals, errors, its connection's end. */
final class HonoDevice implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 15_000;

    /** As patient as Hono's users are with a single acknowledgement. */
    private static final long ACKNOWLEDGED_MILLIS = 3000;

    private final MqttAsyncClient client;
    private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private HonoDevice(String uri) throws MqttException {
        client = new MqttAsyncClient(uri, UUID.randomUUID().toString(), new MemoryPersistence());
        client.setCallback(new Ears());
    }

    /** A message that came from the city. */
    record Received(String topic, String payload) {

        /** The part of the topic, from 0. */
        String part(int index) {
            return topic.split("/", -1)[index];
        }
    }

    /** Connects with the password that devices of a {@link HonoTenant} have. */
    static HonoDevice of(HonoCity hono, HonoTenant tenant, String device) throws MqttException {
        return of(hono, device + "@" + tenant.id(), HonoTenant.PASSWORD);
    }

    static HonoDevice of(HonoCity hono, String user, String password) throws MqttException {
        HonoDevice device =
                new HonoDevice("tcp://127.0.0.1:" + hono.city().ports().mqtt());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(user);
        options.setPassword(password.toCharArray());
        return device.connect(options);
    }

    /** Connects by TLS and shows a certificate. */
    static HonoDevice of(HonoCity hono, SSLContext certificate) throws MqttException {
        HonoDevice device =
                new HonoDevice("ssl://localhost:" + hono.city().ports().mqttTls());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(certificate.getSocketFactory());
        return device.connect(options);
    }

    private HonoDevice connect(MqttConnectOptions options) throws MqttException {
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return this;
    }

    /** From now on it takes messages without ever acknowledging one. */
    HonoDevice silent() {
        client.setManualAcks(true);
        return this;
    }

    /** What the city granted: a QoS, or 128. */
    int subscribe(String filter, int qos) throws MqttException {
        IMqttToken token = client.subscribe(filter, qos);
        try {
            token.waitForCompletion(PATIENCE_MILLIS);
        } catch (MqttException e) {
            assertThat(token.getGrantedQos()).as("%s", e).isNotNull();
        }
        return token.getGrantedQos()[0];
    }

    void unsubscribe(String filter) throws MqttException {
        client.unsubscribe(filter).waitForCompletion(PATIENCE_MILLIS);
    }

    /** Returns whether it was acknowledged (QoS 1) or sent (QoS 0). */
    boolean publish(String topic, String payload, int qos) throws MqttException {
        IMqttDeliveryToken token = client.publish(topic, payload.getBytes(UTF_8), qos, false);
        try {
            token.waitForCompletion(ACKNOWLEDGED_MILLIS);
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    /** The next message from the city. */
    Received next() throws InterruptedException {
        Received received = inbox.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(received).as("a message for the device").isNotNull();
        return received;
    }

    boolean heardNothing() {
        return inbox.isEmpty();
    }

    boolean connected() {
        return client.isConnected();
    }

    /** Whether the city closes the connection. */
    boolean cutOff() throws InterruptedException {
        return end.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 500, false);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Ears implements MqttCallback {

        @Override
        public void connectionLost(Throwable cause) {
            end.countDown();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            inbox.add(new Received(topic, new String(message.getPayload(), UTF_8)));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Whoever publishes waits for the token.
        }
    }
}
