// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.TenantLimits.MaxTtl;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static final String TENANT = FakeCity.TENANT;
    private static final DeviceId LAMP = new DeviceId(TENANT, "lamp");

    private final FakeCity city = new FakeCity().register("lamp").register("gateway");

    @Test
    void aWrongPasswordDoesNotHideARightToken() {
        Admission admission = city.platform("hono-mqtt")
                .login(List.of(
                        new Credential.Password(TENANT, "lamp", "wrong"),
                        new Credential.Token(TENANT, "lamp", "token of lamp")))
                .toCompletableFuture()
                .join();
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void whoBringsNothingIsNobody() {
        Admission admission = city.platform("hono-mqtt")
                .login(List.of())
                .toCompletableFuture()
                .join();
        assertThat(admission).isEqualTo(new Admission.Refused(401, "Unauthorized"));
    }

    @Test
    void aGatewayWithTheAuthorityMakesItsDeviceKnown() {
        city.letProvision("gateway");
        DeviceId sensor = new DeviceId(TENANT, "sensor");
        Admission admission = city.platform("hono-mqtt")
                .admitSender(new DeviceId(TENANT, "gateway"), sensor)
                .toCompletableFuture()
                .join();
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        Message event = city.messages.get(0);
        assertThat(event.device()).isEqualTo(sensor);
        assertThat(event.contentType()).isEqualTo(Notices.PROVISIONED);
        assertThat(event.properties())
                .containsEntry("hono_registration_status", "NEW")
                .containsEntry("orig_adapter", "hono-device-registry")
                .containsEntry("orig_address", "event");
    }

    @Test
    void connectionsAreToldAsEventsWhereThatIsWanted() {
        city.connectionEvents(Notices.Mode.EVENTS);
        Notices notices = city.platform("hono-mqtt").notices();
        assertThat(notices.connected(LAMP, "client-1").toCompletableFuture().join())
                .isTrue();
        notices.disconnected(LAMP, "client-1");
        assertThat(city.messages)
                .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        text -> assertThat(text).contains("\"connected\"", "\"client-1\"", "\"hono-mqtt\""),
                        text -> assertThat(text).contains("\"disconnected\""));
    }

    @Test
    void ofADeviceThatIsGoneNothingIsTold() {
        city.connectionEvents(Notices.Mode.EVENTS);
        Notices notices = city.platform("hono-mqtt").notices();
        city.unregister("lamp");
        notices.disconnected(LAMP, "client-1");
        assertThat(city.messages).isEmpty();
    }

    @Test
    void aDeviceCannotPassForSomethingElseByItsWords() {
        Registration registration = new Registration(LAMP, true, Map.of("adapter", "acme:lamp"), Set.of(), Map.of());
        Map<String, String> words = new MessageWords("hono-http", registration, MaxTtl.NONE)
                .said(Map.of("adapter", "evil:one", "fport", "85", "orig_adapter", "x"))
                .from("telemetry", 1)
                .all();
        assertThat(words)
                .containsEntry("adapter", "acme:lamp")
                .containsEntry("fport", "85")
                .containsEntry("orig_adapter", "hono-http")
                .containsEntry("qos", "1");
    }

    @Test
    void theTenantLimitsHowLongAMessageLives() {
        Registration registration = new Registration(LAMP, true, Map.of("ttl", "30"), Set.of(), Map.of());
        MaxTtl most = new MaxTtl(Duration.ofSeconds(60), MaxTtl.FOR_EVER, Duration.ofSeconds(10), MaxTtl.FOR_EVER);
        assertThat(words(registration, most)
                        .ttl(Endpoint.EVENT, 1, Optional.of("90"))
                        .all())
                .containsEntry("ttl", "60000");
        assertThat(words(registration, most)
                        .ttl(Endpoint.EVENT, 1, Optional.of("-5"))
                        .all())
                .containsEntry("ttl", "30000");
        assertThat(words(registration, most)
                        .ttl(Endpoint.TELEMETRY, 1, Optional.empty())
                        .all())
                .containsEntry("ttl", "10000");
        assertThat(words(registration, MaxTtl.NONE)
                        .ttl(Endpoint.TELEMETRY, 0, Optional.of("1"))
                        .all())
                .containsEntry("ttl", "30000");
    }

    private static MessageWords words(Registration registration, MaxTtl most) {
        return new MessageWords("hono-mqtt", registration, most);
    }
}
