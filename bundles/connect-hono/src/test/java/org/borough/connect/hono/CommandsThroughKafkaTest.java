// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.RegistryChange;
import org.borough.hono.HonoNotification;
import org.borough.rig.HonoPeer.Devices;
import org.borough.rig.HonoPeer.Kind;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Rig.class)
class CommandsThroughKafkaTest {

    private final FakeRouter router = new FakeRouter();

    @Test
    void commandsReachDevicesBehindHonoAndTheirAnswersComeBack() {
        Rig.peer().serveCommands("dim", Devices.ANSWER);
        HonoConnection one = Rig.connect("dim", "n1", router);
        FakeRouter otherRouter = new FakeRouter();
        HonoConnection other = Rig.connect("dim", "n2", otherRouter);

        assertThat(await(deliver(router, "dim", "abc"))).isInstanceOf(Delivery.Delivered.class);
        Rig.await(() -> router.responses.size() == 1);
        CommandResponse answer = router.responses.get(0);
        assertThat(answer.requestId()).isEqualTo("abc");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message().device()).isEqualTo(new DeviceId("dim", "lamp-7"));
        assertThat(answer.message().endpoint()).isEqualTo(Endpoint.RESPONSE);
        assertThat(FakeRouter.text(answer.message())).isEqualTo("40");
        assertThat(Rig.peer().commands("dim"))
                .containsEntry("device", "lamp-7")
                .containsEntry("subject", "dim")
                .containsEntry("contentType", "text/plain")
                .containsEntry("correlationId", "n1.abc")
                .containsEntry("oneWay", "false");

        assertThat(await(deliver(router, "dim", ""))).isInstanceOf(Delivery.Delivered.class);
        Rig.await(() -> Rig.peer().commands("dim").get("count").equals("2"));
        assertThat(Rig.peer().commands("dim")).containsEntry("oneWay", "true");

        Rig.peer().serveCommands("dim", Devices.FAIL);
        await(deliver(router, "dim", "abd"));
        Rig.await(() -> router.responses.size() == 2);
        assertThat(router.responses.get(1).status()).isEqualTo(500);
        // The other node has read the same answers and left them alone.
        assertThat(await(deliver(otherRouter, "dim", "xyz"))).isInstanceOf(Delivery.Delivered.class);
        Rig.await(() -> otherRouter.responses.size() == 1);
        assertThat(otherRouter.responses.get(0).requestId()).isEqualTo("xyz");
        assertThat(router.responses).hasSize(2);
        one.stop();
        other.stop();
        assertThat(router.ways).isEmpty();
    }

    @Test
    void devicesThatAreNotThereAreToldFromThoseThatAreSilent() {
        Rig.peer().serveCommands("gone", Devices.ANSWER);
        HonoConnection connection = Rig.connect("gone", "n1", router);
        // The topic of answers is made by the first answer, and found a moment later.
        Rig.await(() -> await(deliver(router, "gone", "first")) instanceof Delivery.Delivered);
        Rig.await(() -> !router.responses.isEmpty());
        router.responses.clear();

        Rig.peer().serveCommands("gone", Devices.ABSENT);
        Delivery absent = await(deliver(router, "gone", "a"));
        assertThat(absent).isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> {
            assertThat(not.status()).isEqualTo(503);
            assertThat(not.reason()).contains("Temporarily unavailable");
        });
        assertThat(router.responses).isEmpty();

        Rig.peer().send(Kind.EVENT, "gone", 1, 1, Rig.more("device", "lamp-7", "property.ttd", "30"));
        Rig.await(() -> router.opened.contains(CommandTarget.own(new DeviceId("gone", "lamp-7"))));

        Rig.peer().serveCommands("gone", Devices.UNKNOWN);
        await(deliver(router, "gone", "b"));
        Rig.await(() -> router.responses.size() == 1);
        assertThat(router.responses.get(0).requestId()).isEqualTo("b");
        assertThat(router.responses.get(0).status()).isEqualTo(404);
        assertThat(FakeRouter.text(router.responses.get(0).message())).contains("not registered");

        Rig.peer().serveCommands("gone", Devices.SILENT);
        assertThat(await(deliver(router, "gone", "c"))).isInstanceOf(Delivery.Delivered.class);
        assertThat(router.responses).hasSize(1);
        connection.stop();
    }

    @Test
    void changesOfHonosRegistryAreHeard() {
        SeenDevices seen = new SeenDevices(Tenants.of("*"), 100);
        HonoConnection connection = new HonoConnection(Rig.settings("*", "n1"), router, router, seen);
        List<String> heard = new CopyOnWriteArrayList<>();
        connection.bindListener((device, admitted) -> {
            throw new IllegalStateException("deaf");
        });
        connection.bindListener((device, admitted) -> heard.add(device + " " + admitted));
        DeviceId lamp = new DeviceId("registry", "d1");
        Rig.peer().send(Kind.TELEMETRY, "registry", 1, 1, Rig.more("default.adapter", "acme:lamp:1.0.0"));
        Rig.await(() ->
                router.messages().stream().anyMatch(message -> message.device().equals(lamp)));
        Rig.await(() -> router.ways.containsKey(CommandTarget.ofTenant("registry")));
        assertThat(seen.admit(lamp, "", "")).isInstanceOfSatisfying(Admission.Admitted.class, admitted -> assertThat(
                        admitted.registration().defaults())
                .containsEntry("adapter", "acme:lamp:1.0.0"));
        try (Producer<String, byte[]> registry = Rig.clients().producer("registry", Map.of())) {
            for (RegistryChange change : List.of(
                    change(RegistryChange.Kind.DEVICE, RegistryChange.Act.UPDATE, lamp, false),
                    change(RegistryChange.Kind.DEVICE, RegistryChange.Act.UPDATE, lamp, true),
                    change(
                            RegistryChange.Kind.TENANT,
                            RegistryChange.Act.DELETE,
                            new DeviceId("registry", ""),
                            false))) {
                registry.send(HonoNotification.write(change));
            }
        }
        Rig.await(() -> heard.size() == 3);
        assertThat(heard).contains("registry/d1 false", "registry/d1 true", "registry/+ false");
        assertThat(seen.admit(lamp, "", "")).isInstanceOf(Admission.Refused.class);
        assertThat(seen.list("registry")).isEmpty();
        connection.stop();
    }

    private static RegistryChange change(
            RegistryChange.Kind kind, RegistryChange.Act act, DeviceId device, boolean enabled) {
        return new RegistryChange(kind, act, device, enabled, Instant.now());
    }

    private static CompletionStage<Delivery> deliver(FakeRouter router, String tenant, String requestId) {
        byte[] payload = "40".getBytes(StandardCharsets.UTF_8);
        return router.ways
                .get(CommandTarget.ofTenant(tenant))
                .deliver(new DownlinkMessage(
                        new DeviceId(tenant, "lamp-7"), "", requestId, "dim", "text/plain", Map.of(), payload));
    }

    private static Delivery await(CompletionStage<Delivery> stage) {
        return stage.toCompletableFuture().join();
    }
}
