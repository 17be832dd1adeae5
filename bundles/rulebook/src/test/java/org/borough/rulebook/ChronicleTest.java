// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChronicleTest {

    private static final Chronicle EMPTY = new Chronicle(Trees.object(), List.of());
    private static final Chronicle.Act ACT = new Chronicle.Act("changed", "borough:jane", "");

    @Property(tries = 100)
    void every_version_comes_back_as_it_was_through_the_json_of_a_thing(
            @ForAll("ruleSets") List<Map<String, Object>> sets) {
        Chronicle chronicle = EMPTY;
        List<ObjectNode> were = new ArrayList<>();
        for (Map<String, Object> set : sets) {
            were.add(rules(set));
            chronicle = chronicle.with(were.get(were.size() - 1), "2026-11-21T12:00:00Z", ACT);
        }
        ObjectNode page = Trees.object();
        page.set("rules", chronicle.rules());
        page.set("versions", chronicle.json());
        Chronicle again = Chronicle.read(Trees.read(page.toString()));
        assertThat(again.current()).isEqualTo(sets.size());
        for (int number = again.oldest(); number <= again.current(); number++) {
            assertThat(again.rulesOf(number)).contains(were.get(number - 1));
        }
    }

    @Property(tries = 100)
    void a_patch_makes_the_one_rule_set_into_the_other(
            @ForAll("ruleSet") Map<String, Object> one, @ForAll("ruleSet") Map<String, Object> other) {
        ObjectNode start = rules(one);
        Trees.patch(start, rules(other)).fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                start.remove(field.getKey());
            } else {
                start.set(field.getKey(), field.getValue());
            }
        });
        assertThat(start).isEqualTo(rules(other));
    }

    @Test
    void fifty_versions_are_kept_and_numbers_go_on() {
        Chronicle chronicle = EMPTY;
        for (int i = 1; i <= 60; i++) {
            chronicle = chronicle.with(Trees.object().put("height", i), "2026-11-21T12:00:00Z", ACT);
        }
        assertThat(chronicle.versions()).hasSize(50);
        assertThat(chronicle.oldest()).isEqualTo(11);
        assertThat(chronicle.rulesOf(10)).isEmpty();
        assertThat(chronicle.rulesOf(11)).contains(Trees.object().put("height", 11L));
    }

    @Test
    void versions_with_long_lists_leave_room_for_everything_else_in_the_thing() {
        Chronicle chronicle = EMPTY;
        for (int i = 1; i <= 20; i++) {
            chronicle = chronicle.with(
                    Trees.object().put("members", (i + "b:lamp,").repeat(500)), "2026-11-21T12:00:00Z", ACT);
        }
        assertThat(chronicle.json().toString().length()).isLessThanOrEqualTo(Chronicle.CHARACTERS + 100);
        assertThat(chronicle.versions()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> ruleSets() {
        return ruleSet().list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Map<String, Object>> ruleSet() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.doubles().between(-1000, 1000).ofScale(2).map(number -> (Object) number),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.strings().ofMaxLength(8).map(text -> (Object) text),
                Arbitraries.strings().alpha().list().ofMaxSize(3).map(list -> (Object) list));
        return Arbitraries.maps(Arbitraries.of("floorLevel", "dimLevel", "members", "source", "hold"), values);
    }

    private static ObjectNode rules(Map<String, Object> values) {
        ObjectNode rules = Trees.object();
        values.forEach((key, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(element -> rules.withArray(key).add(element.toString()));
            } else {
                rules.putPOJO(key, value);
            }
        });
        return Trees.plain((ObjectNode) Trees.read(rules.toString()));
    }
}
