// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.borough.twin.engine.EngineFixture.ADMIN;
import static org.borough.twin.engine.EngineFixture.DEVICES;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.done;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Long> CHARGE = Property.of("borough:battery:1.0.0", "charge", Long.class);

    private final EngineFixture fixture = new EngineFixture().withLamp();
    private final Twins twins = fixture.engine.twins();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_present_comes_first_and_then_every_change_with_its_cause() {
        Subscription subscription = twins.listen(Interest.all(), heard);
        assertThat(heard.lines).containsExactly("present city:lamp-1@1");
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        done(twins.report(LAMP, List.of(LEVEL.is(10.0, noon)), Cause.of("integration:devices", "uplink 7")));
        await().until(() -> heard.changes.size() == 1);
        Change change = heard.changes.get(0);
        assertThat(change.reported(LEVEL)).contains(10.0);
        assertThat(change.before()).isEqualTo(Optional.of(10.0));
        assertThat(change.at()).isEqualTo(noon);
        assertThat(change.cause()).isEqualTo(Cause.of("integration:devices", "uplink 7"));
        subscription.close();
        done(twins.report(LAMP, List.of(LEVEL.is(11.0)), DEVICES));
        assertThat(heard.changes).hasSize(1);
    }

    @Test
    void a_listener_with_a_capability_hears_of_its_features_and_of_attributes_only() {
        twins.listen(Interest.in("borough:luminaire"), heard);
        done(twins.report(LAMP, List.of(CHARGE.is(3L), LEVEL.is(5.0)), DEVICES));
        done(twins.merge(LAMP, "{\"attributes\":{\"street\":\"Side\"}}", ADMIN));
        done(twins.desire(LAMP, List.of(Setting.of(LEVEL, 9.0)), DEVICES));
        await().until(() -> heard.changes.size() == 3);
        assertThat(heard.changes)
                .extracting(Change::part, Change::feature, Change::path)
                .containsExactly(
                        tuple(Change.Part.PROPERTY, "luminaire", "level"),
                        tuple(Change.Part.ATTRIBUTE, "", "street"),
                        tuple(Change.Part.DESIRED, "luminaire", "level"));
    }

    @Test
    void a_twin_comes_and_goes_with_its_capability() {
        twins.listen(Interest.in("borough:battery"), heard);
        assertThat(heard.lines).isEmpty();
        done(twins.report(LAMP, List.of(CHARGE.is(3L)), DEVICES));
        done(twins.merge(LAMP, "{\"features\":{\"battery\":null}}", ADMIN));
        done(twins.report(LAMP, List.of(CHARGE.is(4L)), DEVICES));
        done(twins.delete(LAMP, ADMIN));
        await().until(() -> heard.lines.size() == 4);
        assertThat(heard.lines)
                .containsExactly(
                        "present city:lamp-1@2", "gone city:lamp-1", "present city:lamp-1@4", "gone city:lamp-1");
    }

    @Test
    void values_inside_values_are_changes_of_their_own() {
        twins.listen(Interest.all(), heard);
        done(twins.merge(LAMP, "{\"attributes\":{\"a\":{\"b\":1,\"c\":2}}}", ADMIN));
        done(twins.merge(LAMP, "{\"attributes\":{\"a\":{\"b\":null}}}", ADMIN));
        await().until(() -> heard.changes.size() == 5);
        assertThat(heard.changes).extracting(Change::path).containsExactly("a", "a/b", "a/c", "a", "a/b");
        assertThat(heard.changes.get(4).after()).isEmpty();
    }

    @Test
    void a_feature_that_comes_or_goes_as_a_whole_has_an_empty_path() {
        twins.listen(Interest.all(), heard);
        done(twins.report(LAMP, List.of(CHARGE.is(3L)), DEVICES));
        await().until(() -> heard.changes.size() == 2);
        assertThat(heard.changes).extracting(Change::path).containsExactly("", "charge");
    }

    @Test
    void changes_of_one_thing_come_in_order_whoever_writes() {
        twins.listen(Interest.all(), heard);
        List<CompletableFuture<?>> writes = new ArrayList<>();
        IntStream.range(0, 500).parallel().forEach(i -> {
            var write =
                    twins.report(LAMP, List.of(LEVEL.is((double) i)), DEVICES).toCompletableFuture();
            synchronized (writes) {
                writes.add(write);
            }
        });
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
        await().until(() -> heard.changes.size() == 500);
        assertThat(heard.changes).extracting(Change::revision).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_listener_that_throws_disturbs_nobody() {
        twins.listen(Interest.all(), new TwinListener() {
            @Override
            public void present(Twin twin) {
                throw new IllegalStateException("present");
            }

            @Override
            public void changed(Twin twin, Change change) {
                throw new IllegalStateException("changed");
            }
        });
        twins.listen(Interest.all(), heard);
        done(twins.report(LAMP, List.of(LEVEL.is(1.0)), DEVICES));
        await().until(() -> heard.changes.size() == 1);
    }

    @Test
    void a_listener_that_hangs_stalls_nobody_and_is_shown_anew_what_it_missed() throws InterruptedException {
        var settings = new TwinEngine.Settings(100, 100, 100, 100, 5, 50, SubjectSettings.DEFAULT);
        CountDownLatch hang = new CountDownLatch(1);
        Heard late = new Heard() {
            @Override
            public void changed(Twin twin, Change change) {
                try {
                    hang.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.changed(twin, change);
            }
        };
        try (EngineFixture small = new EngineFixture(new MemoryStore(), settings).withLamp()) {
            small.engine.twins().listen(Interest.all(), late);
            for (int i = 0; i < 50; i++) {
                done(small.engine.twins().report(LAMP, List.of(LEVEL.is((double) i)), DEVICES));
            }
            assertThat(small.engine.status().reason()).contains("too slow");
            hang.countDown();
            await().until(() -> late.lines.contains("present city:lamp-1@51"));
            await().until(() -> small.engine.status().reason().contains("1 things"));
        }
    }

    private static class Heard implements TwinListener {

        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<Change> changes = new CopyOnWriteArrayList<>();

        @Override
        public void present(Twin twin) {
            lines.add("present " + twin.id() + "@" + twin.revision());
        }

        @Override
        public void changed(Twin twin, Change change) {
            changes.add(change);
        }

        @Override
        public void gone(ThingId thing) {
            lines.add("gone " + thing);
        }
    }
}
