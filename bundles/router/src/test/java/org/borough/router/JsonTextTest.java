// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.thing.BoroughException;
import org.borough.thing.Endpoint;
import org.borough.thing.JsonText;
import org.borough.thing.ThingId;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    record Report(double level, Optional<Lamp> lamp) {}

    record Lamp(boolean on) {}

    private final Json json = new Json();

    @Test
    void aRecordIsReadAndUnknownMembersAreIgnored() {
        Report report =
                text("{\"level\":5,\"lamp\":{\"on\":true},\"more\":[1]}").as(Report.class);
        assertThat(report).isEqualTo(new Report(5, Optional.of(new Lamp(true))));
        assertThat(text("{\"level\":5}").as(Report.class).lamp()).isEmpty();
    }

    @Test
    void scalarsAreFoundByTheirPath() {
        JsonText text = text("{\"a\":{\"b\":[1,{\"c\":\"x\"}],\"d\":2.5,\"e\":true,\"f\":null}}");
        assertThat(text.get("a/b/0", Long.class)).contains(1L);
        assertThat(text.get("a/b/0", Double.class)).contains(1.0);
        assertThat(text.get("a/b/1/c", String.class)).contains("x");
        assertThat(text.get("a/d", Long.class)).isEmpty();
        assertThat(text.get("a/e", Boolean.class)).contains(true);
        assertThat(text.get("a/f", String.class)).isEmpty();
        assertThat(text.get("a/b/9", Long.class)).isEmpty();
        assertThat(text.get("x/y", Long.class)).isEmpty();
    }

    @Test
    void errorsNameMemberAndPosition() {
        assertThatThrownBy(() -> text("{\"lamp\":{\"on\":\"maybe\"}}").as(Report.class))
                .isInstanceOf(BoroughException.class)
                .hasMessageContainingAll("Report", "lamp/on", "line 1");
        assertThatThrownBy(() -> text("{\"level\":").get("level", Long.class))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> text("{} trailing").as(Report.class)).isInstanceOf(BoroughException.class);
        assertThatThrownBy(() -> text("").as(Report.class)).hasMessageContaining("empty");
    }

    @Test
    void inAnUplinkErrorsAreTheDevicesFault() {
        assertThatThrownBy(() -> uplink("nonsense".getBytes(StandardCharsets.UTF_8))
                        .json()
                        .as(Report.class))
                .isInstanceOf(UndecodableUplinkException.class);
        assertThatThrownBy(() -> uplink(new byte[] {(byte) 0xC3, 0x28}).json())
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("UTF-8");
    }

    private JsonText text(String text) {
        return JacksonText.of(json, text);
    }

    private DeviceUplink uplink(byte[] payload) {
        Message message = new Message(
                new DeviceId("t", "t:d"), "", Endpoint.EVENT, 1, "application/json", Map.of(), payload, Instant.EPOCH);
        return new DeviceUplink(ThingId.parse("t:d"), "a:b:1", message, json);
    }
}
