// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CityExtension.class)
class BadInputIT {

    private static final String PASSWORD = "right-horse-battery-staple";
    private static final byte[] COUNT = java.util.HexFormat.of().parseHex("BE010400010002000300041C200CE40139");

    @Test
    void aWrongPasswordIsRefusedAtTheDoor(City city) {
        city.provision("village", "locked", "parametric-pcr2", PASSWORD);

        assertThatThrownBy(() -> new PahoDevice.V3(city.ports().mqtt(), "locked@village", "wrong"))
                .isInstanceOfSatisfying(MqttException.class, e -> assertThat(e.getReasonCode())
                        .isEqualTo(MqttException.REASON_CODE_FAILED_AUTHENTICATION));
        assertThat(city.device("POST", "/telemetry", "locked@village", "wrong", COUNT, Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anUnknownDeviceIsRefusedAtTheDoor(City city) {
        assertThatThrownBy(() -> new PahoDevice.V3(city.ports().mqtt(), "nobody@nowhere", "x"))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void anAppWithoutCredentialsSeesNothing(City city) throws Exception {
        var http = java.net.http.HttpClient.newHttpClient();
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + city.ports().api() + "/api/2/things/village:locked"))
                .build();

        var response = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("gateway:authentication.failed");
    }

    @Test
    void anOversizedMessageClosesOnlyItsOwnConnection(City city) throws Exception {
        city.provision("village", "loud", "parametric-pcr2", PASSWORD);
        city.provision("village", "quiet", "parametric-pcr2", PASSWORD);
        try (PahoDevice loud = new PahoDevice.V3(city.ports().mqtt(), "loud@village", PASSWORD);
                PahoDevice quiet = new PahoDevice.V3(city.ports().mqtt(), "quiet@village", PASSWORD)) {
            assertThatThrownBy(() -> loud.publish("telemetry/?fport=14", new byte[100_000]))
                    .isInstanceOf(MqttException.class);

            await().atMost(City.PATIENCE).until(() -> !loud.connected());
            quiet.publish("telemetry/?fport=14", COUNT);
            assertThat(quiet.connected()).isTrue();
        }
        assertThat(city.device("POST", "/telemetry", "quiet@village", PASSWORD, new byte[100_000], Map.of())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void undecodableBytesAreAcknowledgedAndLeaveTheTwinAlone(City city) throws Exception {
        city.provision("village", "odd", "parametric-pcr2", PASSWORD);
        try (PahoDevice odd = new PahoDevice.V3(city.ports().mqtt(), "odd@village", PASSWORD)) {
            odd.publish("telemetry/?fport=14", COUNT);
            odd.publish("telemetry/?fport=14", "what is this".getBytes(StandardCharsets.UTF_8));
            odd.publish("telemetry/?fport=14", COUNT);
        }
        assertThat(city.json("/api/2/things/village:odd/features/trafficCount/properties/count")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void noiseOnTheMqttPortDisturbsNobody(City city) throws Exception {
        city.provision("village", "calm", "parametric-pcr2", PASSWORD);
        Random noise = new Random(42);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[noise.nextInt(2000) + 1];
            noise.nextBytes(bytes);
            try (Socket socket = new Socket("127.0.0.1", city.ports().mqtt())) {
                socket.getOutputStream().write(bytes);
            }
        }
        try (PahoDevice calm = new PahoDevice.V3(city.ports().mqtt(), "calm@village", PASSWORD)) {
            calm.publish("telemetry/?fport=14", COUNT);
        }
        assertThat(city.json("/api/2/things/village:calm/features/trafficCount/properties/count")
                        .asInt())
                .isEqualTo(3);
    }
}
