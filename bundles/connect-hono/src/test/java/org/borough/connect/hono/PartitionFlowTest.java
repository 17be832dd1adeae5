// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.hono.HonoTopics.Kind;
import org.junit.jupiter.api.Test;

class PartitionFlowTest {

    private static final Acknowledgement STORED = new Acknowledgement.Stored();
    private static final Acknowledgement FULL = new Acknowledgement.Refused(503, "the disk is full");
    private static final Acknowledgement FAULTY = new Acknowledgement.Refused(400, "no such tenant");
    private static final Instant START = Instant.parse("2026-05-04T00:00:00Z");

    private final List<String> fed = new ArrayList<>();
    private final List<CompletableFuture<Acknowledgement>> results = new ArrayList<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private final PartitionFlow flow = new PartitionFlow(this::take, 4, new Counters());

    private Intake take(ConsumerRecord<String, byte[]> taken) {
        fed.add(taken.key() + taken.offset());
        CompletableFuture<Acknowledgement> result = new CompletableFuture<>();
        results.add(result);
        return new Intake(room, result);
    }

    private void add(String device, long offset) {
        flow.add(new ConsumerRecord<>("hono.event.t", 0, offset, device, new byte[0]));
    }

    @Test
    void onlyWhatIsDoneUpToThereIsCommitted() {
        add("a", 0);
        add("b", 1);
        add("c", 2);
        flow.step(START);
        results.get(2).complete(STORED);
        results.get(1).complete(new Acknowledgement.Quarantined("no adapter"));
        flow.step(START);
        assertThat(flow.offset()).isEmpty();
        results.get(0).complete(FAULTY);
        flow.step(START);
        assertThat(flow.offset()).contains(3L);
        flow.committed(3);
        assertThat(flow.offset()).isEmpty();
        assertThat(flow.isIdle()).isTrue();
    }

    @Test
    void partitionRestsWhileItsLaneIsFull() {
        room = new CompletableFuture<>();
        add("a", 0);
        add("b", 1);
        flow.step(START);
        assertThat(fed).containsExactly("a0");
        assertThat(flow.isFull()).isTrue();
        room.complete(null);
        flow.step(START);
        assertThat(fed).containsExactly("a0", "b1");
        assertThat(flow.isFull()).isFalse();
    }

    @Test
    void noMoreAreUnderWayThanAllowed() {
        for (int i = 0; i < 10; i++) {
            add("a", i);
        }
        flow.step(START);
        assertThat(fed).hasSize(4);
        results.get(0).complete(STORED);
        flow.step(START);
        assertThat(fed).hasSize(5);
    }

    @Test
    void refusedRecordIsRepeatedAfterAPauseWithWhatItsDeviceSentLater() {
        add("a", 0);
        add("b", 1);
        add("a", 2);
        flow.step(START);
        results.get(0).complete(FULL);
        results.get(1).complete(STORED);
        flow.step(START);
        assertThat(fed).hasSize(3);
        results.get(2).complete(STORED);
        add("c", 3);
        flow.step(START);
        assertThat(flow.trouble()).contains("the disk is full");
        assertThat(flow.isFull()).isTrue();
        assertThat(flow.offset()).isEmpty();
        flow.step(START.plusMillis(199));
        assertThat(fed).hasSize(3);
        flow.step(START.plusMillis(200));
        assertThat(fed).containsExactly("a0", "b1", "a2", "a0", "a2");
        results.subList(3, 5).forEach(result -> result.complete(STORED));
        flow.step(START.plusMillis(201));
        assertThat(fed).endsWith("c3");
        assertThat(flow.offset()).contains(3L);
        assertThat(flow.trouble()).isEmpty();
    }

    @Test
    void pauseGrowsWhileTheRefusalLasts() {
        add("a", 0);
        flow.step(START);
        results.get(0).complete(FULL);
        flow.step(START);
        flow.step(START.plusMillis(200));
        results.get(1).complete(FULL);
        flow.step(START.plusMillis(200));
        flow.step(START.plusMillis(500));
        assertThat(fed).hasSize(2);
        flow.step(START.plusMillis(600));
        assertThat(fed).hasSize(3);
    }

    @Test
    void settledMeansThatNothingIsOpen() {
        add("a", 0);
        add("b", 1);
        flow.step(START);
        flow.drop();
        assertThat(flow.isSettled()).isFalse();
        results.forEach(result -> result.complete(STORED));
        assertThat(flow.isSettled()).isTrue();
        assertThat(flow.offset()).contains(2L);
    }

    @Test
    void tenantsAreNamedOrAll() {
        assertThat("hono.event.a.b".matches(Tenants.of("x, a.b").pattern(Kind.EVENT)))
                .isTrue();
        assertThat("hono.event.aXb".matches(Tenants.of("x", "a.b").pattern(Kind.EVENT)))
                .isFalse();
        assertThat("hono.event.any".matches(Tenants.of("*").pattern(Kind.EVENT)))
                .isTrue();
        assertThat(Tenants.of("*").areAll()).isTrue();
    }
}
