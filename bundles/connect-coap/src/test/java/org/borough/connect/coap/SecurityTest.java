// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.endpoint.testing.FakeCity;
import org.borough.endpoint.testing.TestTls;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityTest {

    private static final DeviceId LAMP = new DeviceId(FakeCity.TENANT, "lamp");

    @TempDir
    private Path folder;

    private ServerKey key(String name) throws Exception {
        TestTls.named(folder, name);
        Path password = folder.resolve("password");
        Files.writeString(password, "changeit\n");
        return ServerKey.of(folder.resolve(name + ".p12"), password);
    }

    @Test
    void aWrongKeyAnUnknownNameAndAMalformedOneGetNowhere() {
        try (Running endpoint = new Running()) {
            endpoint.city.register("lamp");
            for (String[] claim : new String[][] {
                {"lamp@springfield", "wrong"}, {"nobody@springfield", "key"}, {"lamp", "key"}, {"@", "key"}
            }) {
                try (CoapDevice device = CoapDevice.withKey(endpoint.port(), claim[0], claim[1])) {
                    assertThat(device.postCode("/telemetry", "x")).isEqualTo(CoapDevice.NOTHING);
                }
            }
            assertThat(endpoint.city.messages).isEmpty();
            assertThat(endpoint.peers.associations()).isZero();
            try (CoapDevice device = endpoint.device("lamp")) {
                assertThat(device.postCode("/telemetry", "x")).isEqualTo(204);
            }
        }
    }

    @Test
    void aCertificateServesInsteadOfAKeyUnlessTheRegistryDoesNotBelieveIt() throws Exception {
        ServerKey key = key("lamp");
        try (Running endpoint = new Running(Running.settings(100, 16, 500), Optional.of(key));
                CoapDevice lamp = CoapDevice.withCertificate(endpoint.port(), key);
                CoapDevice other = endpoint.device("other")) {
            endpoint.city.register("lamp").register("other");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
            assertThat(other.postCode("/telemetry", "x")).isEqualTo(204);
            assertThat(endpoint.city.messages)
                    .extracting(message -> message.device().id())
                    .containsExactly("lamp", "other");
            endpoint.city.unregister("lamp");
            try (CoapDevice stranger = CoapDevice.withCertificate(endpoint.port(), key)) {
                assertThat(stranger.postCode("/telemetry", "x")).isEqualTo(CoapDevice.NOTHING);
                await().until(() -> endpoint.peers.associations() == 2);
            }
            assertThat(endpoint.city.messages).hasSize(2);
        }
    }

    @Test
    void aDeviceThatIsDeletedLosesItsAssociationAndWhateverItWaitsFor() {
        try (Running endpoint = new Running();
                CoapDevice lamp = endpoint.device("lamp")) {
            endpoint.city.register("lamp").register("other");
            try (CoapDevice other = endpoint.device("other")) {
                assertThat(other.postCode("/telemetry", "x")).isEqualTo(204);
                CompletableFuture<CoapResponse> waiting =
                        lamp.sending(lamp.request(Code.POST, "/telemetry?hono-ttd=30", "x"));
                await().until(() -> endpoint.city.ways.containsKey(CommandTarget.own(LAMP)));
                assertThat(endpoint.peers.associations()).isEqualTo(2);
                endpoint.city.unregister("lamp");
                endpoint.peers.changed(LAMP, false);
                await().until(() -> endpoint.peers.associations() == 1 && endpoint.city.ways.isEmpty());
                assertThat(waiting).isNotNull();
                assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(CoapDevice.NOTHING);
                assertThat(other.postCode("/telemetry", "x")).isEqualTo(204);
            }
            assertThat(endpoint.city.messages).hasSize(3);
        }
    }

    @Test
    void aDeviceIsAdmittedAnewWithEveryRequest() {
        try (Running endpoint = new Running();
                CoapDevice lamp = endpoint.device("lamp")) {
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
            endpoint.city.unregister("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(404);
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
        }
    }

    @Test
    void whatWasProvenEndsAtItsTime() {
        try (Running endpoint = new Running();
                CoapDevice lamp = endpoint.device("lamp")) {
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
            endpoint.city.unregister("lamp");
            endpoint.peers.changed(new DeviceId(FakeCity.TENANT, "somebody else"), false);
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(401);
            await().until(() -> endpoint.peers.associations() == 0);
        }
    }

    @Test
    void thereAreNoMoreAssociationsThanAllowedButSilentOnesMakeRoom() {
        try (Running endpoint = new Running(Running.settings(2, 16, 500), Optional.empty())) {
            endpoint.city.register("a").register("b").register("c");
            try (CoapDevice a = endpoint.device("a");
                    CoapDevice b = endpoint.device("b");
                    CoapDevice c = endpoint.device("c")) {
                assertThat(a.postCode("/t", "x")).isEqualTo(204);
                assertThat(b.postCode("/t", "x")).isEqualTo(204);
                // In the tests an association is silent after a second.
                await().until(() -> c.postCode("/t", "x") == 204);
                assertThat(endpoint.peers.associations()).isEqualTo(2);
            }
        }
    }

    @Test
    void aPortInUseIsNamedWithItsKey() {
        try (Running endpoint = new Running()) {
            CoapSettings same = Running.settings(endpoint.port(), 1, 1, 1);
            assertThatThrownBy(() -> new Running(same, Optional.empty()))
                    .isInstanceOf(BoroughException.class)
                    .hasMessageContaining("dtlsPort")
                    .hasMessageContaining(Integer.toString(endpoint.port()));
        }
    }

    @Test
    void theStatusSaysWhatIsOpen() {
        Running endpoint = new Running();
        assertThat(endpoint.peers.status().level()).isEqualTo(Status.Level.OK);
        assertThat(endpoint.peers.status().reason()).contains("127.0.0.1:" + endpoint.port());
        endpoint.close();
        assertThat(endpoint.peers.status().level()).isEqualTo(Status.Level.FAILED);
    }
}
