// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer;
import org.borough.rig.HonoPeer.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Kafka on either side of the city, and Hono's own clients at its other end. */
class KafkaIT {

    private static final String PASSWORD = "a-hono-would-do-just-so";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static Broker broker;
    private static HonoPeer peer;

    @BeforeAll
    static void start() {
        broker = Broker.start(2);
        peer = HonoPeer.start(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        peer.close();
        broker.close();
    }

    @Test
    void anApplicationOfHonoHearsAndCommandsADeviceOfTheCity() throws Exception {
        try (ProcessCity process = ProcessCity.unpack(Path.of("target/northbound"), Ports.from(28480))
                .install("borough-hono-northbound")
                .configure("org.borough.hono.northbound", "bootstrapServers", broker.bootstrapServers())) {
            City city = process.start();
            register(city, "sensor");
            peer.consume("acme");
            try (PahoDevice sensor = new PahoDevice.V3(city.ports().mqtt(), "sensor@acme", PASSWORD)) {
                hears(sensor);
                commands(sensor);
            }
            assertThatThrownBy(() -> peer.command("acme", "nobody", "dim", "", PATIENCE))
                    .hasMessageContaining("device is disabled or not registered");
            assertThatThrownBy(() -> peer.command("acme", "sensor", "dim", "", PATIENCE))
                    .as("it has gone")
                    .hasMessageContaining("no consumer available");
        }
    }

    private static void register(City city, String device) {
        city.api("POST", "/v1/tenants/acme", "");
        assertThat(city.api("POST", "/v1/devices/acme/" + device, "").statusCode())
                .isEqualTo(201);
        String credentials = "[{\"type\":\"hashed-password\",\"auth-id\":\"" + device
                + "\",\"secrets\":[{\"pwd-plain\":\"" + PASSWORD + "\"}]}]";
        assertThat(city.api("PUT", "/v1/credentials/acme/" + device, credentials)
                        .statusCode())
                .isEqualTo(204);
    }

    private static void hears(PahoDevice sensor) throws Exception {
        // At the very first start the northbound is installed last, when devices are let in already.
        Map<String, String> event = await().atMost(City.PATIENCE)
                .until(
                        () -> {
                            sensor.publish("event/?content-type=text%2Fplain&hono-ttl=60", "door open".getBytes(UTF_8));
                            return peer.take("acme");
                        },
                        heard -> "door open".equals(heard.get("payload")));
        assertThat(event)
                .containsEntry("kind", "EVENT")
                .containsEntry("device", "sensor")
                .containsEntry("contentType", "text/plain")
                .containsEntry("property.orig_adapter", "hono-mqtt")
                .containsEntry("property.ttl", "60000")
                .containsKey("property.traceparent");
    }

    private static void commands(PahoDevice sensor) throws Exception {
        BlockingQueue<PahoDevice.Received> inbox = sensor.subscribe("command///req/#");
        CompletableFuture<Map<String, String>> answer =
                CompletableFuture.supplyAsync(() -> peer.command("acme", "sensor", "dim", "42", PATIENCE));
        PahoDevice.Received command = inbox.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(command).as("the command that reached the device").isNotNull();
        assertThat(command.payload()).asString().isEqualTo("42");
        String[] topic = command.topic().split("/");
        assertThat(topic[5]).isEqualTo("dim");
        sensor.publish("command///res/" + topic[4] + "/200", "done".getBytes(UTF_8));
        assertThat(answer.get()).containsEntry("status", "200").containsEntry("payload", "done");
    }

    @Test
    void whatARealHonoTookInReachesTheTwins() throws Exception {
        try (ProcessCity process = ProcessCity.unpack(Path.of("target/behind-hono"), Ports.from(28500))
                .install("borough-connect-hono")
                .configure("org.borough.connect.hono", "bootstrapServers", broker.bootstrapServers())
                .configure("org.borough.connect.hono", "tenants", "port")) {
            Path jar =
                    Files.createDirectories(process.karaf().resolve("deploy")).resolve("acme-scale.jar");
            VendorJar.pack("com.acme.scale", "1.0.0", "com.acme.scale", jar);
            City city = process.start();
            String thing = "{\"definition\":\"acme:scale:1.0.0\",\"_policy\":{\"entries\":{"
                    + "\"administrator\":{\"subjects\":{\"borough:admin\":{\"type\":\"user\"}},\"resources\":{"
                    + "\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                    + "\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}},"
                    + "\"devices\":{\"subjects\":{\"integration:devices\":{\"type\":\"devices\"}},\"resources\":{"
                    + "\"thing:/features\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}}}}";
            assertThat(city.api("PUT", "/api/2/things/port:scale", thing).statusCode())
                    .isEqualTo(201);
            peer.send(
                    Kind.TELEMETRY,
                    "port",
                    1,
                    1,
                    Map.of(
                            "device",
                            "port:scale",
                            "payload",
                            "\u0000\u0000\u0001\u0002",
                            "contentType",
                            "application/octet-stream",
                            "qos",
                            "1",
                            "default.adapter",
                            "acme:scale:1.0.0"));
            await().atMost(City.PATIENCE).untilAsserted(() -> assertThat(
                            city.json("/api/2/things/port:scale/features/vendor/properties/grams")
                                    .asInt())
                    .isEqualTo(258));
        }
    }
}
