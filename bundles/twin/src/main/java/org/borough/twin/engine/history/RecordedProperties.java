// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.thing.BoroughException;
import org.borough.twin.view.Definitions;
import org.borough.twin.view.Trees;

/**
 * Which properties are recorded and for how many days: what the capabilities' Thing Models say by
 * {@code borough:recorded}, and above it what is configured.
 */
public final class RecordedProperties {

    private static final String MODELS = "/models/";
    private static final int MAX_KNOWN = 10_000;
    private static final int MOST_DAYS = 36_500;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<List<String>, Map<List<String>, Integer>> known = new ConcurrentHashMap<>();

    private record Rule(String owner, boolean model, List<String> path, int days) {

        boolean fits(String feature, List<String> definitions) {
            return model
                    ? definitions.stream().anyMatch(definition -> Definitions.provides(definition, owner))
                    : feature.equals(owner);
        }
    }

    /**
     * Reads the models, then the configuration.
     *
     * @param configured each {@code model/path=days} or {@code feature/path=days}; 0 days: not recorded
     */
    public RecordedProperties(List<String> configured) {
        names().forEach(this::addModel);
        configured.stream().filter(entry -> !entry.isBlank()).forEach(this::addConfigured);
    }

    /** Whether a thing with these definitions may have anything to record; quick, and never wrong when it says no. */
    boolean mayConcern(String models) {
        return rules.stream().anyMatch(rule -> !rule.model || models.contains(rule.owner));
    }

    /** Whether nothing is recorded. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The recorded properties of a feature and for how many days each is; 0 where it was and is to be no more. */
    Map<List<String>, Integer> of(String id, JsonNode feature) {
        List<String> key = new ArrayList<>();
        key.add(id);
        feature.path("definition").forEach(definition -> key.add(definition.asText()));
        Map<List<String>, Integer> found = known.get(key);
        if (found == null) {
            found = find(id, key.subList(1, key.size()));
            if (known.size() >= MAX_KNOWN) {
                known.clear();
            }
            known.put(List.copyOf(key), found);
        }
        return found;
    }

    /** For how many days a property is recorded; nothing when nobody said. */
    public OptionalInt days(String id, JsonNode feature, String path) {
        Integer days = of(id, feature).get(ReadingSeries.segments(path));
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    private Map<List<String>, Integer> find(String feature, List<String> definitions) {
        Map<List<String>, Integer> found = new LinkedHashMap<>();
        rules.stream().filter(rule -> rule.fits(feature, definitions)).forEach(rule -> found.put(rule.path, rule.days));
        return Map.copyOf(found);
    }

    private void addModel(String name) {
        JsonNode model = Trees.read(resource(name));
        String id = model.path("id").asText().replaceFirst("^urn:", "");
        model.path("properties").fields().forEachRemaining(property -> {
            int days = property.getValue().path("borough:recorded").path("days").asInt();
            if (days > 0) {
                rules.add(new Rule(id, true, List.of(property.getKey()), days));
            }
        });
    }

    private void addConfigured(String entry) {
        int slash = entry.indexOf('/');
        int equals = entry.lastIndexOf('=');
        if (slash < 1
                || equals < slash + 2
                || !entry.substring(equals + 1).trim().matches("\\d{1,5}")) {
            throw wrong(entry);
        }
        int days = Integer.parseInt(entry.substring(equals + 1).trim());
        if (days > MOST_DAYS) {
            throw wrong(entry);
        }
        String owner = entry.substring(0, slash).trim();
        List<String> path =
                ReadingSeries.segments(entry.substring(slash + 1, equals).trim());
        rules.add(new Rule(owner, owner.indexOf(':') > 0, path, days));
    }

    private static BoroughException wrong(String entry) {
        return new BoroughException("org.borough.twin: recorded has '" + entry
                + "'; write model/path=days or feature/path=days, with 0 to " + MOST_DAYS + " days.");
    }

    private static List<String> names() {
        return new String(resource("index"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] resource(String name) {
        try (InputStream in = RecordedProperties.class.getResourceAsStream(MODELS + name)) {
            if (in == null) {
                throw new IllegalStateException("The model " + name + " is missing from this bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
