// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RulebooksTest {

    private static final String LOWER =
            "{'attributes':{'proposal':{'height':4,'author':'B. Other','date':'2026-11-21'}}}";

    private final Fountain fountain = Fountain.running();

    @Test
    void the_first_rules_are_version_one() {
        assertThat(fountain.page().path("current").asInt()).isEqualTo(1);
        assertThat(version(0).path("how").asText()).isEqualTo("first seen");
        assertThat(version(0).path("author").asText()).isEqualTo("A. Expert");
        assertThat(fountain.page().path("rulesOf").asText()).isEqualTo("fountain");
    }

    @Test
    void a_direct_change_becomes_a_version_that_says_who_changed_what() {
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'height':7.0}}}}");
        assertThat(version(0).path("version").asInt()).isEqualTo(2);
        assertThat(version(0).path("by").asText()).isEqualTo("borough:jane");
        assertThat(version(0).path("changed")).hasToString("{\"height\":{\"from\":5,\"to\":7}}");
        long revision = fountain.twins.get(Fountain.THING).orElseThrow().revision();
        fountain.merge("borough:jane", "{'attributes':{'name':'Fountain'}}");
        assertThat(fountain.twins.get(Fountain.THING).orElseThrow().revision()).isEqualTo(revision + 1);
    }

    @Test
    void wrong_rules_that_somebody_writes_are_no_version_and_can_be_replaced_by_a_proposal() {
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'height':70,'wind':3}}}}");
        assertThat(fountain.page().path("current").asInt()).isEqualTo(1);
        fountain.merge("borough:jane", LOWER);
        fountain.rehearsed(80);
        adopt();
        assertThat(fountain.rules().path("height").asInt()).isEqualTo(4);
        assertThat(fountain.rules().has("wind")).isFalse();
    }

    @Test
    void a_proposal_is_rehearsed_before_anything_changes() {
        fountain.merge("borough:bob", LOWER);
        assertThat(proposal().path("state").asText()).isEqualTo("rehearsing");
        assertThat(proposal().at("/changed/height")).hasToString("{\"from\":5,\"to\":4}");
        fountain.rehearsed(80);
        assertThat(proposal().path("state").asText()).isEqualTo("rehearsed");
        assertThat(proposal().path("past").asText()).isEqualTo("3 days");
        assertThat(proposal().path("words").get(0).asText()).isEqualTo("It was dry.");
        assertThat(proposal().at("/figures/litres"))
                .hasToString("{\"inForce\":100.0,\"proposed\":80.0,\"difference\":-20.0}");
        assertThat(fountain.rules().path("height").asInt()).isEqualTo(5);
        assertThat(fountain.page().path("current").asInt()).isEqualTo(1);
    }

    @Test
    void a_rehearsed_proposal_is_adopted_as_a_version_and_leaves_nothing_open() {
        fountain.merge("borough:bob", LOWER);
        fountain.rehearsed(80);
        adopt();
        assertThat(fountain.rules().path("height").asInt()).isEqualTo(4);
        assertThat(fountain.rules().has("source")).isFalse();
        assertThat(version(0).path("how").asText()).startsWith("adopted proposal ");
        assertThat(version(0).path("by").asText()).isEqualTo("borough:jane");
        assertThat(version(0).path("author").asText()).isEqualTo("B. Other");
        assertThat(fountain.page().has("proposal")).isFalse();
        assertThat(fountain.page().at("/answer/words").asText()).isEqualTo("It is version 2 now.");
        assertThat(fountain.thing().path("attributes").isEmpty()).isTrue();
        assertThat(fountain.page().path("versions")).hasSize(2);
    }

    @Test
    void what_was_not_rehearsed_is_not_adopted() {
        fountain.merge("borough:jane", "{'attributes':{'adopt':'12345678'}}");
        assertThat(answer()).contains("There is no proposal");
        fountain.merge("borough:bob", LOWER);
        adopt();
        assertThat(answer()).contains("dry run is not done");
        fountain.rehearsed(80);
        String id = proposal().path("id").asText();
        fountain.merge("borough:bob", "{'attributes':{'proposal':{'height':2}}}");
        fountain.merge("borough:jane", "{'attributes':{'adopt':'" + id + "'}}");
        assertThat(answer()).contains("changed since the dry run");
        assertThat(fountain.page().path("current").asInt()).isEqualTo(1);
        assertThat(fountain.thing().path("attributes").has("adopt")).isFalse();
    }

    @Test
    void other_rules_in_force_make_another_dry_run_necessary() {
        fountain.merge("borough:bob", LOWER);
        fountain.rehearsed(80);
        String id = proposal().path("id").asText();
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'floorLevel':25}}}}");
        assertThat(proposal().path("state").asText()).isEqualTo("rehearsing");
        assertThat(proposal().path("id").asText()).isNotEqualTo(id);
        assertThat(proposal().has("figures")).isFalse();
    }

    @Test
    void a_contradicting_proposal_is_refused_as_a_whole_with_key_and_remedy() {
        fountain.merge("borough:bob", "{'attributes':{'proposal':{'height':31,'floorLevel':40,'date':'2026-11-21'}}}");
        assertThat(proposal().path("state").asText()).isEqualTo("refused");
        assertThat(proposal().path("problems").toString())
                .contains("height is 31; it must be a number from 0 to 30.")
                .contains("author is missing.");
        assertThat(fountain.rehearsals).isEmpty();
        adopt();
        assertThat(answer()).contains("The proposal is refused: height is 31");
        assertThat(fountain.rules().path("floorLevel").asInt()).isEqualTo(20);
        fountain.merge("borough:bob", "{'attributes':{'proposal':7}}");
        assertThat(proposal().path("problems").toString()).contains("proposal is 7; it must be an object");
    }

    @Test
    void a_lower_floor_needs_a_source_of_its_own() {
        fountain.merge("borough:bob", "{'attributes':{'proposal':{'floorLevel':15,'author':'B','date':'2026-11-21'}}}");
        assertThat(proposal().path("problems").get(0).asText())
                .startsWith("floorLevel goes down from 20 to 15: it protects people")
                .contains("add source");
        fountain.merge("borough:bob", "{'attributes':{'proposal':{'source':'night walk'}}}");
        assertThat(proposal().path("state").asText()).isEqualTo("rehearsing");
    }

    @Test
    void a_proposal_may_remove_keys() {
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'colour':'red'}}}}");
        fountain.merge("borough:bob", LOWER.replace("'height':4", "'remove':['colour']"));
        fountain.rehearsed(100);
        adopt();
        assertThat(fountain.rules().has("colour")).isFalse();
        assertThat(version(0).path("changed").path("colour")).hasToString("{\"from\":\"red\"}");
    }

    @Test
    void rolling_back_makes_a_new_version_that_equals_an_old_one() {
        JsonNode first = fountain.rules();
        fountain.merge(
                "borough:jane", "{'features':{'fountain':{'properties':{'height':7,'author':'J','colour':'red'}}}}");
        fountain.merge("borough:bob", "{'attributes':{'rollback':{'version':1,'reason':'wet benches'}}}");
        assertThat(Trees.plain(fountain.rules())).isEqualTo(Trees.plain(first));
        assertThat(fountain.page().path("current").asInt()).isEqualTo(3);
        assertThat(version(0).path("how").asText()).isEqualTo("rolled back to version 1");
        assertThat(version(0).path("by").asText()).isEqualTo("borough:bob");
        assertThat(version(0).path("reason").asText()).isEqualTo("wet benches");
        assertThat(answer()).isEqualTo("Version 3 equals version 1.");
        assertThat(fountain.thing().path("attributes").isEmpty()).isTrue();
        fountain.merge("borough:bob", "{'attributes':{'rollback':{'version':2,'reason':'dry again'}}}");
        assertThat(fountain.rules().path("colour").asText()).isEqualTo("red");
    }

    @Test
    void a_rollback_that_makes_no_sense_is_answered() {
        fountain.merge("borough:bob", "{'attributes':{'rollback':{'version':9,'reason':'x'}}}");
        assertThat(answer()).isEqualTo("There is no version 9; kept are 1 to 1.");
        fountain.merge("borough:bob", "{'attributes':{'rollback':{'version':1,'reason':'x'}}}");
        assertThat(answer()).isEqualTo("Version 1 is in force.");
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'height':7}}}}");
        fountain.merge("borough:bob", "{'attributes':{'rollback':1}}");
        assertThat(answer()).contains("reason is missing");
        assertThat(fountain.page().at("/answer/done").asBoolean()).isFalse();
    }

    @Test
    void a_restart_forgets_no_version_and_rehearses_nothing_twice() {
        fountain.merge("borough:jane", "{'features':{'fountain':{'properties':{'height':7}}}}");
        fountain.merge("borough:bob", LOWER);
        fountain.restart();
        assertThat(fountain.rehearsals).as("the one before did not end").hasSize(2);
        fountain.rehearsed(60);
        fountain.restart();
        assertThat(fountain.rehearsals).hasSize(2);
        assertThat(fountain.page().path("versions")).hasSize(2);
        adopt();
        assertThat(fountain.page().path("current").asInt()).isEqualTo(3);
    }

    @Test
    void a_dry_run_that_fails_says_why() {
        fountain.merge("borough:bob", LOWER);
        fountain.rehearsals.get(0).completeExceptionally(new IllegalStateException("the history is closed"));
        fountain.settle();
        assertThat(proposal().path("past").asText()).contains("the history is closed");
        adopt();
        assertThat(answer()).contains("dry run is not done");
        fountain.merge("borough:bob", "{'attributes':{'proposal':null}}");
        assertThat(fountain.page().has("proposal")).isFalse();
        fountain.merge("borough:bob", LOWER);
        assertThat(fountain.rehearsals).hasSize(2);
    }

    @Test
    void a_policy_that_does_not_let_the_service_write_is_told() {
        fountain.twins.refuse(Fountain.THING);
        fountain.restart();
        assertThat(fountain.books().problem(Fountain.THING)).isEmpty();
        Fountain shut = new Fountain();
        shut.twins.with("b:fountain", "{\"features\":{\"fountain\":{\"properties\":{\"height\":5,\"author\":\"A\"}}}}");
        shut.twins.refuse(Fountain.THING);
        shut.restart();
        assertThat(shut.books().problem(Fountain.THING))
                .contains("its policy must grant service:fountain READ and WRITE");
        shut.books().forget(Fountain.THING);
        assertThat(shut.books().problem(Fountain.THING)).isEmpty();
    }

    private void adopt() {
        fountain.merge(
                "borough:jane",
                "{'attributes':{'adopt':'" + proposal().path("id").asText() + "'}}");
    }

    private JsonNode proposal() {
        return fountain.page().path("proposal");
    }

    private String answer() {
        return fountain.page().at("/answer/words").asText();
    }

    private JsonNode version(int index) {
        return fountain.page().path("versions").path(index);
    }
}
