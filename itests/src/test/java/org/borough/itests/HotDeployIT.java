// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HotDeployIT {

    private static final String PASSWORD = "vendors-come-and-go-freely";
    private static final String GRAMS = "/api/2/things/port:scale/features/vendor/properties/grams";

    @Test
    void aVendorsBundleComesGoesAndComesBackUnderLoadAndNothingIsLost() throws Exception {
        try (ProcessCity process = ProcessCity.unpack(Path.of("target/hot"), Ports.from(28380))) {
            comesAndGoes(process.start(), process.karaf());
        }
    }

    private static void comesAndGoes(City city, Path karaf) throws Exception {
        writeTemplate(karaf);
        await().atMost(City.PATIENCE)
                .until(() -> city.get("/city/v1/templates").body().contains("acme-scale"));
        assertThat(city.provision("port", "scale", "acme-scale", PASSWORD)).isEqualTo(201);
        assertThat(city.provision("port", "gauge", "parametric-pcr2", PASSWORD)).isEqualTo(201);
        Path jar = karaf.resolve("deploy/acme-scale.jar");
        AtomicBoolean go = new AtomicBoolean(true);
        try (PahoDevice scale = new PahoDevice.V3(city.ports().mqtt(), "scale@port", PASSWORD);
                PahoDevice gauge = new PahoDevice.V3(city.ports().mqtt(), "gauge@port", PASSWORD)) {
            CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> publishUntil(gauge, go));

            weigh(scale, 1);
            assertThat(city.get(GRAMS).statusCode())
                    .as("no adapter yet: quarantined")
                    .isEqualTo(404);

            VendorJar.pack("com.acme.scale", "1.0.0", "com.acme.scale", jar);
            await().atMost(City.PATIENCE).until(() -> city.json(GRAMS).asInt() == 1);
            weigh(scale, 2);
            assertThat(city.json(GRAMS).asInt()).isEqualTo(2);

            Files.delete(jar);
            AtomicInteger grams = new AtomicInteger(2);
            await().atMost(City.PATIENCE).until(() -> {
                weigh(scale, grams.incrementAndGet());
                return city.json(GRAMS).asInt() < grams.get();
            });
            VendorJar.pack("com.acme.scale", "1.1.0", "com.acme.scale", jar);
            await().atMost(City.PATIENCE).until(() -> city.json(GRAMS).asInt() == grams.get());

            go.set(false);
            int acknowledged = others.get();
            assertThat(acknowledged).isPositive();
            assertThat(gauge.connected())
                    .as("the other vendor's device noticed nothing")
                    .isTrue();
            assertThat(city.json("/api/2/things/port:gauge/features/vendor/properties/LTR_SUM")
                            .asInt())
                    .isEqualTo(acknowledged & 0xFFFF);
        } finally {
            go.set(false);
            Files.deleteIfExists(jar);
        }
    }

    private static void weigh(PahoDevice scale, int grams) throws Exception {
        scale.publish(
                "event/?content-type=application/octet-stream",
                ByteBuffer.allocate(4).putInt(grams).array());
    }

    /** Counts up in the radar's running total; each number is sent when the one before is acknowledged. */
    @SuppressWarnings("checkstyle:IllegalCatch") // Paho of both versions behind one interface
    private static int publishUntil(PahoDevice gauge, AtomicBoolean go) {
        int acknowledged = 0;
        byte[] frame = HexFormat.of().parseHex("BE010400010002000300041C200CE40139");
        try {
            while (go.get()) {
                ByteBuffer.wrap(frame).putShort(7, (short) (acknowledged + 1));
                gauge.publish("telemetry/?fport=14", frame);
                acknowledged++;
            }
            return acknowledged;
        } catch (Exception e) {
            throw new IllegalStateException("the load broke off after " + acknowledged, e);
        }
    }

    private static void writeTemplate(Path karaf) throws Exception {
        Path templates = Files.createDirectories(karaf.resolve("etc/templates"));
        Files.writeString(
                templates.resolve("acme-scale.json"),
                "{\"name\":\"acme-scale\",\"title\":\"ACME scale\",\"device\":{\"defaults\":{\"adapter\":\"acme:scale:1.0.0\"}},"
                        + "\"thing\":{\"definition\":\"acme:scale:1.0.0\"}}");
    }
}
