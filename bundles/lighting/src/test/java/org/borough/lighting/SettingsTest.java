// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.borough.lighting.rules.RulesJson;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.testkit.TickTable;
import org.borough.thing.ThingId;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final MemoryTwins twins = new MemoryTwins(new ManualClock(Instant.parse("2026-11-21T11:00:00Z")));

    @Test
    void a_file_makes_the_thing_of_its_group() {
        new ConfiguredGroup(twins, file());
        assertThat(rules().get("dimLevel").asDouble()).isEqualTo(30);
        assertThat(rules().path("members")).hasSize(2);
        assertThat(RulesJson.read(Json.withoutNulls(rules())).valid()).isTrue();
    }

    @Test
    void classes_and_programs_stand_in_a_file_as_json() {
        Map<String, Object> file = file();
        file.put("programs", "[{\"name\": \"night\", \"steps\": [{\"at\": \"23:00\", \"level\": 60}]}]");
        file.put("holidays", "12-25, easter+1");
        new ConfiguredGroup(twins, file);
        assertThat(rules().at("/programs/0/steps/0/level").asInt()).isEqualTo(60);
        file.put("programs", "[{name: night");
        assertThatThrownBy(() -> new ConfiguredGroup(twins, file))
                .hasMessageContaining("programs is \"[{name: night\"; it must be a list of objects.");
        file.remove("programs");
        file.remove("holidays");
        new ConfiguredGroup(twins, file);
        assertThat(rules().hasNonNull("programs")).isFalse();
    }

    @Test
    void what_people_change_stays_until_the_file_changes() {
        Map<String, Object> file = file();
        new ConfiguredGroup(twins, file);
        TickTable.merge("b:lighting-park", "{\"features\":{\"lighting\":{\"properties\":{\"dimLevel\":50}}}}")
                .happen(twins);
        new ConfiguredGroup(twins, file);
        assertThat(rules().get("dimLevel").asDouble()).isEqualTo(50);
        file.put("holdSeconds", "10");
        new ConfiguredGroup(twins, file);
        assertThat(rules().get("dimLevel").asDouble()).isEqualTo(30);
    }

    @Test
    void a_wrong_file_is_refused_with_key_and_allowed_values() {
        Map<String, Object> file = file();
        file.put("fadeStep", "0");
        file.put("twilight", "dark");
        assertThatThrownBy(() -> new ConfiguredGroup(twins, file))
                .hasMessageContaining("org.borough.lighting.group")
                .hasMessageContaining("fadeStep is \"0\"; it must be a number from 1 to 100.")
                .hasMessageContaining(
                        "twilight is \"dark\"; it must be one of official, civil, nautical, astronomical.");
        file.put("thing", "park");
        assertThatThrownBy(() -> new ConfiguredGroup(twins, file)).hasMessageContaining("write namespace:name");
    }

    @Test
    void the_service_tells_which_key_is_wrong_and_what_is_allowed() {
        assertThatThrownBy(() -> Settings.of(Map.of("tickSeconds", "soon", "longitude", "181")))
                .hasMessageContaining("etc/org.borough.lighting.cfg")
                .hasMessageContaining("tickSeconds is \"soon\"; it must be a number from 0.1 to 60.")
                .hasMessageContaining("longitude is \"181\"; it must be a number from -180 to 180.");
        assertThatThrownBy(() -> Settings.of(Map.of("zone", "Berlin"))).hasMessageContaining("Europe/Berlin");
        assertThat(Settings.of(Map.of("service.pid", "x")).defaults().decisions())
                .isEqualTo(50);
    }

    private JsonNode rules() {
        return Json.read(twins.get(ThingId.parse("b:lighting-park"))
                        .orElseThrow()
                        .json())
                .path("features")
                .path("lighting")
                .path("properties");
    }

    private static Map<String, Object> file() {
        return new HashMap<>(Map.of(
                "thing", "b:lighting-park",
                "members", "b:lamp-1, b:lamp-2",
                "dimLevel", "30",
                "author", "A. Expert",
                "date", "2026-11-01",
                "service.pid", "org.borough.lighting.group~park",
                "component.id", 7L));
    }
}
