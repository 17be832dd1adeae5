// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.itests.HonoDevice.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How commands of an application of Hono reach devices that speak MQTT, in each role that subscribes for them. */
@ExtendWith(HonoCity.Extension.class)
class HonoMqttCommandIT {

    private static final String EMPTY = "application/vnd.eclipse-hono-empty-notification";
    private static final int COMMANDS = 20;

    @ParameterizedTest
    @CsvSource({
        "command///req/#, 0",
        "c///q/#, 1",
        "command//+/req/#, 1",
        "c//+/q/#, 0",
        "command//{target}/req/#, 0",
        "c//{target}/q/#, 1"
    })
    void commandsReachWhoeverSubscribedForThemUntilItUnsubscribes(String form, int qos, HonoCity hono)
            throws Exception {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String subscriber = tenant.device("");
            boolean own = form.contains("///");
            String target = own ? subscriber : tenant.register("{\"via\":[\"" + subscriber + "\"]}");
            String filter = form.replace("{target}", target);
            try (HonoDevice device = HonoDevice.of(hono, tenant, subscriber)) {
                assertThat(device.subscribe(filter, qos)).isEqualTo(qos);
                assertThat(tenant.heard()).containsEntry("contentType", EMPTY).containsEntry("property.ttd", "-1");
                answered(tenant, device, target, filter.replace("+", target).replace("/#", ""), qos);
                oneWay(hono, tenant, device, target);
                device.unsubscribe(filter);
                assertThat(tenant.heard()).containsEntry("contentType", EMPTY).containsEntry("property.ttd", "0");
                assertThatThrownBy(() -> tenant.command(target, "dim", "")).hasMessageContaining("no consumer");
            }
        }
    }

    private static void answered(HonoTenant tenant, HonoDevice device, String target, String topic, int qos)
            throws Exception {
        for (int n = 0; n < COMMANDS; n++) {
            String payload = n % 2 == 0 ? "" : "value " + n;
            CompletableFuture<Map<String, String>> answer =
                    CompletableFuture.supplyAsync(() -> tenant.command(target, "dim", payload));
            Received command = device.next();
            assertThat(command.payload()).isEqualTo(payload);
            assertThat(command.topic()).startsWith(topic + "/").endsWith("/dim");
            String verb = n % 2 == 0 ? "s" : "res";
            device.publish("c//" + command.part(2) + "/" + verb + "/" + command.part(4) + "/200", "ok " + n, qos);
            assertThat(answer.get(15, TimeUnit.SECONDS))
                    .containsEntry("status", "200")
                    .containsEntry("payload", "ok " + n);
        }
    }

    private static void oneWay(HonoCity hono, HonoTenant tenant, HonoDevice device, String target) throws Exception {
        for (int n = 0; n < COMMANDS; n++) {
            hono.application().oneWayCommand(tenant.id(), target, "dim", "value " + n);
            Received command = device.next();
            assertThat(command.part(4)).as("id of a request").isEmpty();
            assertThat(command.part(5)).isEqualTo("dim");
            assertThat(command.payload()).isEqualTo("value " + n);
        }
    }

    @Test
    void aCommandThatItsDeviceDoesNotAcknowledgeHasFailed(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("")) {
            String id = tenant.device("");
            try (HonoDevice device = HonoDevice.of(hono, tenant, id).silent()) {
                assertThat(device.subscribe("command///req/#", 1)).isEqualTo(1);
                for (int n = 0; n < 2; n++) {
                    assertThatThrownBy(() -> tenant.command(id, "dim", ""))
                            .hasMessageContaining("did not receive PUBACK");
                    assertThat(device.next().part(5)).isEqualTo("dim");
                }
                assertThat(device.heardNothing()).isTrue();
            }
        }
    }
}
