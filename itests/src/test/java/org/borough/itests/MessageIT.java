// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.itests.PahoDevice.Received;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device from Hono's registry and a thing from Ditto's API, without any adapter: an app asks, the device answers. */
@ExtendWith(CityExtension.class)
class MessageIT {

    private static final String PASSWORD = "a-bulb-needs-a-long-secret";
    private static final String BULB = "/api/2/things/org.acme:bulb";

    @BeforeAll
    static void register(City city) {
        assertThat(city.api("POST", "/v1/tenants/mail", "").statusCode()).isEqualTo(201);
        assertThat(city.api("POST", "/v1/devices/mail/org.acme:bulb", "").statusCode())
                .isEqualTo(201);
        String credentials = "[{\"type\":\"hashed-password\",\"auth-id\":\"bulb\",\"secrets\":[{\"pwd-plain\":\""
                + PASSWORD + "\"}]}]";
        assertThat(city.api("PUT", "/v1/credentials/mail/org.acme:bulb", credentials)
                        .statusCode())
                .isEqualTo(204);
        assertThat(city.api("PUT", BULB, "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void aMessageReachesTheDeviceAsItIsAndItsAnswerComesBack(City city) throws Exception {
        try (PahoDevice bulb = new PahoDevice.V3(city.ports().mqtt(), "bulb@mail", PASSWORD)) {
            BlockingQueue<Received> commands = bulb.subscribe("command///req/#");
            var answer = post(city, "/inbox/messages/setBrightness", "{\"brightness\": 87}");
            Received command = commands.poll(10, TimeUnit.SECONDS);
            assertThat(command.topic()).matches("command///req/[^/]+/setBrightness");
            assertThat(command.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"brightness\": 87}");

            bulb.publish(response(command, "200/?content-type=text%2Fplain"), "done".getBytes(StandardCharsets.UTF_8));

            HttpResponse<String> answered = answer.get(10, TimeUnit.SECONDS);
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.body()).isEqualTo("done");
            assertThat(answered.headers().firstValue("content-type")).contains("text/plain");

            var refused = post(city, "/features/lamp/inbox/messages/blink/fast", "[1]");
            command = commands.poll(10, TimeUnit.SECONDS);
            assertThat(command.topic()).endsWith("/blink/fast");
            bulb.publish(response(command, "409"), new byte[0]);
            assertThat(refused.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void aSleepingDeviceGetsLaterWhatWantsNoAnswer(City city) throws Exception {
        HttpResponse<String> accepted = city.api("POST", BULB + "/inbox/messages/later?timeout=0", "{\"a\": 1}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        try (PahoDevice bulb = new PahoDevice.V5(city.ports().mqtt(), "bulb@mail", PASSWORD)) {
            Received command = bulb.subscribe("command///req/#").poll(10, TimeUnit.SECONDS);
            assertThat(command.topic()).isEqualTo("command///req//later");
            assertThat(command.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\": 1}");
        }
    }

    @Test
    void whatCannotBeAnsweredIsAnErrorAsDittoHasIt(City city) {
        assertThat(city.api("POST", BULB + "/inbox/messages/anybody?timeout=300ms", "{}"))
                .satisfies(late -> assertThat(late.statusCode()).isEqualTo(408))
                .satisfies(late -> assertThat(late.body()).contains("\"command.timeout\""));
        assertThat(city.api("POST", "/api/2/things/org.acme:none/inbox/messages/x", "{}")
                        .statusCode())
                .isEqualTo(404);
        String silent = "{\"_policy\":{\"entries\":{\"owner\":{\"subjects\":{\"borough:admin\":{\"type\":\"user\"}},"
                + "\"resources\":{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                + "\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}}}}";
        assertThat(city.api("PUT", "/api/2/things/org.acme:mute", silent).statusCode())
                .isEqualTo(201);
        assertThat(city.api("POST", "/api/2/things/org.acme:mute/inbox/messages/x", "{}"))
                .satisfies(forbidden -> assertThat(forbidden.statusCode()).isEqualTo(403))
                .satisfies(forbidden -> assertThat(forbidden.body()).contains("\"messages:send.notallowed\""));
    }

    private static CompletableFuture<HttpResponse<String>> post(City city, String path, String body) {
        return CompletableFuture.supplyAsync(() -> city.api("POST", BULB + path, body));
    }

    private static String response(Received command, String status) {
        String[] levels = command.topic().split("/");
        return "command///res/" + levels[4] + "/" + status;
    }
}
