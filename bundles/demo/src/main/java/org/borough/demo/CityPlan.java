// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Which devices the demo city has and what they say. */
record CityPlan(String tenant, List<Device> devices) {

    /** How a device reaches the city. */
    enum Transport {
        LAMP,
        MQTT,
        HTTP,
        TTS,
        CHIRPSTACK
    }

    record Device(
            String id,
            String template,
            String transport,
            String devEui,
            int everySeconds,
            JsonNode attributes,
            List<Recorded> messages) {

        Transport by() {
            return Transport.valueOf(transport.toUpperCase(Locale.ROOT));
        }

        /** What the city calls it: behind a network server a device is known by its EUI. */
        String deviceId() {
            return devEui == null ? id : devEui;
        }

        boolean connectsItself() {
            return devEui == null;
        }
    }

    /** One message as it was recorded. */
    record Recorded(int fport, String hex) {

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    static CityPlan shipped() throws IOException {
        try (InputStream in = CityPlan.class.getResourceAsStream("/demo/city.json")) {
            return new ObjectMapper().readValue(in, CityPlan.class);
        }
    }
}
