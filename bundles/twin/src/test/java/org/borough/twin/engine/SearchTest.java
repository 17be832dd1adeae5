// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.thingsearch.model.SearchResult;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {

    private static final DittoHeaders ADMIN = EngineFixture.as("borough:admin");
    private static final DittoHeaders GUEST = EngineFixture.as("borough:guest");
    private static final PolicyId POLICY = PolicyId.of("city:policy");

    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void set_up() {
        policy("{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]},"
                + "\"thing:/attributes/secret\":{\"grant\":[],\"revoke\":[\"READ\"]},"
                + "\"thing:/features/hidden\":{\"grant\":[],\"revoke\":[\"READ\"]}}");
        thing("city:a", "{'s':'a','n':1,'b':true,'nil':null,'tags':['x','y'],'text':'Das ist ein X'}", "{}");
        thing(
                "city:b",
                "{'s':'b','n':2,'b':true,'nil':'x','tags':[],'text':'Der zweite','o':{'p':[{'q':7},{'q':8}]}}",
                "{'lamp':{'definition':['x:lamp:1'],'properties':{'level':5,'u':'k'}},"
                        + "'lamp2':{'properties':{'level':9}}}");
        thing(
                "city:c",
                "{'s':'c','n':3.1,'b':false,'text':'Teststring drei','empty':''}",
                "{'lamp':{'properties':{'level':'high'},'desiredProperties':{'level':1}}}");
        thing("town:d", "{'s':'d','n':4,'b':false,'text':'Der letzte Teststring','big':9007199254740993}", "{}");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            eq(attributes/n,2)                               | b
            eq(attributes/n,2.0)                             | b
            eq(attributes/n,"2")                             |
            eq(attributes/big,9007199254740993)              | d
            eq(attributes/big,9007199254740992)              |
            eq(attributes/nil,null)                          | a
            ne(attributes/nil,null)                          | b
            ne(attributes/s,"a")                             | b c d
            ne(attributes/none,"a")                          |
            ne(attributes/b,false)                           | a b
            gt(attributes/s,"b")                             | c d
            gt(attributes/n,3.1)                             | d
            gt(attributes/b,false)                           | a b
            ge(attributes/n,3.1)                             | c d
            lt(attributes/n,3.1)                             | a b
            le(attributes/b,true)                            | a b c d
            lt(attributes/s,5)                               |
            in(attributes/n,2,3.1,"x")                       | b c
            in(attributes/b,true,false)                      | a b c d
            like(attributes/text,"Das*")                     | a
            like(attributes/text,"das*")                     |
            ilike(attributes/text,"das*")                    | a
            like(attributes/text,"*zweite*")                 | b
            like(attributes/text,"Teststr?ng*")              | c
            like(attributes/text,"Teststr.ng*")              |
            like(attributes/text,"^Tests*")                  |
            like(attributes/text,"****letzte***string***")   | d
            exists(attributes/nil)                           | a b
            exists(attributes/tags)                          | a b
            exists(features/lamp)                            | b c
            exists(features/*)                               | b c
            exists(features/*/properties/u)                  | b
            exists(features/lamp/desiredProperties)          | c
            eq(attributes/tags,"y")                          | a
            ne(attributes/tags,"y")                          | b
            eq(attributes/tags/1,"y")                        | a
            eq(attributes/o/p/q,8)                           | b
            eq(attributes/o/p/1/q,7)                         |
            eq(features/*/properties/level,9)                | b
            ne(features/*/properties/level,9)                | b c
            gt(features/*/properties/level,6)                | b
            eq(features/*/desiredProperties/level,1)         | c
            eq(features/lamp/definition,"x:lamp:1")          | b
            eq(features/*/definition,"x:lamp:1")             | b
            eq(thingId,"city:a")                             | a
            eq(namespace,"town")                             | d
            eq(policyId,"city:policy")                       | a b c d
            ge(_revision,1)                                  | a b c d
            lt(_created,"2026-01-01T00:00:00.5Z")             |
            gt(_modified,"2026-01-01T00:00:00.5Z")            | a b c d
            lt(_created,time:now)                            | a b c d
            gt(_created,time:now-1d)                         |
            and(eq(attributes/b,true),not(eq(attributes/n,1))) | b
            or(eq(attributes/n,1),eq(attributes/s,"d"))      | a d
            not(eq(attributes/n,1))                          | b c d
            not(exists(attributes/nil))                      | c d
            empty(attributes/nil)                            | a c d
            not(empty(attributes/nil))                       | b
            empty(attributes/tags)                           | b c d
            and(exists(attributes/empty),empty(attributes/empty)) | c
            empty(features/*)                                | a d
            empty(features/*/properties/u)                   | b c
            """)
    void a_filter_matches_what_ditto_would_match(String filter, String expected) {
        assertThat(names(filter, ADMIN)).isEqualTo(expected == null ? "" : expected);
        assertThat(names(filter, ADMIN)).as("from the columns").isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            sort(-attributes/n)                         | d c b a
            sort(+attributes/b,-thingId)                | d c b a
            sort(-attributes/b,+attributes/n)           | a b c d
            sort(+features/lamp/properties/level)       | a d b c
            sort(-features/lamp/properties/level)       | c b a d
            sort(-_created)                             | d c b a
            sort(-thingId),size(2)                      | d c
            limit(1,2)                                  | b c
            """)
    void things_come_in_the_order_that_is_asked_for(String option, String expected) {
        assertThat(String.join(" ", names(find(null, option, ADMIN)))).isEqualTo(expected);
    }

    @Test
    void pages_follow_each_other_by_cursor_in_any_order() {
        for (String sort :
                List.of("sort(-attributes/none,+attributes/b)", "sort(-features/lamp/properties/level)", "")) {
            List<String> whole = names(find(null, sort + (sort.isEmpty() ? "" : ",") + "size(200)", ADMIN));
            List<String> paged = new ArrayList<>();
            SearchResult page = find("exists(thingId)", sort + (sort.isEmpty() ? "" : ",") + "size(1)", ADMIN);
            paged.addAll(names(page));
            while (page.getCursor().isPresent()) {
                assertThat(page.getNextPageOffset()).isEmpty();
                page = find(null, "size(1),cursor(" + page.getCursor().get() + ")", ADMIN);
                paged.addAll(names(page));
            }
            assertThat(paged).isEqualTo(whole).hasSize(4);
        }
    }

    @Test
    void a_cursor_continues_only_its_own_search() {
        String cursor = find("exists(thingId)", "sort(+attributes/n),size(1)", ADMIN)
                .getCursor()
                .orElseThrow();
        assertThat(fixture.refusal(query("exists(attributes)", "cursor(" + cursor + ")", ADMIN))
                        .getErrorCode())
                .isEqualTo("thing-search:search.option.invalid");
        assertThat(fixture.refusal(query(null, "sort(-thingId),cursor(" + cursor + ")", ADMIN))
                        .getErrorCode())
                .isEqualTo("thing-search:search.option.invalid");
        assertThat(names(find(null, "sort(+attributes/n,+thingId),cursor(" + cursor + ")", ADMIN)))
                .containsExactly("b", "c", "d");
    }

    @Test
    void the_answer_says_how_to_go_on_as_dittos_does() {
        assertThat(find(null, "size(4)", ADMIN).toJson().getKeys()).hasToString("[items]");
        assertThat(find(null, "limit(0,2)", ADMIN).getNextPageOffset()).contains(2L);
        assertThat(find(null, "limit(2,2)", ADMIN).getNextPageOffset()).contains(-1L);
        SearchResult usual = find(null, null, ADMIN);
        assertThat(usual.getNextPageOffset()).contains(-1L);
        assertThat(usual.getCursor()).isEmpty();
    }

    @Test
    void what_was_written_is_found_and_what_is_gone_is_not() {
        assertThat(names("eq(attributes/n,77)", ADMIN)).isEmpty();
        fixture.run(ModifyAttribute.of(ThingId.of("city:a"), JsonPointer.of("/n"), JsonValue.of(77), ADMIN));
        assertThat(names("eq(attributes/n,77)", ADMIN)).isEqualTo("a");
        assertThat(names("eq(attributes/n,1)", ADMIN)).isEmpty();
        fixture.run(DeleteThing.of(ThingId.of("city:a"), ADMIN));
        assertThat(names("eq(attributes/n,77)", ADMIN)).isEmpty();
        thing("city:e", "{'n':77}", "{}");
        assertThat(names("eq(attributes/n,77)", ADMIN)).isEqualTo("e");
    }

    @Test
    void what_is_hidden_neither_matches_nor_sorts_nor_counts() {
        secret("city:a", 3);
        secret("city:b", 1);
        secret("city:c", 2);
        assertThat(names("eq(attributes/secret,1)", ADMIN)).isEqualTo("b");
        assertThat(count("eq(attributes/secret,1)", GUEST)).isZero();
        assertThat(count("exists(attributes/secret)", GUEST)).isZero();
        assertThat(count("not(eq(attributes/secret,1))", GUEST)).isEqualTo(4);
        assertThat(count("ne(attributes/secret,1)", GUEST)).isZero();
        assertThat(count("empty(attributes/secret)", GUEST)).isEqualTo(4);
        assertThat(names(find(null, "sort(+attributes/secret)", ADMIN))).containsExactly("d", "b", "c", "a");
        assertThat(names(find(null, "sort(+attributes/secret)", GUEST))).containsExactly("a", "b", "c", "d");
        assertThat(names(find(null, "sort(-attributes/secret)", GUEST))).containsExactly("a", "b", "c", "d");
        thing("city:f", "{}", "{'hidden':{'properties':{'k':1}},'seen':{'properties':{'k':2}}}");
        assertThat(count("eq(features/*/properties/k,1)", GUEST)).isZero();
        assertThat(names("eq(features/*/properties/k,2)", GUEST)).isEqualTo("f");
        assertThat(count("exists(thingId)", EngineFixture.as("borough:stranger")))
                .isZero();
    }

    @Test
    void a_change_of_a_policy_or_of_one_that_it_imports_counts_at_once() {
        String some = "{\"thing:/attributes/s\":{\"grant\":[\"READ\"],\"revoke\":[]}}";
        fixture.run(ModifyPolicy.of(POLICY, PoliciesModelFactory.newPolicy(policyJson(POLICY, some)), ADMIN));
        assertThat(count("eq(attributes/n,1)", GUEST)).isZero();
        assertThat(names("eq(attributes/s,\"b\")", GUEST)).isEqualTo("b");
        PolicyId template = PolicyId.of("city:template");
        fixture.run(CreatePolicy.of(PoliciesModelFactory.newPolicy(policyJson(template, some)), ADMIN));
        String importing =
                policyJson(POLICY, "{}").replace("\"entries\"", "\"imports\":{\"city:template\":{}},\"entries\"");
        fixture.run(ModifyPolicy.of(POLICY, PoliciesModelFactory.newPolicy(importing), ADMIN));
        assertThat(names("eq(attributes/s,\"b\")", GUEST)).isEqualTo("b");
        fixture.run(ModifyPolicy.of(
                template,
                PoliciesModelFactory.newPolicy(
                        policyJson(template, "{\"thing:/x\":{\"grant\":[],\"revoke\":[\"READ\"]}}")),
                ADMIN));
        assertThat(count("eq(attributes/s,\"b\")", GUEST)).isZero();
    }

    @Test
    void places_are_found_by_distance_box_and_polygon() {
        place("city:a", 52.3731, 4.8926);
        place("city:b", 52.3791, 4.9003);
        place("city:c", 0, 179.9);
        place("town:d", 89.9, -120);
        assertThat(names("near(attributes/location,52.3731,4.8926,100)", ADMIN)).isEqualTo("a");
        assertThat(names("near(attributes/location,52.37,4.89,2000)", ADMIN)).isEqualTo("a b");
        assertThat(names("and(near(attributes/location,52.37,4.89,2000),not(eq(attributes/n,1)))", ADMIN))
                .isEqualTo("b");
        assertThat(names("near(attributes/location,0,-179.9,30000)", ADMIN)).isEqualTo("c");
        assertThat(names("near(attributes/location,90,60,20000)", ADMIN)).isEqualTo("d");
        assertThat(names("within(attributes/location,box(52,4.5,52.375,5))", ADMIN))
                .isEqualTo("a");
        assertThat(names("within(attributes/location,box(-1,179,1,-179))", ADMIN))
                .isEqualTo("c");
        assertThat(names("within(attributes/location,polygon(52.3,4.8,52.3,5,52.4,5,52.4,4.8))", ADMIN))
                .isEqualTo("a b");
        assertThat(names(
                        "within(attributes/location,polygon(52.3,4.8,52.3,5,52.4,5,52.4,4.8),"
                                + "hole(52.372,4.892,52.372,4.893,52.374,4.893,52.374,4.892))",
                        ADMIN))
                .isEqualTo("b");
        assertThat(names("within(attributes/location,polygon(-1,179,-1,-179,1,-179,1,179))", ADMIN))
                .isEqualTo("c");
        assertThat(names("near(attributes/nowhere,0,0,1e9)", ADMIN)).isEmpty();
        assertThat(names(find(null, "sort(+distance(attributes/location,52.38,4.90))", ADMIN)))
                .containsExactly("b", "a", "d", "c");
        SearchResult first =
                find("exists(attributes/location)", "sort(-distance(attributes/location,52.38,4.90)),size(3)", ADMIN);
        assertThat(names(first)).containsExactly("c", "d", "a");
        assertThat(names(find(null, "cursor(" + first.getCursor().orElseThrow() + ")", ADMIN)))
                .containsExactly("b");
    }

    @Test
    void a_place_may_be_a_condition() {
        place("city:a", 52.3731, 4.8926);
        JsonPointer n = JsonPointer.of("/n");
        DittoHeaders here = ADMIN.toBuilder()
                .condition("near(attributes/location,52.37,4.89,1000)")
                .build();
        DittoHeaders elsewhere = ADMIN.toBuilder()
                .condition("and(exists(thingId),near(attributes/location,10,4.89,1000))")
                .build();
        fixture.run(ModifyAttribute.of(ThingId.of("city:a"), n, JsonValue.of(8), here));
        assertThat(fixture.refusal(ModifyAttribute.of(ThingId.of("city:a"), n, JsonValue.of(9), elsewhere))
                        .getErrorCode())
                .isEqualTo("things:condition.failed");
        assertThat(names("eq(attributes/n,8)", ADMIN)).isEqualTo("a");
    }

    @Test
    void namespaces_narrow_a_search_and_none_finds_nothing() {
        assertThat(count(null, Set.of("town"))).isEqualTo(1);
        assertThat(count("lt(attributes/n,9)", Set.of("town", "city"))).isEqualTo(4);
        assertThat(count(null, Set.of("nowhere"))).isZero();
        assertThat(count(null, Set.of())).isZero();
    }

    @Test
    void a_search_without_room_for_an_index_finds_the_same() {
        var none =
                new TwinEngine.Settings(100, 100, 10, 10, 10, 10, SubjectSettings.DEFAULT, new SearchSettings(0, 60));
        try (EngineFixture small = new EngineFixture(new MemoryStore(), none).withLamp()) {
            for (int i = 0; i < 2; i++) {
                var response = (CountThingsResponse)
                        small.run(CountThings.of("gt(features/*/properties/level,5)", Set.of("city"), ADMIN));
                assertThat(response.getCount()).isEqualTo(1);
            }
        }
    }

    private void policy(String guestResources) {
        fixture.run(CreatePolicy.of(PoliciesModelFactory.newPolicy(policyJson(POLICY, guestResources)), ADMIN));
    }

    private static String policyJson(PolicyId id, String guestResources) {
        return "{\"policyId\":\"" + id + "\",\"entries\":{\"admin\":{\"subjects\":{\"borough:admin\":{\"type\":\"u\"}},"
                + "\"resources\":{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                + "\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}},"
                + "\"guest\":{\"subjects\":{\"borough:guest\":{\"type\":\"u\"}},\"resources\":" + guestResources
                + "}}}";
    }

    private void thing(String id, String attributes, String features) {
        String json = "{'thingId':'" + id + "','policyId':'" + POLICY + "','attributes':" + attributes + ",'features':"
                + features + "}";
        fixture.run(CreateThing.of(ThingsModelFactory.newThing(json.replace('\'', '"')), null, ADMIN));
    }

    private void secret(String id, int value) {
        fixture.run(ModifyAttribute.of(ThingId.of(id), JsonPointer.of("/secret"), JsonValue.of(value), ADMIN));
    }

    private void place(String id, double latitude, double longitude) {
        JsonObject point =
                JsonFactory.newObject("{\"type\":\"Point\",\"coordinates\":[" + longitude + "," + latitude + "]}");
        fixture.run(ModifyAttribute.of(ThingId.of(id), JsonPointer.of("/location"), point, ADMIN));
    }

    private String names(String filter, DittoHeaders who) {
        return String.join(" ", names(find(filter, null, who)));
    }

    private static List<String> names(SearchResult result) {
        return IntStream.range(0, result.getSize())
                .mapToObj(i -> result.getItems().get(i).orElseThrow().asObject())
                .map(thing -> thing.getValue("thingId").orElseThrow().asString())
                .map(id -> id.substring(id.indexOf(':') + 1))
                .toList();
    }

    private SearchResult find(String filter, String option, DittoHeaders who) {
        return ((QueryThingsResponse) fixture.run(query(filter, option, who))).getSearchResult();
    }

    private static QueryThings query(String filter, String option, DittoHeaders who) {
        List<String> options = option == null ? null : Arrays.asList(option);
        return QueryThings.of(filter, options, JsonFactory.newFieldSelector("thingId"), null, who);
    }

    private long count(String filter, DittoHeaders who) {
        return ((CountThingsResponse) fixture.run(CountThings.of(filter, null, who))).getCount();
    }

    private long count(String filter, Set<String> namespaces) {
        return ((CountThingsResponse) fixture.run(CountThings.of(filter, namespaces, ADMIN))).getCount();
    }
}
