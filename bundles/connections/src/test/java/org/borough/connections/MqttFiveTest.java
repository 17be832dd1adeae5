// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MQTT 5, with Paho's client as the device at the other side of a broker. */
@Timeout(60)
class MqttFiveTest {

    private static final String WHO = "\"authorizationContext\":[\"integration:connections:test\"]";

    @TempDir
    Path folder;

    private FiveBroker broker;
    private MqttClient device;
    private Rig city;
    private final BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        broker = new FiveBroker();
        device = new MqttClient("tcp://127.0.0.1:" + broker.port(), "device", new MemoryPersistence());
        device.setCallback(new Listening());
        device.connect();
        broker.greetings.clear();
        city = new Rig(folder, Rig.trusting());
        city.thing("city:lamp");
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        device.disconnectForcibly(200, 200);
        device.close();
        broker.close();
    }

    private JsonObject document(String config, String source, String target) {
        return JsonObject.of(
                """
                {"name":"it","connectionType":"mqtt-5","connectionStatus":"open","failoverEnabled":true,
                 "uri":"tcp://127.0.0.1:%d","specificConfig":{"clientId":"city","keepAlive":"7s"%s},
                 "sources":[{"addresses":["%s"],"qos":2,%s,
                   "headerMapping":{"kind":"{{ header:kind }}","reply-to":"{{ header:reply-to }}",
                     "correlation-id":"{{ header:correlation-id }}"},
                   "replyTarget":{"enabled":true,"address":"{{ header:reply-to }}",
                     "headerMapping":{"content-type":"{{ header:content-type }}",
                       "correlation-id":"{{ header:correlation-id }}","kind":"{{ header:kind }}"}}}],
                 "targets":[{"address":"%s","qos":1,%s,"topics":["_/_/things/twin/events"]}]}"""
                        .formatted(broker.port(), config, source, WHO, target, WHO));
    }

    private MqttMessage next() throws InterruptedException {
        MqttMessage message = heard.poll(15, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private static JsonObject json(MqttMessage message) {
        return JsonObject.of(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Test
    void properties_go_in_and_come_out() throws Exception {
        Peers.open(city, document("", "in/#", "out"));
        device.subscribe("answers", 2);
        MqttMessage command = new MqttMessage(
                """
                {"topic":"city/lamp/things/twin/commands/modify","path":"/attributes/on","value":true}"""
                        .getBytes(StandardCharsets.UTF_8));
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic("answers");
        properties.setCorrelationData("c-7".getBytes(StandardCharsets.UTF_8));
        properties.setContentType("application/vnd.eclipse.ditto+json");
        properties.setUserProperties(List.of(new UserProperty("kind", "test")));
        command.setProperties(properties);
        command.setQos(2);
        device.publish("in/lamp", command);

        MqttMessage answer = next();

        assertThat(Peers.at(json(answer), "status")).isEqualTo(JsonValue.of(201));
        assertThat(new String(answer.getProperties().getCorrelationData(), StandardCharsets.UTF_8))
                .isEqualTo("c-7");
        assertThat(answer.getProperties().getContentType()).isEqualTo("application/json");
        assertThat(answer.getProperties().getUserProperties()).contains(new UserProperty("kind", "test"));
        assertThat(answer.getQos()).isEqualTo(2);
    }

    @Test
    void the_greeting_says_what_the_document_wants() throws Exception {
        Peers.open(city, document("", "in/#", "out"));
        MqttConnectMessage greeting = broker.greetings.poll(5, TimeUnit.SECONDS);

        assertThat(greeting.variableHeader().version()).isEqualTo(5);
        assertThat(greeting.variableHeader().keepAliveTimeSeconds()).isEqualTo(7);
        assertThat(greeting.variableHeader().isCleanSession()).isFalse();
        assertThat(greeting.payload().clientIdentifier()).isEqualTo("city");
        assertThat(greeting.variableHeader()
                        .properties()
                        .getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value())
                        .value())
                .isEqualTo(100);
        assertThat(greeting.variableHeader()
                        .properties()
                        .getProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value())
                        .value())
                .isEqualTo(-1);
    }

    @Test
    void what_a_broker_refuses_is_told() throws Exception {
        JsonObject login = document("", "in/#", "out").setValue("uri", "tcp://refused:x@127.0.0.1:" + broker.port());

        assertThat(city.post("?dry-run=true", login).statusCode()).isEqualTo(401);
        assertThat(city.post("?dry-run=true", document("", "refused/#", "out")).body())
                .contains("refused the subscription of refused/# with code 135");
        String id = Peers.open(city, document("", "in/#", "refused/out"));
        city.attribute("city:lamp", "on", JsonValue.of(true));
        await().untilAsserted(() -> assertThat(city.get("/" + id + "/logs").body())
                .contains("Not published: The broker refused the message with code 135."));
    }

    @Test
    void the_last_will_is_told_when_the_line_breaks_and_not_when_the_city_leaves() throws Exception {
        device.subscribe("wills", 0);
        String id =
                Peers.open(city, document(",\"lastWillTopic\":\"wills\",\"lastWillMessage\":\"gone\"", "in/#", "out"));
        city.command(id, "closeConnection");
        city.command(id, "openConnection");
        Peers.awaitOpen(city, id);
        assertThat(heard).isEmpty();

        broker.hangUp("city");

        assertThat(new String(next().getPayload(), StandardCharsets.UTF_8)).isEqualTo("gone");
        Peers.awaitOpen(city, id);
    }

    @Test
    void a_separate_client_publishes_where_that_is_wanted() throws Exception {
        Peers.open(city, document(",\"separatePublisherClient\":\"true\",\"publisherId\":\"voice\"", "in/#", "out"));
        device.subscribe("out", 1);
        city.attribute("city:lamp", "on", JsonValue.of(true));

        assertThat(Peers.at(json(next()), "path")).isEqualTo(JsonValue.of("/attributes/on"));
        assertThat(List.of(
                        broker.greetings.take().payload().clientIdentifier(),
                        broker.greetings.take().payload().clientIdentifier()))
                .containsExactlyInAnyOrder("city", "voice");
    }

    /** Keeps what comes. */
    private final class Listening implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse why) {
            // The end of the test.
        }

        @Override
        public void mqttErrorOccurred(MqttException failure) {
            // Seen by what does not come.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Nobody asks.
        }

        @Override
        public void connectComplete(boolean again, String uri) {
            // As above.
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // There is none.
        }
    }
}
