// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.borough.thing.Reading;
import org.borough.things.Vendor;

/**
 * A real payload with what it means, kept as a fixture: one entry of a JSON array in {@code src/test/resources/vectors}.
 *
 * @param id tells it from others
 * @param device whose it is, the middle of the model
 * @param direction {@code uplink}, {@code downlink} or {@code downlink-decode}
 * @param description what it shows
 * @param fPort the LoRaWAN port
 * @param bytesHex the bytes
 * @param expected what the feature {@code vendor} says after it, as a JSON object
 * @param warns whether there are {@code warnings}
 * @param command for a downlink, what is asked, as a JSON object
 */
public record Vector(
        String id,
        String device,
        String direction,
        String description,
        int fPort,
        String bytesHex,
        String expected,
        boolean warns,
        String command) {

    /** All vectors in the files of a folder of the test's class path. */
    public static Stream<Vector> in(String folder) {
        URL url = Vector.class.getResource(folder);
        assertThat(url).as("folder of vectors %s", folder).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            return files.sorted().flatMap(Vector::read).toList().stream();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("cannot read " + folder, e);
        }
    }

    private static Stream<Vector> read(Path file) {
        try {
            JsonNode entries = Json.read(Files.readString(file));
            return StreamSupport.stream(entries.spliterator(), false).map(Vector::of);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static Vector of(JsonNode entry) {
        return new Vector(
                entry.path("id").asText(),
                entry.path("device").asText(),
                entry.path("direction").asText(),
                entry.path("description").asText(),
                entry.path("fPort").asInt(),
                entry.path("bytesHex").asText(),
                entry.path("expectedOutput").toString(),
                entry.has("expectedWarnings"),
                entry.path("command").toString());
    }

    /** Its bytes as a message of a device with this model. */
    public FakeUplink uplink(String model) {
        return FakeUplink.hex(model, bytesHex).fPort(fPort);
    }

    /** Its bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(bytesHex);
    }

    /**
     * Fails unless the readings say in the feature {@code vendor} what is expected, and nothing else. Where a plain value
     * is expected, an object's {@code value} will do.
     *
     * @param besides what else may be said
     */
    public void check(List<Reading<?>> readings, String... besides) {
        ObjectNode said = said(readings);
        assertThat(said.has("warnings")).as("%s warns", this).isEqualTo(warns);
        said.remove(List.of("warnings"));
        List<String> differences = new ArrayList<>();
        ObjectNode wanted = Json.object(expected);
        wanted.properties()
                .forEach(word -> compare(word.getKey(), word.getValue(), said.path(word.getKey()), differences));
        said.fieldNames().forEachRemaining(name -> {
            if (!wanted.has(name) && !Set.of(besides).contains(name)) {
                differences.add(name + " is not expected");
            }
        });
        assertThat(differences).as("%s", this).isEmpty();
    }

    private static ObjectNode said(List<Reading<?>> readings) {
        ObjectNode said = Json.MAPPER.createObjectNode();
        readings.stream()
                .filter(reading -> reading.property().feature().equals(Vendor.FEATURE))
                .forEach(reading -> said.set(reading.property().path(), Json.node(reading.value())));
        return said;
    }

    private static void compare(String where, JsonNode wanted, JsonNode said, List<String> differences) {
        if (wanted.isObject() && said.isObject()) {
            wanted.properties()
                    .forEach(member -> compare(
                            where + "/" + member.getKey(), member.getValue(), said.path(member.getKey()), differences));
            said.fieldNames().forEachRemaining(name -> {
                if (!wanted.has(name)) {
                    differences.add(where + "/" + name + " is not expected");
                }
            });
        } else if (wanted.isArray() && said.isArray() && wanted.size() == said.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(where + "/" + i, wanted.get(i), said.get(i), differences);
            }
        } else if (!same(wanted, said.isObject() ? said.path("value") : said)) {
            differences.add(where + " is " + said + ", expected " + wanted);
        }
    }

    private static boolean same(JsonNode wanted, JsonNode said) {
        return wanted.isNumber() && said.isNumber()
                ? Math.abs(wanted.asDouble() - said.asDouble()) <= 1e-9 * Math.max(1, Math.abs(wanted.asDouble()))
                : wanted.equals(said);
    }

    @Override
    public String toString() {
        return device + " " + direction + " " + id + " " + description + " (" + fPort + ": " + bytesHex + ")";
    }
}
