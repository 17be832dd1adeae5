// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Quarantine;
import org.borough.connect.UplinkTap;
import org.borough.thing.Endpoint;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.things.Luminaire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UplinkTest {

    private final Bench bench = new Bench().lampAdapter().start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anUplinkBecomesAReadingInTheTwinBeforeItIsAcknowledged() {
        bench.lamp("lamp-1");
        assertThat(bench.send("lamp-1", "55")).isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.level("lamp-1")).contains(55.0);
    }

    @Test
    void theRegistrationMayNameTheModelWithItsVersion() {
        bench.lamp("lamp-1", Map.of("adapter", Lamp.MODEL));
        assertThat(bench.send("lamp-1", "5")).isInstanceOf(Acknowledgement.Stored.class);
    }

    @Test
    void theThingsDefinitionNamesTheAdapterWhenTheRegistrationDoesNot() {
        bench.lamp("lamp-1", Map.of());
        bench.memory.with("springfield:lamp-1", "{\"definition\":\"acme:lamp:1.0.0\"}");
        assertThat(bench.send("lamp-1", "5")).isInstanceOf(Acknowledgement.Stored.class);
    }

    @Test
    void withoutAVersionTheNewestModelIsChosen() {
        bench.adapter("old", uplink -> List.of(), "acme:lamp:0.9.0");
        bench.adapter("new", uplink -> List.of(Luminaire.LEVEL.is(10.0)), "acme:lamp:1.10.0");
        bench.adapter("older", uplink -> List.of(), "acme:lamp:1.9.0");
        bench.lamp("lamp-1");
        bench.send("lamp-1", "99");
        assertThat(bench.level("lamp-1")).contains(10.0);
    }

    @Test
    void aModelThatNobodyReadsIsQuarantinedWithTheRemedy() {
        bench.lamp("lamp-1", Map.of("adapter", "acme:tram:2.0.0"));
        assertThat(reason(bench.send("lamp-1", "5")))
                .contains("acme:tram:2.0.0", "springfield:lamp-1", "install its bundle");
    }

    @Test
    void aDeviceWithoutAnyModelIsQuarantinedWithTheRemedy() {
        bench.lamp("lamp-1", Map.of());
        assertThat(reason(bench.send("lamp-1", "5")))
                .contains("no adapter is named for springfield:lamp-1", "defaults", "definition");
    }

    @Test
    void plainJsonIsNotGuessed() {
        bench.lamp("lamp-1", Map.of());
        Message message = bench.message(Bench.device("lamp-1"), "application/json", Map.of(), "{\"level\":5}");
        assertThat(reason(bench.send(message))).contains("no adapter is named");
    }

    @Test
    void anEmptyNotificationNeedsNoAdapter() {
        bench.lamp("lamp-1", Map.of());
        String type = "application/vnd.eclipse-hono-empty-notification";
        assertThat(bench.send(bench.message(Bench.device("lamp-1"), type, Map.of(), "")))
                .isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void aMessageWhoseTimeToLiveIsOverIsDroppedAndCounted() {
        bench.lamp("lamp-1");
        Message message = bench.message("lamp-1", "5").with("ttl", "1000");
        bench.clock.advance(java.time.Duration.ofSeconds(2));
        assertThat(bench.send(message)).isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.level("lamp-1")).isEmpty();
        assertThat(bench.router.status().reason()).contains("1 expired");
    }

    @Test
    void aDeviceThatCanHaveNoThingIsQuarantinedWithTheRemedy() {
        DeviceId device = new DeviceId("5c2f0b1e-9a3d", "7");
        Message message = bench.message(device, "text/plain", Map.of("adapter", "acme:lamp"), "5");
        assertThat(reason(bench.send(message)))
                .contains("5c2f0b1e-9a3d/7 can have no thing", "namespace must start with a letter", "namespace:name");
    }

    @Test
    void whatThePolicyRefusesIsQuarantinedWithItsReason() {
        bench.lamp("lamp-1");
        bench.memory.refuse(Bench.thing("lamp-1"));
        assertThat(reason(bench.send("lamp-1", "5"))).contains("403", "may not be changed");
    }

    @Test
    void aDeviceWithoutAThingIsQuarantined() {
        bench.registrations.add(Bench.device("lamp-9"), Map.of("adapter", "acme:lamp"));
        assertThat(reason(bench.send("lamp-9", "5"))).contains("404", "springfield:lamp-9");
    }

    @Test
    void whatNeitherTwinNorQuarantineCanKeepIsRefused() {
        bench.lamp("lamp-1");
        bench.stores.full(true);
        assertThat(bench.send("lamp-1", "garbage"))
                .isInstanceOfSatisfying(Acknowledgement.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.FAILED);
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void dittoProtocolMergesIntoTheDevicesOwnTwin() {
        bench.lamp("lamp-1", Map.of());
        assertThat(ditto("lamp-1", "merge", "/features/luminaire/properties", "{\"level\":7,\"on\":true}"))
                .isEqualTo(new Acknowledgement.Stored());
        ditto("lamp-1", "modify", "/features/luminaire/properties", "{\"level\":8}");
        assertThat(bench.level("lamp-1")).contains(8.0);
        assertThat(bench.memory.get(Bench.thing("lamp-1")).orElseThrow().get(Luminaire.ON))
                .isEmpty();
    }

    @Test
    void dittoProtocolForAnotherThingIsQuarantined() {
        bench.lamp("lamp-1", Map.of()).lamp("lamp-2", Map.of());
        Message message = bench.message(
                Bench.device("lamp-1"),
                DittoProtocol.CONTENT_TYPE,
                Map.of(),
                "{\"topic\":\"springfield/lamp-2/things/twin/commands/modify\",\"path\":\"/attributes/x\",\"value\":1}");
        assertThat(reason(bench.send(message))).contains("springfield/lamp-2", "springfield/lamp-1");
    }

    @Test
    void everyUplinkThatPassesCanBeWatched() {
        bench.lamp("lamp-1");
        List<UplinkTap.Seen> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> two = new CompletableFuture<>();
        Subscription watching = bench.router.taps().watch(one -> {
            seen.add(one);
            if (seen.size() == 2) {
                two.complete(null);
            }
        });
        bench.send("lamp-1", "5");
        bench.send("lamp-1", "garbage");
        Bench.get(two);
        watching.close();
        bench.send("lamp-1", "6");
        assertThat(seen).extracting(UplinkTap.Seen::result).hasSize(2);
        assertThat(seen.get(0).result()).isEqualTo("luminaire/level=5.0");
        assertThat(seen.get(1).result()).contains("byte 0 is not a level");
        assertThat(seen.get(0).adapter()).isEqualTo(Lamp.MODEL);
    }

    @Test
    void anUplinkWithoutReadingsIsAcknowledged() {
        bench.lamp("lamp-1");
        assertThat(bench.send("lamp-1", "nothing")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void anAnswerOfADeviceWithoutAdapterIsNoTrouble() {
        bench.lamp("lamp-1", Map.of());
        Message plain = bench.message("lamp-1", "5");
        Message response = new Message(
                plain.device(), "", Endpoint.RESPONSE, 1, "text/plain", Map.of(), plain.payload(), plain.receivedAt());
        assertThat(bench.send(response)).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void afterTheStopEverythingIsRefused() {
        bench.lamp("lamp-1");
        bench.router.stop();
        assertThat(bench.send("lamp-1", "5"))
                .isInstanceOfSatisfying(Acknowledgement.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
    }

    private Acknowledgement ditto(String name, String command, String path, String value) {
        String json = "{\"topic\":\"springfield/" + name + "/things/twin/commands/" + command + "\",\"path\":\"" + path
                + "\",\"value\":" + value + "}";
        return bench.send(bench.message(Bench.device(name), DittoProtocol.CONTENT_TYPE, Map.of(), json));
    }

    private String reason(Acknowledgement acknowledgement) {
        assertThat(acknowledgement).isInstanceOf(Acknowledgement.Quarantined.class);
        Quarantine.Entry entry = bench.router.quarantine().latest(1).get(0);
        assertThat(((Acknowledgement.Quarantined) acknowledgement).reason()).isEqualTo(entry.reason());
        return entry.reason();
    }
}
