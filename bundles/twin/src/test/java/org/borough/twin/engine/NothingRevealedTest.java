// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseOptions;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributes;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommandResponse;
import org.eclipse.ditto.thingsearch.model.SearchResult;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;

/**
 * Whatever a policy says: a search, a condition and a tag tell a reader no more than the thing that the reader is shown.
 */
class NothingRevealedTest {

    private static final DittoHeaders ADMIN = EngineFixture.as("borough:admin");
    private static final DittoHeaders GUEST = EngineFixture.as("borough:guest", "borough:friend");
    private static final PolicyId POLICY = PolicyId.of("city:policy");
    private static final JsonFieldSelector EVERYTHING = JsonFactory.newFieldSelector(
            "thingId,attributes,features,definition,policyId,_revision,_modified,_metadata",
            JsonParseOptions.newBuilder().withoutUrlDecoding().build());
    private static final List<String> PLACES = List.of(
            "attributes/a",
            "attributes/o/x",
            "attributes/o/y",
            "features/f/properties/p",
            "features/f/desiredProperties/p",
            "features/g/properties/p",
            "features/g/properties/q/r",
            "_metadata/attributes/a/k",
            "definition");
    private static final List<String> RESOURCES = List.of(
            "thing:/",
            "thing:/attributes",
            "thing:/attributes/a",
            "thing:/attributes/o",
            "thing:/attributes/o/x",
            "thing:/features",
            "thing:/features/f",
            "thing:/features/f/properties",
            "thing:/features/g",
            "thing:/features/g/properties/q",
            "thing:/_metadata",
            "thing:/definition");

    private static EngineFixture fixture;

    @BeforeContainer
    static void open() {
        fixture = new EngineFixture();
        policy("{}", "{}");
        for (int i = 1; i <= 3; i++) {
            String json =
                    "{'policyId':'city:policy','definition':'a:b:%1$d','attributes':{'a':%1$d,'o':{'x':%2$d,'y':1}},"
                            + "'features':{'f':{'properties':{'p':%2$d},'desiredProperties':{'p':%1$d}},"
                            + "'g':{'properties':{'p':%1$d,'q':{'r':%2$d}}}}}";
            JsonObject thing = JsonObject.of(json.formatted(i, 4 - i).replace('\'', '"'));
            DittoHeaders annotated = ADMIN.toBuilder()
                    .putHeader("put-metadata", "[{\"key\":\"/attributes/a/k\",\"value\":" + i + "}]")
                    .build();
            ThingId id = ThingId.of("city:t" + i);
            fixture.run(ModifyThing.of(id, ThingsModelFactory.newThing(thing), null, ADMIN));
            fixture.run(ModifyThing.of(id, ThingsModelFactory.newThing(thing), null, annotated));
        }
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void a_search_finds_what_a_read_shows(
            @ForAll("rights") String first, @ForAll("rights") String second, @ForAll("places") String place) {
        policy(first, second);
        for (int value = 1; value <= 3; value++) {
            String literal = place.equals("definition") ? "\"a:b:" + value + "\"" : "" + value;
            List<String> equal = shown(place, value);
            assertThat(found("eq(" + place + "," + literal + ")")).isEqualTo(equal);
            assertThat(count("eq(" + place + "," + literal + ")")).isEqualTo(equal.size());
        }
        List<String> visible = visible();
        List<String> known = visible.stream()
                .filter(id -> view(id).getValue(JsonPointer.of(place)).isPresent())
                .toList();
        assertThat(found("exists(" + place + ")")).isEqualTo(known);
        assertThat(count("not(exists(" + place + "))")).isEqualTo(visible.size() - known.size());
        assertThat(count("empty(" + place + ")")).isEqualTo(visible.size() - known.size());
        assertThat(count("exists(thingId)")).isEqualTo(visible.size());
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void any_feature_is_any_that_a_read_shows(@ForAll("rights") String first, @ForAll("rights") String second) {
        policy(first, second);
        for (int value = 1; value <= 3; value++) {
            JsonValue wanted = JsonValue.of(value);
            List<String> expected = visible().stream()
                    .filter(id -> List.of("f", "g").stream().anyMatch(feature -> view(id).getValue(
                                    JsonPointer.of("features/" + feature + "/properties/p"))
                            .filter(wanted::equals)
                            .isPresent()))
                    .toList();
            String filter = "eq(features/*/properties/p," + value + ")";
            assertThat(found(filter)).isEqualTo(expected);
            for (String id : List.of("city:t1", "city:t2", "city:t3")) {
                assertThat(!holds(id, filter) || expected.contains(id))
                        .as("a condition on " + id)
                        .isTrue();
            }
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void an_order_is_that_of_what_a_read_shows(
            @ForAll("rights") String first, @ForAll("rights") String second, @ForAll("places") String place) {
        policy(first, second);
        List<String> sorted = names(find(null, "sort(-" + place + ")", GUEST));
        List<String> expected = new ArrayList<>(visible());
        expected.sort((one, two) -> text(two, place).compareTo(text(one, place)));
        assertThat(sorted).isEqualTo(expected);
        List<String> paged = new ArrayList<>();
        SearchResult page = find(null, "size(1),sort(-" + place + ")", GUEST);
        paged.addAll(names(page));
        while (page.getCursor().isPresent()) {
            page = find(null, "cursor(" + page.getCursor().get() + ")", GUEST);
            paged.addAll(names(page));
        }
        assertThat(paged).isEqualTo(expected);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void a_condition_tells_no_more_than_a_read(
            @ForAll("rights") String first, @ForAll("rights") String second, @ForAll("places") String place) {
        policy(first, second);
        for (int value = 1; value <= 3; value++) {
            String literal = place.equals("definition") ? "\"a:b:" + value + "\"" : "" + value;
            for (String id : List.of("city:t1", "city:t2", "city:t3")) {
                boolean held = holds(id, "eq(" + place + "," + literal + ")");
                assertThat(!held || shown(place, value).contains(id)).as(id).isTrue();
            }
        }
        boolean seen = visible().contains("city:t1")
                && view("city:t1").getValue(JsonPointer.of(place)).isPresent();
        List<Boolean> others = List.of("1", "2", "3").stream()
                .map(value -> holds("city:t1", "ne(" + place + "," + value + ")"))
                .distinct()
                .toList();
        assertThat(seen || others.size() == 1)
                .as("what is hidden differs from all values or from none")
                .isTrue();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void things_that_look_the_same_have_the_same_tag(@ForAll("rights") String first, @ForAll("rights") String second) {
        policy(first, second);
        List<CommandResponse<?>> answers = new ArrayList<>();
        for (String id : List.of("city:t1", "city:t2", "city:t3")) {
            Object answer = answer(RetrieveAttributes.of(ThingId.of(id), GUEST));
            if (answer instanceof CommandResponse<?> response) {
                answers.add(response);
            }
        }
        for (CommandResponse<?> one : answers) {
            for (CommandResponse<?> two : answers) {
                if (body(one).equals(body(two))) {
                    assertThat(one.getDittoHeaders().getETag())
                            .isEqualTo(two.getDittoHeaders().getETag());
                }
            }
        }
    }

    @Provide
    Arbitrary<String> rights() {
        Arbitrary<String> effects =
                Arbitraries.of("{\"grant\":[\"READ\"],\"revoke\":[]}", "{\"grant\":[],\"revoke\":[\"READ\"]}");
        Arbitrary<Map<String, String>> rules =
                Arbitraries.maps(Arbitraries.of(RESOURCES), effects).ofMaxSize(4);
        return rules.map(map -> map.entrySet().stream()
                .map(rule -> "\"" + rule.getKey() + "\":" + rule.getValue())
                .collect(Collectors.joining(",", "{", "}")));
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of(PLACES);
    }

    private static void policy(String guest, String friend) {
        String all = "{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}";
        String json =
                """
                {"policyId":"city:policy","entries":{
                 "admin":{"subjects":{"borough:admin":{"type":"u"}},"resources":{"thing:/":%1$s,"policy:/":%1$s}},
                 "guest":{"subjects":{"borough:guest":{"type":"u"}},"resources":%2$s},
                 "friend":{"subjects":{"borough:friend":{"type":"u"}},"resources":%3$s}}}"""
                        .formatted(all, guest, friend);
        fixture.run(ModifyPolicy.of(POLICY, PoliciesModelFactory.newPolicy(json), ADMIN));
    }

    private static List<String> visible() {
        return List.of("city:t1", "city:t2", "city:t3").stream()
                .filter(id -> !view(id).isEmpty())
                .toList();
    }

    private static List<String> shown(String place, int value) {
        JsonValue wanted = place.equals("definition") ? JsonValue.of("a:b:" + value) : JsonValue.of(value);
        return visible().stream()
                .filter(id -> view(id).getValue(JsonPointer.of(place))
                        .filter(wanted::equals)
                        .isPresent())
                .toList();
    }

    /** What a read shows; nothing when it is refused. */
    private static JsonObject view(String id) {
        Object answer = answer(RetrieveThing.getBuilder(ThingId.of(id), GUEST)
                .withSelectedFields(EVERYTHING)
                .build());
        return answer instanceof CommandResponse<?> response ? body(response).asObject() : JsonObject.empty();
    }

    private static JsonValue body(CommandResponse<?> response) {
        return ((ThingQueryCommandResponse<?>) response).getEntity();
    }

    private static String text(String id, String place) {
        return view(id).getValue(JsonPointer.of(place)).map(JsonValue::toString).orElse("");
    }

    private static boolean holds(String id, String condition) {
        DittoHeaders headers = GUEST.toBuilder().condition(condition).build();
        return answer(RetrieveThing.of(ThingId.of(id), headers)) instanceof CommandResponse<?>;
    }

    private static Object answer(Command<?> command) {
        return fixture.engine
                .engine()
                .execute(command)
                .<Object>handle((response, failure) -> response != null ? response : unwrapped(failure))
                .toCompletableFuture()
                .join();
    }

    private static DittoRuntimeException unwrapped(Throwable failure) {
        return (DittoRuntimeException) (failure instanceof DittoRuntimeException ? failure : failure.getCause());
    }

    private static List<String> found(String filter) {
        return names(find(filter, null, GUEST));
    }

    private static long count(String filter) {
        return ((CountThingsResponse) fixture.run(CountThings.of(filter, null, GUEST))).getCount();
    }

    private static SearchResult find(String filter, String option, DittoHeaders who) {
        List<String> options = option == null ? null : List.of(option);
        QueryThings query = QueryThings.of(filter, options, JsonFactory.newFieldSelector("thingId"), null, who);
        return ((QueryThingsResponse) fixture.run(query)).getSearchResult();
    }

    private static List<String> names(SearchResult result) {
        return result.getItems().stream()
                .map(item -> item.asObject().getValue("thingId").orElseThrow().asString())
                .toList();
    }
}
