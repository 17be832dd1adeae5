// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KillIT {

    private static final int DEVICES = 4;
    private static final String PASSWORD = "survives-every-power-cut";

    @Test
    void everyAcknowledgedReadingIsThereAfterTheProcessWasKilledUnderLoad() throws Exception {
        try (ProcessCity process = ProcessCity.unpack(Path.of("target/kill"), Ports.from(28180))) {
            City city = process.start();
            String administrator = city.password();
            List<AtomicInteger> acknowledged = new ArrayList<>();
            List<CompletableFuture<Void>> devices = new ArrayList<>();
            for (int i = 0; i < DEVICES; i++) {
                assertThat(city.provision("bay", "gauge-" + i, "parametric-pcr2", PASSWORD))
                        .isEqualTo(201);
                AtomicInteger count = new AtomicInteger();
                acknowledged.add(count);
                String user = "gauge-" + i + "@bay";
                devices.add(CompletableFuture.runAsync(() -> publishUntilTheEnd(city, user, count)));
            }
            Awaitility.await().atMost(City.PATIENCE).until(() -> acknowledged.stream()
                    .allMatch(count -> count.get() > 200));

            process.kill();
            CompletableFuture.allOf(devices.toArray(CompletableFuture[]::new)).join();
            process.start();

            assertThat(city.password()).as("no second first start").isEqualTo(administrator);
            for (int i = 0; i < DEVICES; i++) {
                int kept = city.json("/api/2/things/bay:gauge-" + i + "/features/vendor/properties/LTR_SUM")
                        .asInt();
                int told = acknowledged.get(i).get();
                assertThat(kept).as("gauge-" + i).isBetween(told, told + 1);
            }
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Paho of both versions behind one interface
    private static void publishUntilTheEnd(City city, String user, AtomicInteger acknowledged) {
        byte[] frame = HexFormat.of().parseHex("BE010400010002000300041C200CE40139");
        try (PahoDevice gauge = new PahoDevice.V3(city.ports().mqtt(), user, PASSWORD)) {
            while (acknowledged.get() < 0xFFFF) {
                ByteBuffer.wrap(frame).putShort(7, (short) (acknowledged.get() + 1));
                gauge.publish("telemetry/?fport=14", frame);
                acknowledged.incrementAndGet();
            }
        } catch (Exception e) {
            // The city was killed: what was acknowledged until now is what must be kept.
            assertThat(acknowledged).hasPositiveValue();
        }
    }
}
