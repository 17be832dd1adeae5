// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one device of the vendor speaks, as rows of a table. Two are equal when their tables are.
 *
 * @param models the models it stands for: the device's, and those of its other names
 * @param parameters constants of the formulas, for example a rain gauge's resolution
 * @param blocks what follows the flags, from bit 0 on
 */
record Descriptor(List<String> models, Map<String, Double> parameters, List<Block> blocks) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FLAG_BITS = 16;
    private static final int MAX_WORDS = 256;

    /** Words that stand together, present when their flag is set. */
    record Block(int flagBit, int words, List<Value> values) {}

    /** One value of a block. */
    record Value(String name, String displayName, Optional<String> unit, String formula) {}

    /**
     * Reads the descriptors of a file: an array of them, or one.
     *
     * @throws InvalidDescriptorException when any of them cannot be used; it names the device and the row
     */
    static List<Descriptor> read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidDescriptorException("not JSON: " + e.getOriginalMessage() + ".");
        }
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonNode entry : root.isArray() ? root : JSON.createArrayNode().add(root)) {
            descriptors.add(of(entry));
        }
        return descriptors;
    }

    private static Descriptor of(JsonNode entry) {
        String device = entry.path("device").asText();
        if (!device.matches("[a-zA-Z0-9][a-zA-Z0-9._-]*")) {
            throw new InvalidDescriptorException(
                    "a descriptor needs a 'device' of letters, digits, '.', '_' and '-', not '" + device + "'.");
        }
        try {
            Map<String, Double> parameters = new HashMap<>();
            entry.path("parameters")
                    .properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(), parameter.getValue().asDouble()));
            Descriptor descriptor = new Descriptor(models(device, entry), Map.copyOf(parameters), blocks(entry));
            descriptor.compile();
            return descriptor;
        } catch (InvalidDescriptorException e) {
            throw new InvalidDescriptorException(device + ": " + e.getMessage());
        }
    }

    /** A device is also known by the name of the vendor's decoder, which may have the variant behind it. */
    private static List<String> models(String device, JsonNode entry) {
        Set<String> names = new LinkedHashSet<>();
        names.add(device);
        entry.path("aliases").forEach(alias -> names.add(alias.asText()));
        String path = entry.path("sourcePath").asText();
        String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
        if (file.startsWith(device) && file.matches("[a-zA-Z0-9._-]+")) {
            names.add(file);
        }
        return names.stream().map(name -> "decentlab:" + name + ":1.0.0").toList();
    }

    private static List<Block> blocks(JsonNode entry) {
        List<Block> blocks = new ArrayList<>();
        for (JsonNode sensor : entry.path("sensors")) {
            blocks.add(block(sensor, blocks.size()));
        }
        if (blocks.isEmpty()) {
            throw new InvalidDescriptorException("it has no 'sensors'.");
        }
        blocks.sort(Comparator.comparingInt(Block::flagBit));
        for (int i = 1; i < blocks.size(); i++) {
            if (blocks.get(i).flagBit() == blocks.get(i - 1).flagBit()) {
                throw new InvalidDescriptorException(
                        "two sensors have the flagBit " + blocks.get(i).flagBit() + ".");
            }
        }
        return List.copyOf(blocks);
    }

    private static Block block(JsonNode sensor, int position) {
        int bit = sensor.path("flagBit").asInt(position);
        int words = sensor.path("words").asInt(sensor.path("length").asInt(-1));
        if (bit < 0 || bit >= FLAG_BITS || words < 0 || words > MAX_WORDS) {
            throw new InvalidDescriptorException("a sensor has flagBit " + bit + " and words " + words
                    + "; they must be from 0 to 15 and from 0 to " + MAX_WORDS + ".");
        }
        List<Value> values = new ArrayList<>();
        for (JsonNode value : sensor.path("values")) {
            if (value.hasNonNull("formula")) {
                values.add(value(value));
            }
        }
        return new Block(bit, words, List.copyOf(values));
    }

    private static Value value(JsonNode value) {
        String name = value.path("name").asText();
        if (!name.matches("[^/\\s]+")) {
            throw new InvalidDescriptorException("a value needs a 'name' without blanks and '/', not '" + name + "'.");
        }
        Optional<String> unit = value.hasNonNull("unit")
                ? Optional.of(value.get("unit").asText()).filter(text -> !text.isEmpty())
                : Optional.empty();
        String displayName =
                value.hasNonNull("displayName") ? value.get("displayName").asText() : spoken(name);
        return new Value(name, displayName, unit, value.get("formula").asText());
    }

    /** The vendor's way from a name to its words: {@code co2_sensor_status} is {@code CO2 sensor status}. */
    private static String spoken(String name) {
        String words = name.replace('_', ' ')
                .replaceFirst("^pm(\\d+) (\\d+) ", "PM$1.$2 ")
                .replaceFirst("^pm(\\d+) ", "PM$1 ")
                .replaceAll("\\bco2\\b", "CO2")
                .replaceAll("\\bvoc\\b", "VOC")
                .replaceAll("\\bir\\b", "IR")
                .replaceAll("\\blpf\\b", "LPF");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The formulas of every block, ready for use. */
    List<List<Expression>> compile() {
        return blocks.stream()
                .map(block -> block.values().stream()
                        .map(value -> compile(block, value))
                        .toList())
                .toList();
    }

    private Expression compile(Block block, Value value) {
        try {
            return Formula.compile(value.formula(), block.words(), parameters);
        } catch (InvalidDescriptorException e) {
            throw new InvalidDescriptorException("in '" + value.name() + "' " + e.getMessage());
        }
    }
}
