// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.RawData;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final int HANDSHAKE = 22;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int RECORD_HEADER = 13;

    @Test
    void aRepeatedMessageIsHandedOverOnce() {
        try (Running endpoint = new Running();
                CoapDevice lamp = endpoint.device("lamp")) {
            endpoint.city.register("lamp");
            for (Type type : new Type[] {Type.CON, Type.NON}) {
                endpoint.city.messages.clear();
                assertThat(CoapDevice.code(lamp.send(repeated(lamp, type)))).isEqualTo(204);
                // The repetition is answered with the same response, which a client may take for a repetition itself.
                lamp.sending(repeated(lamp, type));
                assertThat(lamp.postCode("/telemetry", "next")).isEqualTo(204);
                assertThat(endpoint.city.messages)
                        .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
                        .containsExactly("once", "next");
            }
        }
    }

    private static Request repeated(CoapDevice lamp, Type type) {
        Request request = lamp.request(Code.POST, "/telemetry", "once");
        request.setType(type);
        request.setMID(type == Type.CON ? 4711 : 4712);
        request.setToken(new Token(new byte[] {1, 2, 3, 4}));
        return request;
    }

    @Test
    void aDeviceGoesOnWithoutANewHandshakeWhenItsAddressChanges() {
        try (Running endpoint = new Running();
                Nat nat = new Nat(endpoint.port());
                CoapDevice lamp = CoapDevice.withKey(nat.port(), "lamp@" + FakeCity.TENANT, "key")) {
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "here")).isEqualTo(204);
            int before = nat.datagrams.size();
            nat.changeAddress();
            assertThat(lamp.postCode("/telemetry", "there")).isEqualTo(204);
            assertThat(lamp.postCode("/telemetry", "there")).isEqualTo(204);
            assertThat(nat.datagrams.size() - before).isEqualTo(2);
            assertThat(endpoint.peers.associations()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatForgetsItsAssociationAgainAndAgainTakesNoRoomFromOthers() {
        try (Running endpoint = new Running(Running.patient(3), Optional.empty());
                CoapDevice lamp = endpoint.device("lamp");
                CoapDevice other = endpoint.device("other")) {
            endpoint.city.register("lamp").register("other");
            assertThat(other.postCode("/telemetry", "x")).isEqualTo(204);
            for (int i = 0; i < 6; i++) {
                assertThat(lamp.postCode("/telemetry", "after " + i)).isEqualTo(204);
                lamp.connector.clearConnectionState();
            }
            assertThat(other.postCode("/telemetry", "y")).isEqualTo(204);
            assertThat(endpoint.peers.associations()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aBlockThatIsLongerThanItSaysIsRefused() {
        try (Running endpoint = new Running();
                CoapDevice lamp = endpoint.device("lamp")) {
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
            byte[] record = overlong(lamp);
            InetSocketAddress server = new InetSocketAddress(Nat.loopback(), endpoint.port());
            lamp.connector.send(RawData.outbound(record, new AddressEndpointContext(server), null, false));
            assertThat(lamp.postCode("/telemetry", "y")).isEqualTo(204);
            assertThat(endpoint.city.messages).hasSize(2);
        }
    }

    /** Its second block of 32 bytes, made one of 16. */
    private static byte[] overlong(CoapDevice lamp) {
        Request request = lamp.request(Code.POST, "/telemetry", "x".repeat(26));
        request.setType(Type.CON);
        request.setMID(4713);
        request.setToken(new Token(new byte[] {1}));
        request.getOptions().setBlock1(1, false, 1);
        byte[] bytes = new UdpDataSerializer().getByteArray(request);
        int block = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00d1\u0002\u0011");
        assertThat(block).isPositive();
        bytes[block + 2] = 0x10;
        return bytes;
    }

    @Test
    void aForgedSenderIsSentNoMoreThanItSentAndCostsNothing() throws IOException {
        try (Running endpoint = new Running();
                Nat nat = new Nat(endpoint.port());
                CoapDevice lamp = CoapDevice.withKey(nat.port(), "lamp@" + FakeCity.TENANT, "key")) {
            endpoint.city.register("lamp");
            assertThat(lamp.postCode("/telemetry", "x")).isEqualTo(204);
            byte[] hello = nat.datagrams.get(0);
            for (int i = 0; i < 200; i++) {
                try (DatagramSocket forged = new DatagramSocket(0, Nat.loopback())) {
                    forged.setSoTimeout(5000);
                    forged.send(new DatagramPacket(hello, hello.length, Nat.loopback(), endpoint.port()));
                    DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
                    forged.receive(answer);
                    assertThat(answer.getLength()).isLessThanOrEqualTo(hello.length);
                    assertThat(answer.getData()[0]).isEqualTo((byte) HANDSHAKE);
                    assertThat(answer.getData()[RECORD_HEADER]).isEqualTo((byte) HELLO_VERIFY_REQUEST);
                }
            }
            assertThat(endpoint.peers.associations()).isEqualTo(1);
        }
    }
}
