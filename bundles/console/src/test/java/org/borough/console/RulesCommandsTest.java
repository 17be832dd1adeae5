// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.borough.rulebook.Effect;
import org.borough.rulebook.RuleSet;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandsTest {

    private static final String THING = "b:fountain";

    private final Town town = Town.withLamp();
    private final Rulebooks<ObjectNode> books = new Rulebooks<>(
            town.twins,
            "service:fountain",
            "fountain",
            new Height(),
            (thing, present, proposed) -> CompletableFuture.completedStage(new Effect(
                    "3 readings",
                    JsonNodeFactory.instance.objectNode().put("litres", 100),
                    JsonNodeFactory.instance.objectNode().put("litres", 80),
                    List.of("It was dry."))),
            thing -> look(thing, Optional.empty()));

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        town.twins.with(
                THING,
                "{\"features\":{\"fountain\":{\"properties\":{\"height\":5,\"colour\":\"red\",\"author\":\"A\",\"date\":\"2026-11-01\"}}}}");
        town.twins.listen(Interest.all(), new Listener());
    }

    @Test
    void an_expert_proposes_reads_the_effect_adopts_and_rolls_back() throws IOException {
        assertThat(propose("{\"height\":4,\"colour\":null,\"author\":\"B\",\"date\":\"2026-11-21\"}"))
                .contains(
                        "rehearsed",
                        "height: 5 -> 4",
                        "colour: \"red\" -> none",
                        "3 readings",
                        "It was dry.",
                        "Adopt it with city:rules-adopt b:fountain.")
                .containsPattern("litres +100.0 -> +80.0");
        assertThat(town.run(adopt())).contains("It is version 2 now.");
        assertThat(town.run(rules()))
                .contains("b:fountain, version 2:", "height = 4", "adopted proposal", "borough:jane", "council");
        assertThat(town.run(rollback("1"))).contains("Version 3 equals version 1.");
        RulesCommand all = rules();
        all.json = true;
        assertThat(Json.value(town.run(all)).at("/rules/colour").asText()).isEqualTo("red");
    }

    @Test
    void a_second_proposal_replaces_the_first_whole_and_the_same_one_is_shown_again() throws IOException {
        propose("{\"height\":4,\"author\":\"B\",\"date\":\"2026-11-21\"}");
        assertThat(propose("{\"colour\":\"blue\",\"author\":\"B\",\"date\":\"2026-11-21\"}"))
                .contains("colour")
                .doesNotContain("height:");
        assertThat(propose("{\"colour\":\"blue\",\"author\":\"B\",\"date\":\"2026-11-21\"}"))
                .contains("rehearsed");
    }

    @Test
    void what_is_refused_says_why() throws IOException {
        assertThatThrownBy(() -> propose("{\"height\":70,\"author\":\"B\",\"date\":\"2026-11-21\"}"))
                .hasMessage("the proposal is refused.");
        assertThat(town.printed()).contains("height is 70; it must be a number from 0 to 30.");
        assertThatThrownBy(() -> town.run(adopt())).hasMessageContaining("The proposal is refused: height is 70");
        assertThatThrownBy(() -> town.run(rollback("9"))).hasMessage("There is no version 9; kept are 1 to 1.");
        assertThatThrownBy(() -> town.run(rollback("last"))).hasMessageContaining("the version is 'last'");
        RulesRollbackCommand unexplained = rollback("1");
        unexplained.reason = "";
        assertThatThrownBy(() -> town.run(unexplained)).hasMessageContaining("say why with --reason");
        assertThatThrownBy(() -> propose("height=4")).hasMessageContaining("is no JSON object");
        RulesProposeCommand lost = new RulesProposeCommand();
        lost.thing = THING;
        lost.file = folder.resolve("lost.json").toString();
        assertThatThrownBy(() -> town.run(lost)).hasMessageContaining("cannot be read");
        RulesCommand lamp = rules();
        lamp.thing = "b:lamp-1";
        assertThatThrownBy(() -> town.run(lamp)).hasMessageContaining("b:lamp-1 has no rulebook");
    }

    @Test
    void without_a_proposal_there_is_nothing_to_adopt() {
        assertThatThrownBy(() -> town.run(adopt())).hasMessageContaining("make one with city:rules-propose");
    }

    private String propose(String json) throws IOException {
        RulesProposeCommand command = new RulesProposeCommand();
        command.thing = THING;
        command.file = Files.writeString(folder.resolve("proposal.json"), json).toString();
        return town.run(command);
    }

    private static RulesAdoptCommand adopt() {
        RulesAdoptCommand command = new RulesAdoptCommand();
        command.thing = THING;
        command.reason = "council";
        return command;
    }

    private static RulesRollbackCommand rollback(String version) {
        RulesRollbackCommand command = new RulesRollbackCommand();
        command.thing = THING;
        command.version = version;
        command.reason = "wet benches";
        return command;
    }

    private static RulesCommand rules() {
        RulesCommand command = new RulesCommand();
        command.thing = THING;
        return command;
    }

    private void look(ThingId thing, Optional<org.borough.twin.Cause> cause) {
        books.look(thing, cause, town.clock.instant());
    }

    private final class Listener implements TwinListener {

        @Override
        public void present(Twin twin) {
            if (twin.features().contains("fountain")) {
                look(twin.id(), Optional.empty());
            }
        }

        @Override
        public void changed(Twin twin, Change change) {
            if (!change.cause().by().equals("service:fountain")) {
                look(twin.id(), Optional.of(change.cause()));
            }
        }
    }

    private static final class Height implements RuleSet<ObjectNode> {

        @Override
        public Parsed<ObjectNode> read(JsonNode json) {
            boolean fine = json.path("height").asDouble() <= 30;
            return new Parsed<>(
                    json.isObject() ? json.deepCopy() : JsonNodeFactory.instance.objectNode(),
                    fine
                            ? List.of()
                            : List.of("height is " + json.path("height") + "; it must be a number from 0 to 30."));
        }

        @Override
        public ObjectNode write(ObjectNode rules) {
            return rules;
        }

        @Override
        public Set<String> floors() {
            return Set.of();
        }
    }
}
