// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.POLICY;
import static org.borough.twin.engine.EngineFixture.as;
import static org.borough.twin.engine.EngineFixture.context;
import static org.borough.twin.engine.EngineFixture.done;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.headers.IfEqual;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatchers;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicy;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureDesiredProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThingCommandsTest {

    private static final DittoHeaders ADMIN = as("borough:admin");
    private static final DittoHeaders GUEST = as("borough:guest");
    private static final DittoHeaders STRANGER = as("borough:stranger");
    private static final JsonPointer X = JsonPointer.of("/x");
    private static final JsonValue FORTY_TWO = JsonValue.of(42);

    private final EngineFixture fixture = new EngineFixture().withLamp();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_attribute_is_created_then_modified_with_tag_and_revision() {
        CommandResponse<?> created = fixture.run(ModifyAttribute.of(LAMP_ID, X, JsonValue.of(1), ADMIN));
        assertThat(created.getHttpStatus().getCode()).isEqualTo(201);
        CommandResponse<?> modified = fixture.run(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, ADMIN));
        assertThat(modified.getHttpStatus().getCode()).isEqualTo(204);
        assertThat(modified.getDittoHeaders())
                .containsEntry("etag", "\"hash:2a\"")
                .containsEntry("entity-revision", "3")
                .containsEntry("ditto-originator", "borough:admin");
    }

    @Test
    void a_thing_is_shown_as_a_whole_in_part_and_by_fields() {
        assertThat(thing(ADMIN, null).toString())
                .contains("\"street\":\"Main\"")
                .doesNotContain("_revision");
        assertThat(thing(GUEST, null))
                .isEqualTo(JsonFactory.newObject("{\"thingId\":\"city:lamp-1\","
                        + "\"features\":{\"luminaire\":{\"properties\":{\"level\":10.0}}}}"));
        assertThat(thing(ADMIN, "_revision,features/*/properties/level,_policy/policyId"))
                .isEqualTo(JsonFactory.newObject("{\"_revision\":1,\"_policy\":{\"policyId\":\"city:lamp-1\"},"
                        + "\"features\":{\"luminaire\":{\"properties\":{\"level\":10.0}}}}"));
    }

    @Test
    void who_may_see_nothing_is_told_that_nothing_is_there() {
        assertRefused(RetrieveThing.of(LAMP_ID, STRANGER), 404, "things:thing.notfound");
        assertRefused(
                RetrieveAttribute.of(LAMP_ID, JsonPointer.of("/street"), GUEST), 404, "things:attribute.notfound");
        assertRefused(RetrieveThing.of(ThingId.of("city:none"), ADMIN), 404, "things:thing.notfound");
    }

    @Test
    void what_is_missing_is_named_in_dittos_words() {
        assertRefused(RetrieveAttribute.of(LAMP_ID, X, ADMIN), 404, "things:attribute.notfound");
        assertRefused(DeleteAttribute.of(LAMP_ID, X, ADMIN), 404, "things:attribute.notfound");
        assertRefused(DeleteFeature.of(LAMP_ID, "none", ADMIN), 404, "things:feature.notfound");
        assertRefused(ModifyFeatureProperty.of(LAMP_ID, "none", X, FORTY_TWO, ADMIN), 404, "things:feature.notfound");
        assertRefused(
                RetrieveFeatureProperty.of(LAMP_ID, "luminaire", X, ADMIN), 404, "things:feature.property.notfound");
        assertRefused(ModifyAttribute.of(ThingId.of("city:none"), X, FORTY_TWO, ADMIN), 404, "things:thing.notfound");
    }

    @Test
    void writing_without_permission_is_forbidden() {
        assertRefused(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, STRANGER), 403, "things:attribute.notmodifiable");
        assertRefused(DeleteThing.of(LAMP_ID, STRANGER), 403, "things:thing.notdeletable");
        assertRefused(
                MergeThing.of(LAMP_ID, JsonPointer.empty(), JsonFactory.newObject("{\"attributes\":{\"x\":1}}"), GUEST),
                403,
                "things:thing.notmodifiable");
        assertThat(fixture.run(ModifyFeatureDesiredProperty.of(
                                LAMP_ID, "luminaire", JsonPointer.of("/level"), FORTY_TWO, as("integration:services")))
                        .getHttpStatus()
                        .getCode())
                .isEqualTo(204);
    }

    @Test
    void a_merge_is_allowed_where_every_leaf_is() {
        JsonObject patch = JsonFactory.newObject("{\"features\":{\"luminaire\":{\"properties\":{\"level\":1}}}}");
        assertThat(fixture.run(MergeThing.of(LAMP_ID, JsonPointer.empty(), patch, as("integration:devices")))
                        .getHttpStatus()
                        .getCode())
                .isEqualTo(204);
    }

    @Test
    void a_new_thing_gets_a_policy_of_its_own() {
        ThingId id = ThingId.of("city:new");
        var thing = ThingsModelFactory.newThing("{\"thingId\":\"city:new\",\"attributes\":{\"a\":1}}");
        CommandResponse<?> created = fixture.run(ModifyThing.of(id, thing, null, ADMIN));
        assertThat(created.getHttpStatus().getCode()).isEqualTo(201);
        assertThat(created.getDittoHeaders()).containsEntry("etag", "\"rev:1\"");
        assertThat(fixture.run(RetrievePolicy.of(PolicyId.of("city:new"), ADMIN))
                        .toJsonString())
                .contains("DEFAULT");
        assertRefused(CreateThing.of(thing, null, ADMIN), 409, "things:thing.conflict");
    }

    @Test
    void a_new_thing_brings_copies_or_names_its_policy() {
        var one = ThingsModelFactory.newThing("{\"thingId\":\"city:one\"}");
        fixture.run(CreateThing.of(one, JsonFactory.newObject(POLICY), ADMIN));
        var two = ThingsModelFactory.newThing("{\"thingId\":\"city:two\"}");
        fixture.run(CreateThing.withCopiedPolicy(two, "{{ ref:things/city:one/policyId }}", ADMIN));
        assertThat(fixture.run(RetrievePolicy.of(PolicyId.of("city:two"), ADMIN))
                        .toJsonString())
                .contains("guests");
        var three = ThingsModelFactory.newThing("{\"thingId\":\"city:three\",\"policyId\":\"city:one\"}");
        fixture.run(CreateThing.of(three, null, ADMIN));
        var four = ThingsModelFactory.newThing("{\"thingId\":\"city:four\",\"policyId\":\"city:none\"}");
        assertRefused(CreateThing.of(four, null, ADMIN), 400, "things:thing.notcreatable");
        assertRefused(CreateThing.of(four, JsonFactory.newObject(POLICY), STRANGER), 403, "things:thing.notcreatable");
    }

    @Test
    void a_merge_makes_a_thing_that_is_not_there() {
        ThingId id = ThingId.of("city:merged");
        JsonObject patch = JsonFactory.newObject("{\"attributes\":{\"a\":1,\"b\":null}}");
        assertThat(fixture.run(MergeThing.of(id, JsonPointer.empty(), patch, ADMIN))
                        .getHttpStatus()
                        .getCode())
                .isEqualTo(201);
    }

    @Test
    void tags_guard_writes_and_spare_reads() {
        DittoHeaders wrong = with(b -> b.ifMatch(EntityTagMatchers.fromStrings("\"rev:9\"")));
        assertRefused(DeleteThing.of(LAMP_ID, wrong), 412, "things:precondition.failed");
        DittoHeaders none = with(b -> b.ifNoneMatch(EntityTagMatchers.fromStrings("*")));
        assertRefused(
                ModifyThing.of(LAMP_ID, ThingsModelFactory.newThing("{}"), null, none),
                412,
                "things:precondition.failed");
        DittoHeaders known = with(b -> b.ifNoneMatch(EntityTagMatchers.fromStrings("\"rev:1\"")));
        assertRefused(RetrieveThing.of(LAMP_ID, known), 304, "things:precondition.notmodified");
        DittoHeaders right = with(b -> b.ifMatch(EntityTagMatchers.fromStrings("\"rev:1\"")));
        fixture.run(DeleteThing.of(LAMP_ID, right));
    }

    @Test
    void equal_values_are_refused_when_asked_for() {
        DittoHeaders skip = with(b -> b.putHeader("if-equal", IfEqual.SKIP.toString()));
        assertRefused(
                ModifyAttribute.of(LAMP_ID, JsonPointer.of("/street"), JsonValue.of("Main"), skip),
                412,
                "things:precondition.failed");
        assertRefused(
                MergeThing.of(
                        LAMP_ID, JsonPointer.of("/attributes"), JsonFactory.newObject("{\"street\":\"Main\"}"), skip),
                412,
                "things:precondition.failed");
    }

    @Test
    void a_condition_must_hold_and_be_readable() {
        DittoHeaders holds = with(b -> b.condition("eq(attributes/street,\"Main\")"));
        fixture.run(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, holds));
        DittoHeaders fails = with(b -> b.condition("gt(attributes/x,50)"));
        assertRefused(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, fails), 412, "things:condition.failed");
        DittoHeaders nonsense = with(b -> b.condition("nonsense("));
        assertRefused(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, nonsense), 400, "things:condition.invalid");
        DittoHeaders hidden =
                GUEST.toBuilder().condition("eq(attributes/street,\"Main\")").build();
        assertRefused(RetrieveThing.of(LAMP_ID, hidden), 412, "things:condition.failed");
    }

    @Test
    void a_thing_may_not_grow_without_end() {
        JsonValue large = JsonValue.of("x".repeat(60_000));
        fixture.run(ModifyAttribute.of(LAMP_ID, X, large, ADMIN));
        assertRefused(ModifyAttribute.of(LAMP_ID, JsonPointer.of("/y"), large, ADMIN), 413, "things:thing.toolarge");
        assertThat(thing(ADMIN, "_revision").toString()).contains("2");
    }

    @Test
    void several_things_are_shown_as_far_as_they_may_be_seen() {
        var query = RetrieveThings.getBuilder(List.of(LAMP_ID, ThingId.of("city:none")));
        var response =
                (RetrieveThingsResponse) fixture.run(query.dittoHeaders(ADMIN).build());
        assertThat(response.getEntity(ADMIN.getSchemaVersion().orElseThrow()).asArray())
                .hasSize(1);
        var hidden = (RetrieveThingsResponse)
                fixture.run(query.dittoHeaders(STRANGER).build());
        assertThat(hidden.getEntity(ADMIN.getSchemaVersion().orElseThrow()).asArray())
                .isEmpty();
    }

    @Test
    void a_search_finds_what_the_asker_may_read() {
        String filter = "eq(attributes/street,\"Main\")";
        assertThat(count(filter, ADMIN)).isEqualTo(1);
        assertThat(count(filter, GUEST)).isZero();
        assertThat(count("gt(features/luminaire/properties/level,5)", GUEST)).isEqualTo(1);
        assertThat(count("exists(thingId)", STRANGER)).isZero();
    }

    @Test
    void a_search_sorts_and_pages_with_a_cursor() {
        for (int i = 0; i < 5; i++) {
            var thing =
                    ThingsModelFactory.newThing("{\"thingId\":\"city:t" + i + "\",\"attributes\":{\"n\":" + i + "}}");
            fixture.run(CreateThing.of(thing, null, ADMIN));
        }
        QueryThingsResponse first = query("exists(attributes/n)", "sort(-attributes/n),size(3)");
        assertThat(first.getSearchResult().getItems().toString())
                .isEqualTo("[{\"attributes\":{\"n\":4}},{\"attributes\":{\"n\":3}},{\"attributes\":{\"n\":2}}]");
        String cursor = first.getSearchResult().getCursor().orElseThrow();
        String next = "sort(-attributes/n),size(3),cursor(" + cursor + ")";
        assertThat(query("exists(attributes/n)", next).getSearchResult().getItems())
                .hasSize(2);
        assertRefused(queryOf("exists(thingId)", next), 400, "thing-search:search.option.invalid");
        assertRefused(queryOf("exists(thingId)", "size(500)"), 400, "thing-search:search.option.invalid");
        assertRefused(queryOf("exists(thingId)", "colour(red)"), 400, "thing-search:search.option.invalid");
        assertRefused(queryOf("nonsense", "size(5)"), 400, "rql.expression.invalid");
    }

    @Test
    void events_are_cut_to_what_a_reader_may_read() {
        var seen = new ConcurrentLinkedQueue<String>();
        Subscription subscription = fixture.engine
                .engine()
                .subscribe(
                        context("borough:guest"),
                        event -> seen.add(event.getType()
                                + event.getEntity().map(Object::toString).orElse("")));
        fixture.run(ModifyAttribute.of(LAMP_ID, X, FORTY_TWO, ADMIN));
        JsonObject patch = JsonFactory.newObject(
                "{\"attributes\":{\"secret\":1},\"features\":{\"luminaire\":{\"properties\":{\"level\":7}}}}");
        fixture.run(MergeThing.of(LAMP_ID, JsonPointer.empty(), patch, ADMIN));
        fixture.run(DeleteThing.of(LAMP_ID, ADMIN));
        await().until(() -> seen.size() == 2);
        subscription.close();
        assertThat(seen)
                .containsExactly(
                        "things.events:thingMerged{\"features\":{\"luminaire\":{\"properties\":{\"level\":7}}}}",
                        "things.events:thingDeleted");
    }

    private DittoHeaders with(Consumer<DittoHeadersBuilder<?, ?>> more) {
        var builder = ADMIN.toBuilder();
        more.accept(builder);
        return builder.build();
    }

    private JsonObject thing(DittoHeaders headers, String fields) {
        var builder = RetrieveThing.getBuilder(LAMP_ID, headers);
        if (fields != null) {
            builder.withSelectedFields(JsonFactory.newFieldSelector(
                    fields,
                    JsonFactory.newParseOptionsBuilder().withoutUrlDecoding().build()));
        }
        var response = (RetrieveThingResponse) fixture.run(builder.build());
        return response.getEntity(headers.getSchemaVersion().orElseThrow()).asObject();
    }

    private long count(String filter, DittoHeaders headers) {
        return ((CountThingsResponse)
                        done(fixture.engine.engine().execute(CountThings.of(filter, Set.of("city"), headers))))
                .getCount();
    }

    private QueryThingsResponse query(String filter, String options) {
        return (QueryThingsResponse) fixture.run(queryOf(filter, options));
    }

    private static QueryThings queryOf(String filter, String options) {
        return QueryThings.of(filter, List.of(options), JsonFactory.newFieldSelector("attributes/n"), null, ADMIN);
    }

    private void assertRefused(Command<?> command, int status, String code) {
        DittoRuntimeException refusal = fixture.refusal(command);
        assertThat(refusal.getErrorCode()).isEqualTo(code);
        assertThat(refusal.getHttpStatus().getCode()).isEqualTo(status);
    }
}
