// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Drops an adapter's jar into the running city and waits for the first reading of a message that was sent before.
 * Arguments: {@code api}, {@code passwordFile}, {@code password}, {@code jar}, {@code deploy}.
 */
public final class HotDeploy {

    private static final int TOTAL = 4711;

    private HotDeploy() {}

    /** Runs it. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        report(arguments.text("password"));
        Path target = Path.of(arguments.text("deploy"), "dropped.jar");
        Path half = Path.of(arguments.text("deploy"), ".dropped.half");
        Files.copy(Path.of(arguments.text("jar")), half);
        long began = System.nanoTime();
        Files.move(half, target);
        String path = "/api/2/things/bench:dev-1/features/vendor/properties/LTR_SUM";
        while (!Integer.toString(TOTAL).equals(read(city, path))) {
            if (System.nanoTime() - began > 60_000_000_000L) {
                throw new IllegalStateException("no reading within a minute");
            }
            Thread.onSpinWait();
        }
        System.out.printf(Locale.ROOT, "{\"seconds\":%.2f}%n", (System.nanoTime() - began) / 1e9);
    }

    private static String read(CityClient city, String path) throws InterruptedException {
        try {
            return city.send("GET", path, "application/json", "").strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void report(String password) throws IOException, InterruptedException {
        byte[] frame = HexFormat.of().parseHex("BE010400010002126700041C200CE40139");
        String token = Base64.getEncoder().encodeToString(("dev-1@bench:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8081/telemetry"))
                .header("Authorization", "Basic " + token)
                .header("Content-Type", "application/octet-stream")
                .header("QoS-Level", "1")
                .header("fport", "14")
                .POST(HttpRequest.BodyPublishers.ofByteArray(frame))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 202) {
            throw new IOException("the device endpoint answered " + status);
        }
    }
}
