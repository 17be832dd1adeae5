// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.thing.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and Thing Models say the same: who reads either knows both. */
class ModelsTest {

    private static final Map<Class<?>, String> WOT_TYPES =
            Map.of(Double.class, "number", Long.class, "integer", Boolean.class, "boolean", String.class, "string");

    static Stream<Class<?>> capabilities() {
        return Stream.of(
                AirQuality.class,
                Battery.class,
                Climate.class,
                FillLevel.class,
                Luminaire.class,
                Photocell.class,
                Presence.class,
                SignalPlan.class,
                TrafficCount.class,
                TrafficFlow.class,
                TravelState.class);
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void everyKeyHasItsPropertyOfItsTypeAndTheReverse(Class<?> keys) throws IOException {
        Map<String, String> modelled = new TreeMap<>();
        model(keys)
                .path("properties")
                .properties()
                .forEach(property -> modelled.put(
                        property.getKey(), property.getValue().path("type").asText()));

        assertThat(modelled).isEqualTo(typesOf(keys));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void everyPropertyIsDescribedAndEveryNumberHasItsUnit(Class<?> keys) throws IOException {
        JsonNode model = model(keys);
        assertThat(model.path("@type").asText()).isEqualTo("tm:ThingModel");
        assertThat(model.path("version").path("model").asText()).isEqualTo("1.0.0");

        for (JsonNode property : model.path("properties")) {
            assertThat(property.path("title").asText()).isNotEmpty();
            assertThat(property.path("description").asText()).endsWith(".");
            assertThat(property.path("readOnly").isBoolean()).isTrue();
            boolean counts = property.path("type").asText().matches("number|integer");
            assertThat(property.has("unit")).isEqualTo(counts);
        }
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void everyKeyLivesInTheFeatureOfItsModel(Class<?> keys) {
        assertThat(keysOf(keys)).allSatisfy(key -> {
            assertThat(key.model()).isEqualTo("borough:" + nameOf(keys) + ":1.0.0");
            assertThat(key.feature()).isEqualTo(nameOf(keys));
        });
    }

    @Test
    void theIndexNamesEveryModel() throws IOException {
        try (InputStream in = AirQuality.class.getResourceAsStream("/models/index")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(capabilities()
                            .map(keys -> nameOf(keys) + "-1.0.0.tm.jsonld")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void whatIsRecordedIsKeptForSomeDays(Class<?> keys) throws IOException {
        for (JsonNode property : model(keys).path("properties")) {
            JsonNode recorded = property.path("borough:recorded");
            assertThat(recorded.isMissingNode() || recorded.path("days").asInt() > 0)
                    .isTrue();
        }
    }

    private static Map<String, String> typesOf(Class<?> keys) {
        return keysOf(keys).collect(Collectors.toMap(Property::path, key -> WOT_TYPES.get(key.type())));
    }

    private static Stream<Property<?>> keysOf(Class<?> keys) {
        return Arrays.stream(keys.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Property.class)
                .map(field -> {
                    try {
                        return (Property<?>) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static String nameOf(Class<?> keys) {
        String name = keys.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonNode model(Class<?> keys) throws IOException {
        String path = "/models/" + nameOf(keys) + "-1.0.0.tm.jsonld";
        try (InputStream in = keys.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return new ObjectMapper().readTree(in);
        }
    }
}
