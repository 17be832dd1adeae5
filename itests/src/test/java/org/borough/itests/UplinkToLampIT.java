// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.borough.itests.PahoDevice.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CityExtension.class)
class UplinkToLampIT {

    private static final HexFormat HEX = HexFormat.of();
    private static final String STATUS = "01F37F205E8244320916200701D20294550401FE50190012501900";
    private static final String PASSWORD = "a-lamp-needs-a-long-secret";

    @Test
    void aLampOnMqtt3ReportsIsDimmedByAnAppAndConfirms(City city) throws Exception {
        assertThat(city.provision("town", "lamp-v3", "nas-ul20xx-fw1.1", PASSWORD))
                .isEqualTo(201);
        try (PahoDevice lamp = new PahoDevice.V3(city.ports().mqtt(), "lamp-v3@town", PASSWORD)) {
            reportsAndObeys(city, lamp, "town:lamp-v3");
        }
    }

    @Test
    void aLampOnMqtt5ReportsIsDimmedByAnAppAndConfirms(City city) throws Exception {
        assertThat(city.provision("town", "lamp-v5", "nas-ul20xx-fw1.1", PASSWORD))
                .isEqualTo(201);
        try (PahoDevice lamp = new PahoDevice.V5(city.ports().mqtt(), "lamp-v5@town", PASSWORD)) {
            reportsAndObeys(city, lamp, "town:lamp-v5");
        }
    }

    private static void reportsAndObeys(City city, PahoDevice lamp, String thing) throws Exception {
        BlockingQueue<Received> commands = lamp.subscribe("command///req/#");
        lamp.publish("telemetry/?fport=23", HEX.parseHex(STATUS));
        String level = "/api/2/things/" + thing + "/features/luminaire/properties/level";
        assertThat(city.json(level).asDouble())
                .as("readable as soon as acknowledged")
                .isEqualTo(25);

        String desired = "/api/2/things/" + thing + "/features/luminaire/desiredProperties/level";
        assertThat(city.api("PUT", desired, "60").statusCode()).isIn(201, 204);
        Received command = commands.poll(20, TimeUnit.SECONDS);
        assertThat(command).isNotNull();
        assertThat(command.topic()).startsWith("command///req/");
        assertThat(HEX.formatHex(command.payload())).isEqualTo("01fe3c");

        lamp.publish("telemetry/?fport=60", command.payload());
        assertThat(city.json(level).asDouble()).isEqualTo(60);
        String state = "/api/2/things/" + thing + "/features/commands/properties/luminaire/level/state";
        await().atMost(City.PATIENCE)
                .untilAsserted(() -> assertThat(city.json(state).asText()).isEqualTo("confirmed"));
    }

    @Test
    void aRadarOnHttpBecomesATrafficCount(City city) {
        assertThat(city.provision("town", "radar", "parametric-pcr2", PASSWORD)).isEqualTo(201);
        byte[] report = HEX.parseHex("BE010400010002000300041C200CE40139");

        int status = city.device(
                        "POST",
                        "/telemetry",
                        "radar@town",
                        PASSWORD,
                        report,
                        Map.of("Content-Type", "application/octet-stream", "QoS-Level", "1", "fport", "14"))
                .statusCode();

        assertThat(status).isEqualTo(202);
        assertThat(city.json("/api/2/things/town:radar/features/trafficCount/properties/count")
                        .asInt())
                .isEqualTo(3);
        assertThat(city.json("/api/2/things/town:radar/features/vendor/properties/LTR_SUM")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aBinBehindTheThingsStackIsHeardThroughItsNetworkServer(City city) {
        assertThat(city.provision("town", "tts", "lorawan-network-server-tts", PASSWORD))
                .isEqualTo(201);
        String bin =
                "{\"tenant\":\"town\",\"deviceId\":\"24e124aabbccddee\",\"template\":\"milesight-em310-udl\",\"via\":[\"tts\"]}";
        assertThat(city.api("POST", "/city/v1/devices", bin).statusCode()).isEqualTo(201);
        String uplink =
                "{\"end_device_ids\":{\"device_id\":\"bin-7\",\"application_ids\":{\"application_id\":\"bins\"},"
                        + "\"dev_eui\":\"24E124AABBCCDDEE\"},\"received_at\":\"2026-05-19T05:33:35.848446463Z\","
                        + "\"uplink_message\":{\"f_port\":85,\"frm_payload\":\"AXVcA4JECAQAAQ==\"}}";

        int status = city.device(
                        "POST",
                        "/telemetry",
                        "tts@town",
                        PASSWORD,
                        uplink.getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json", "QoS-Level", "1"))
                .statusCode();

        assertThat(status).isEqualTo(202);
        assertThat(city.json("/api/2/things/town:24e124aabbccddee/features/fillLevel/properties/distance")
                        .asInt())
                .isEqualTo(2116);
    }
}
