// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.borough.twin.engine.EngineFixture.ADMIN;
import static org.borough.twin.engine.EngineFixture.DEVICES;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.POLICY;
import static org.borough.twin.engine.EngineFixture.THING;
import static org.borough.twin.engine.EngineFixture.done;
import static org.borough.twin.engine.EngineFixture.failure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.borough.twin.Twins.Provisioned;
import org.borough.twin.view.TwinView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwinsTest {

    record State(String id, Optional<String> reason, long attempts) {}

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Long> CHARGE = Property.of("borough:battery:1.0.0", "charge", Long.class);
    private static final Property<State> STATE = Property.of("borough:commands:1.0.0", "level", State.class);

    private final EngineFixture fixture = new EngineFixture().withLamp();
    private final Twins twins = fixture.engine.twins();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_report_is_seen_when_it_returns_and_makes_missing_features_with_their_model() {
        done(twins.report(LAMP, List.of(LEVEL.is(55.5), CHARGE.is(80L)), DEVICES));
        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.get(LEVEL)).contains(55.5);
        assertThat(lamp.get(CHARGE)).contains(80L);
        assertThat(lamp.providing("borough:battery")).containsExactly("battery");
        assertThat(lamp.revision()).isEqualTo(2);
        assertThat(twins.find(Interest.in("borough:battery"))).hasSize(1);
        assertThat(twins.find(Interest.in("borough:bat"))).isEmpty();
    }

    @Test
    void a_record_replaces_the_one_before_and_its_empty_parts_are_not_written() {
        done(twins.report(LAMP, List.of(STATE.is(new State("a", Optional.of("why"), 1))), DEVICES));
        done(twins.report(LAMP, List.of(STATE.is(new State("b", Optional.empty(), 2))), DEVICES));
        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.get(STATE)).contains(new State("b", Optional.empty(), 2));
        assertThat(lamp.json()).contains("{\"id\":\"b\",\"attempts\":2}");
    }

    @Test
    void a_device_time_stands_in_the_metadata() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        done(twins.report(LAMP, List.of(LEVEL.is(1.0, noon)), DEVICES));
        var whole = ((TwinView) twins.get(LAMP).orElseThrow()).state().tree();
        assertThat(whole.at("/_metadata/features/luminaire/properties/level/at").textValue())
                .isEqualTo("2026-01-01T12:00:00Z");
        assertThat(twins.get(LAMP).orElseThrow().json()).doesNotContain("_metadata");
    }

    @Test
    void a_report_for_a_thing_that_is_not_there_is_refused() {
        assertThat(refused(twins.report(ThingId.parse("city:none"), List.of(LEVEL.is(1.0)), DEVICES)))
                .extracting(TwinRefusedException::status, TwinRefusedException::code)
                .containsExactly(404, "things:thing.notfound");
    }

    @Test
    void a_value_that_json_cannot_hold_is_refused_by_name() {
        TwinRefusedException refusal = refused(twins.report(LAMP, List.of(LEVEL.is(Double.NaN)), DEVICES));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessageContaining("luminaire/level");
    }

    @Test
    void a_report_is_all_or_nothing() {
        Cause guest = Cause.of("borough:guest", "");
        assertThat(refused(twins.report(LAMP, List.of(LEVEL.is(1.0)), guest)).status())
                .isEqualTo(403);
        refused(twins.report(LAMP, List.of(LEVEL.is(1.0), CHARGE.is(1L), LEVEL.is(Double.NaN)), DEVICES));
        assertThat(twins.get(LAMP).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void services_act_for_all_services() {
        Cause lighting = Cause.of("service:lighting", "dusk");
        done(twins.desire(
                LAMP, List.of(Setting.of(LEVEL, 70.0), new Setting("luminaire", "fade", Map.of("s", 3L))), lighting));
        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.desired(LEVEL)).contains(70.0);
        assertThat(lamp.get(LEVEL)).contains(10.0);
        assertThat(refused(twins.merge(LAMP, "{\"attributes\":{\"street\":\"Mine\"}}", lighting))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_merge_changes_removes_and_makes() {
        done(twins.merge(LAMP, "{\"attributes\":{\"street\":null,\"floor\":3}}", ADMIN));
        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.attribute("street", String.class)).isEmpty();
        assertThat(lamp.attribute("floor", Long.class)).contains(3L);

        ThingId service = ThingId.parse("city:lighting");
        done(twins.merge(service, "{\"attributes\":{\"a\":1,\"b\":null},\"_policy\":" + POLICY + "}", ADMIN));
        assertThat(twins.get(service).orElseThrow().json()).contains("\"a\":1").doesNotContain("\"b\"");
    }

    @Test
    void provisioning_twice_changes_nothing_and_says_what_differs() {
        assertThat(done(twins.provision(LAMP, THING, POLICY, ADMIN))).isEqualTo(new Provisioned(false, List.of()));
        String other = "{\"attributes\":{\"street\":\"Side\",\"pole\":7},"
                + "\"features\":{\"luminaire\":{\"properties\":{\"level\":99}}}}";
        assertThat(done(twins.provision(LAMP, other, "", ADMIN)).differences())
                .containsExactly(
                        "attributes/street is \"Main\", asked for was \"Side\".",
                        "attributes/pole is missing, asked for was 7.");
        assertThat(twins.get(LAMP).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void provisioning_with_a_policy_that_does_not_exist_is_refused() {
        assertThat(refused(twins.provision(ThingId.parse("city:x"), "{\"policyId\":\"city:none\"}", "", ADMIN)))
                .hasMessageContaining("city:none");
    }

    @Test
    void deleting_takes_the_policy_along_and_twice_is_no_error() {
        done(twins.delete(LAMP, ADMIN));
        done(twins.delete(LAMP, ADMIN));
        assertThat(twins.get(LAMP)).isEmpty();
        assertThat(done(twins.provision(LAMP, THING, POLICY, ADMIN)).created()).isTrue();
        assertThat(twins.get(LAMP).orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    void a_device_may_not_delete() {
        assertThat(refused(twins.delete(LAMP, DEVICES)).code()).isEqualTo("things:thing.notdeletable");
    }

    @Test
    void a_place_is_the_geo_json_point_of_the_location() {
        String location = "{\"attributes\":{\"location\":{\"type\":\"Point\",\"coordinates\":[4.9,52.37]}}}";
        done(twins.merge(LAMP, location, ADMIN));
        assertThat(twins.get(LAMP).orElseThrow().place()).contains(new Place(52.37, 4.9));
    }

    @Test
    void json_that_is_none_is_refused() {
        assertThat(refused(twins.merge(LAMP, "{nonsense", ADMIN)).status()).isEqualTo(400);
        assertThatThrownBy(() -> done(twins.provision(LAMP, "[]", "", ADMIN)))
                .hasCauseInstanceOf(TwinRefusedException.class);
    }

    private static TwinRefusedException refused(java.util.concurrent.CompletionStage<?> stage) {
        return (TwinRefusedException) failure(stage);
    }

    @Test
    void a_service_makes_its_thing_under_a_policy_that_others_own() {
        ThingId service = ThingId.parse("city:lighting");
        Cause lighting = Cause.of("service:lighting", "shows its state");
        String policy =
                """
                {"entries":{
                  "owner":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "service":{"subjects":{"service:lighting":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

        done(twins.merge(service, "{\"attributes\":{\"a\":1},\"_policy\":" + policy + "}", lighting));
        done(twins.merge(service, "{\"attributes\":{\"b\":2}}", lighting));
        assertThat(twins.get(service).orElseThrow().json()).contains("\"a\":1", "\"b\":2");

        assertThat(failure(twins.merge(
                        ThingId.parse("city:nobody"),
                        "{\"_policy\":" + policy.replace("policy:/", "message:/") + "}",
                        lighting)))
                .isInstanceOf(TwinRefusedException.class);
    }
}
