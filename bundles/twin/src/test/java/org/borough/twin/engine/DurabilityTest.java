// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.borough.twin.engine.EngineFixture.ADMIN;
import static org.borough.twin.engine.EngineFixture.DEVICES;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;
import static org.borough.twin.engine.EngineFixture.done;
import static org.borough.twin.engine.EngineFixture.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Status;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingUnavailableException;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.junit.jupiter.api.Test;

class DurabilityTest {

    private static final Property<Long> COUNT = Property.of("borough:count:1.0.0", "count", Long.class);
    private static final TwinEngine.Settings SMALL =
            new TwinEngine.Settings(3, 5, 2, 10, 100, 1000, SubjectSettings.DEFAULT);

    @Test
    void nothing_is_seen_before_it_is_on_disk() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            fixture.store.hold();
            CompletionStage<Void> report = report(fixture, 1);
            assertThat(report.toCompletableFuture()).isNotDone();
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().get(COUNT))
                    .isEmpty();
            fixture.store.letGo();
            done(report);
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().get(COUNT))
                    .contains(1L);
        }
    }

    @Test
    void what_waits_for_the_disk_is_written_together_and_in_order() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            fixture.store.hold();
            List<CompletionStage<Void>> reports = new ArrayList<>();
            for (long i = 1; i <= 100; i++) {
                reports.add(report(fixture, i));
            }
            await().until(() -> fixture.store.held() == 1);
            fixture.store.letGo();
            reports.forEach(EngineFixture::done);
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().get(COUNT))
                    .contains(100L);
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().revision())
                    .isEqualTo(101);
        }
    }

    @Test
    void a_disk_that_refuses_changes_nothing_and_later_writes_go_on() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            fixture.store.hold();
            CompletionStage<Void> first = report(fixture, 1);
            CompletionStage<Void> second = report(fixture, 2);
            fixture.store.refuse(true);
            fixture.store.letGo();
            assertThat(((TwinRefusedException) failure(first)).status()).isEqualTo(503);
            assertThat(failure(second)).hasMessageContaining("disk is full");
            assertThat(fixture.engine.status().level()).isEqualTo(Status.Level.FAILED);
            assertThat(fixture.refusal(
                            ModifyAttribute.of(LAMP_ID, JsonPointer.of("/x"), JsonValue.of(1), as("borough:admin"))))
                    .isInstanceOf(ThingUnavailableException.class);
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().revision())
                    .isEqualTo(1);

            fixture.store.refuse(false);
            done(report(fixture, 3));
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().get(COUNT))
                    .contains(3L);
            assertThat(fixture.engine.twins().get(LAMP).orElseThrow().revision())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_thing_and_its_policy_are_made_both_or_neither() {
        try (EngineFixture fixture = new EngineFixture()) {
            fixture.store.refuse(true);
            failure(fixture.engine.twins().provision(LAMP, EngineFixture.THING, EngineFixture.POLICY, ADMIN));
            assertThat(fixture.store.size()).isZero();
            assertThat(fixture.engine.twins().get(LAMP)).isEmpty();
            fixture.store.refuse(false);
            fixture.withLamp();
        }
    }

    @Test
    void a_kill_loses_nothing_and_old_events_are_trimmed() {
        MemoryStore store = new MemoryStore();
        EngineFixture killed = new EngineFixture(store, SMALL).withLamp();
        for (long i = 1; i <= 50; i++) {
            done(report(killed, i));
        }
        String before = killed.engine.twins().get(LAMP).orElseThrow().json();
        // Two snapshots and up to three older ones, the journals from the oldest of them on, a mark.
        assertThat(store.size()).isLessThan(20);

        // Opened anew without closing: as after a kill.
        try (EngineFixture again = new EngineFixture(store, SMALL)) {
            assertThat(again.engine.twins().get(LAMP).orElseThrow().json()).isEqualTo(before);
            assertThat(again.engine.twins().get(LAMP).orElseThrow().revision()).isEqualTo(51);
            assertThat(done(again.engine.twins().provision(LAMP, EngineFixture.THING, EngineFixture.POLICY, ADMIN))
                            .differences())
                    .isEmpty();
        }
        try (EngineFixture third = new EngineFixture(store, SMALL)) {
            assertThat(third.engine.twins().get(LAMP).orElseThrow().json()).isEqualTo(before);
        }
    }

    @Test
    void deleted_things_keep_their_revisions_over_a_restart() {
        MemoryStore store = new MemoryStore();
        try (EngineFixture first = new EngineFixture(store, SMALL).withLamp()) {
            done(first.engine.twins().delete(LAMP, ADMIN));
        }
        try (EngineFixture second = new EngineFixture(store, SMALL)) {
            Twins twins = second.engine.twins();
            assertThat(twins.get(LAMP)).isEmpty();
            second.withLamp();
            assertThat(twins.get(LAMP).orElseThrow().revision()).isEqualTo(3);
        }
    }

    private static CompletionStage<Void> report(EngineFixture fixture, long count) {
        return fixture.engine.twins().report(LAMP, List.of(COUNT.is(count)), DEVICES);
    }
}
