// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.thing.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told about connections, and what comes too late or twice. */
class NoteTest {

    private static final Acknowledgement STORED = new Acknowledgement.Stored();
    private static final String KIND = "application/vnd.eclipse-hono-";
    private static final String NOON = "2026-11-21T12:00:00Z";
    private static final String FOR_EVER = "9999-12-31T23:59:59.999Z";

    private final Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aDeviceThatTakesCommandsUntilFurtherNoticeIsReady() {
        assertThat(empty("-1")).isEqualTo(STORED);
        assertThat(status("readySince")).contains(NOON);
        assertThat(status("readyUntil")).contains(FOR_EVER);
        assertThat(bench.memory.get(Bench.thing("lamp-1")).orElseThrow().json())
                .contains("org.eclipse.ditto:ConnectionStatus:1.0.0");
    }

    @Test
    void aDeviceThatWaitsForAWhileIsReadyForThatLong() {
        empty("60");
        assertThat(status("readyUntil")).contains("2026-11-21T12:01:00Z");
    }

    @Test
    void aDeviceThatIsGoneWasReadyUntilThen() {
        empty("-1");
        bench.clock.advance(Duration.ofMinutes(5));
        empty("0");
        assertThat(status("readySince")).contains(NOON);
        assertThat(status("readyUntil")).contains("2026-11-21T12:05:00Z");
    }

    @Test
    void aConnectionThatOpensAndClosesShows() {
        connection("{\"cause\":\"connected\",\"remote-id\":\"4711\",\"source\":\"hono-mqtt\"}");
        assertThat(status("readyUntil")).contains(FOR_EVER);
        bench.clock.advance(Duration.ofMinutes(5));
        connection("{\"cause\":\"disconnected\",\"remote-id\":\"4711\",\"source\":\"hono-mqtt\"}");
        assertThat(status("readyUntil")).contains("2026-11-21T12:05:00Z");
    }

    @Test
    void aNoteThatSaysNothingChangesNothing() {
        assertThat(connection("garbage")).isEqualTo(STORED);
        assertThat(connection("{}")).isEqualTo(STORED);
        assertThat(empty("soon")).isEqualTo(STORED);
        assertThat(send(KIND + "device-provisioning-notification", Map.of(), "{}"))
                .isEqualTo(STORED);
        assertThat(status("readyUntil")).isEmpty();
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void aNoteOfADeviceWithoutAThingIsAcknowledged() {
        for (DeviceId device : new DeviceId[] {Bench.device("nobody"), new DeviceId("5c2f0b1e-9a3d", "7")}) {
            Message message = bench.message(device, KIND + "empty-notification", Map.of("ttd", "-1"), "");
            assertThat(bench.send(message)).isEqualTo(STORED);
        }
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void aNoteThatThePolicyRefusesIsAcknowledged() {
        bench.memory.refuse(Bench.thing("lamp-1"));
        assertThat(empty("-1")).isEqualTo(STORED);
    }

    @Test
    void anOldNoteDoesNotUndoALaterOne() {
        Message old = bench.message(Bench.device("lamp-1"), KIND + "empty-notification", Map.of("ttd", "-1"), "");
        bench.clock.advance(Duration.ofMinutes(5));
        empty("-1");
        bench.clock.advance(Duration.ofMinutes(5));
        empty("0");
        bench.send(old);
        assertThat(status("readySince")).contains("2026-11-21T12:05:00Z");
        assertThat(status("readyUntil")).contains("2026-11-21T12:10:00Z");
    }

    @Test
    void aMessageThatALogGivesTwiceChangesNothing() {
        Message first = bench.message("lamp-1", "5").with("creation-time", "1");
        bench.clock.advance(Duration.ofSeconds(1));
        Message second = bench.message("lamp-1", "6").with("creation-time", "2");
        bench.send(first);
        bench.send(second);
        long revision = bench.memory.get(Bench.thing("lamp-1")).orElseThrow().revision();
        assertThat(bench.send(first)).isEqualTo(STORED);
        assertThat(bench.send(second)).isEqualTo(STORED);
        assertThat(bench.memory.get(Bench.thing("lamp-1")).orElseThrow().revision())
                .isEqualTo(revision);
        assertThat(bench.router.status().reason()).contains("2 repeated");
    }

    @Test
    void aMessageThatWasRefusedIsTakenWhenTheLogGivesItAgain() {
        Message message = bench.message("lamp-1", "garbage").with("creation-time", "1");
        bench.stores.full(true);
        assertThat(bench.send(message)).isInstanceOf(Acknowledgement.Refused.class);
        bench.stores.full(false);
        assertThat(bench.send(message)).isInstanceOf(Acknowledgement.Quarantined.class);
        assertThat(bench.send(message)).isEqualTo(STORED);
        assertThat(bench.router.quarantine().size()).isEqualTo(1);
    }

    @Test
    void whatWaitedInQuarantineForTooLongIsDropped() {
        bench.lamp("lamp-1", Map.of("adapter", "acme:tram"));
        bench.send(bench.message("lamp-1", "5").with("ttl", "1000"));
        assertThat(bench.router.quarantine().size()).isEqualTo(1);
        bench.clock.advance(Duration.ofSeconds(2));
        bench.adapter("tram", new Lamp(), "acme:tram:1.0.0");
        bench.settle();
        assertThat(bench.router.quarantine().size()).isZero();
        assertThat(bench.level("lamp-1")).isEmpty();
        assertThat(bench.router.status().reason()).contains("1 expired");
    }

    private Acknowledgement empty(String ttd) {
        return send(KIND + "empty-notification", Map.of("ttd", ttd), "");
    }

    private Acknowledgement connection(String json) {
        return send(KIND + "dc-notification+json", Map.of(), json);
    }

    private Acknowledgement send(String contentType, Map<String, String> properties, String payload) {
        return bench.send(bench.message(Bench.device("lamp-1"), contentType, properties, payload));
    }

    private Optional<String> status(String name) {
        Property<String> property = new Property<>(
                "org.eclipse.ditto:ConnectionStatus:1.0.0", "ConnectionStatus", "status/" + name, String.class);
        return bench.memory.get(Bench.thing("lamp-1")).flatMap(twin -> twin.get(property));
    }
}
