// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model that this repository ships works by its name, without any network. */
class OwnModelsTest {

    private static final Path REPOSITORY = Path.of("../..");

    /** The capabilities, and what vendors ship. */
    static List<Path> models() throws IOException {
        try (Stream<Path> capabilities = Files.list(REPOSITORY.resolve("ditto-things/src/main/resources/models"));
                Stream<Path> vendors = Files.find(
                        REPOSITORY.resolve("vendor-adapters"),
                        8,
                        (file, about) -> file.toString().contains("src/main/resources/BOROUGH-INF/models/")
                                && file.toString().contains(".tm.json"))) {
            return Stream.concat(capabilities.filter(file -> file.toString().endsWith(".tm.jsonld")), vendors)
                    .sorted()
                    .toList();
        }
    }

    static JsonObject model(String capability) throws IOException {
        return read(REPOSITORY.resolve("ditto-things/src/main/resources/models/" + capability + "-1.0.0.tm.jsonld"));
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonFactory.newObject(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("models")
    void makes_describes_and_checks_a_feature(Path file) throws Exception {
        JsonObject model = read(file);
        String definition = OwnModels.definitionOf(model).orElseThrow();
        Map<String, Object> said = Map.of("strictOwnModels", true, "optionalInSkeletons", true);
        WotModels models = new WotModels(Settings.of(Defaults.wot(said)), new MemoryStores(), Optional.empty());
        models.own().add(1, Map.of(definition, model));
        ThingModels.Models loaded =
                models.load(Set.of(definition)).toCompletableFuture().join();

        JsonObject feature = loaded.beginFeature(
                "one", JsonObject.of("{\"definition\":[\"" + definition + "\"]}"), DittoHeaders.empty());
        JsonObject thing = JsonObject.newBuilder()
                .set("thingId", "city:one")
                .set("features", JsonObject.newBuilder().set("one", feature).build())
                .build();
        loaded.check(new ThingChange(
                ThingChange.Kind.PUT,
                JsonPointer.of("/features/one"),
                feature,
                JsonObject.empty(),
                thing,
                DittoHeaders.empty()));
        JsonObject td = loaded.describe(thing, Optional.of("one"), new Everything(), DittoHeaders.empty());

        List<String> modelled = Json.object(model, "properties").stream()
                .map(JsonField::getKeyName)
                .toList();
        assertThat(Json.object(feature, "properties").stream().map(JsonField::getKeyName))
                .containsExactlyInAnyOrderElementsOf(modelled);
        assertThat(Json.object(td, "properties").getSize()).isEqualTo(modelled.size());
        models.close();
    }

    private record Everything() implements ThingModels.Rights {

        @Override
        public boolean mayRead(JsonPointer path) {
            return true;
        }

        @Override
        public boolean mayWrite(JsonPointer path) {
            return true;
        }

        @Override
        public boolean maySend(JsonPointer path) {
            return true;
        }

        @Override
        public boolean mayReceive(JsonPointer path) {
            return true;
        }
    }
}
