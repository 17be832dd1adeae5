// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Act;
import org.borough.connect.RegistryChange.Kind;
import org.borough.thing.BoroughException;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenDevicesTest {

    private static final Instant NOW = Instant.parse("2026-05-04T00:00:00Z");
    private static final DeviceId LAMP = new DeviceId("springfield", "lamp-7");

    private final SeenDevices seen = new SeenDevices(Tenants.of("springfield"), 2);

    private static Message message(String id, Instant at, Map<String, String> properties) {
        return new Message(
                new DeviceId("springfield", id), "", Endpoint.EVENT, 1, "text/plain", properties, new byte[0], at);
    }

    private static RegistryChange change(Kind kind, Act act, DeviceId device, boolean enabled) {
        return new RegistryChange(kind, act, device, enabled, NOW);
    }

    private boolean admitted(DeviceId device) {
        return seen.admit(device, "", "") instanceof Admission.Admitted;
    }

    @Test
    void defaultsAreLearntFromWhatIsNotOfTheMessage() {
        seen.saw(message("lamp-7", NOW, Map.of("adapter", "a:b:1", "device_id", "lamp-7", "qos", "1", "ttd", "30")));
        assertThat(seen.list("springfield")).singleElement().satisfies(found -> assertThat(found.defaults())
                .isEqualTo(Map.of("adapter", "a:b:1")));
        assertThat(seen.list("other")).isEmpty();
    }

    @Test
    void onlyServedTenantsAreAdmittedAndNobodyLogsIn() {
        assertThat(admitted(LAMP)).isTrue();
        assertThat(admitted(new DeviceId("shelbyville", "lamp-7"))).isFalse();
        assertThat(seen.authenticate(new Credential.Password("springfield", "lamp-7", "x"), "hono-mqtt")
                        .toCompletableFuture()
                        .join())
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(401));
    }

    @Test
    void oldestAreForgotten() {
        for (String id : new String[] {"a", "b", "c"}) {
            seen.saw(message(id, NOW, Map.of("adapter", "x")));
        }
        assertThat(seen.list("")).extracting(found -> found.device().id()).containsExactly("b", "c");
    }

    @Test
    void disabledDeviceIsRefusedUntilItIsEnabledOrSpeaksAgain() {
        seen.changed(change(Kind.DEVICE, Act.UPDATE, LAMP, false));
        assertThat(admitted(LAMP)).isFalse();
        seen.changed(change(Kind.DEVICE, Act.UPDATE, LAMP, true));
        assertThat(admitted(LAMP)).isTrue();
        seen.changed(change(Kind.DEVICE, Act.DELETE, LAMP, false));
        seen.saw(message("lamp-7", NOW.minusSeconds(1), Map.of()));
        assertThat(admitted(LAMP)).isFalse();
        seen.saw(message("lamp-7", NOW.plusSeconds(1), Map.of()));
        assertThat(admitted(LAMP)).isTrue();
    }

    @Test
    void disabledTenantTakesItsDevicesAlong() {
        seen.changed(change(Kind.TENANT, Act.UPDATE, new DeviceId("springfield", ""), false));
        assertThat(admitted(LAMP)).isFalse();
        seen.changed(change(Kind.TENANT, Act.UPDATE, new DeviceId("springfield", ""), true));
        assertThat(admitted(LAMP)).isTrue();
    }

    @Test
    void nodeIsNamedByConfigurationOrOnceForAll(@TempDir Path folder) {
        assertThat(NodeId.of(" a1 ", Optional.empty())).isEqualTo("a1");
        String made = NodeId.of("", Optional.of(folder));
        assertThat(made).matches("[0-9a-f]{8}");
        assertThat(NodeId.of("", Optional.of(folder))).isEqualTo(made);
    }

    @Test
    void oddTenantsAreNamed() {
        assertThatThrownBy(() -> Tenants.of("spring field"))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("tenants of org.borough.connect.hono is 'spring field'");
    }
}
