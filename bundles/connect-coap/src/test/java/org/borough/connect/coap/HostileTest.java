// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.coap.option.OpaqueOptionDefinition;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.RawData;

/** Whatever is sent, the port goes on serving, and nobody gets in who is not let in. */
class HostileTest {

    private final Running endpoint = new Running();
    private final Nat nat = new Nat(endpoint.port());
    private CoapDevice lamp;
    private DatagramSocket stranger;

    @BeforeProperty
    void start() throws IOException {
        endpoint.city.register("lamp");
        lamp = CoapDevice.withKey(nat.port(), "lamp@" + FakeCity.TENANT, "key");
        assertThat(lamp.postCode("/telemetry", "first")).isEqualTo(204);
        stranger = new DatagramSocket(0, Nat.loopback());
    }

    @AfterProperty
    void theDeviceIsStillServedAndNobodyElseWas() {
        assertThat(lamp.postCode("/telemetry", "last")).isEqualTo(204);
        assertThat(endpoint.city.messages)
                .allSatisfy(message -> assertThat(message.device().id()).isEqualTo("lamp"));
        try (CoapDevice again = endpoint.device("lamp")) {
            assertThat(again.postCode("/telemetry", "again")).isEqualTo(204);
        }
        lamp.close();
        stranger.close();
        nat.close();
        endpoint.close();
    }

    private void fromStranger(byte[] datagram) throws IOException {
        stranger.send(new DatagramPacket(datagram, datagram.length, Nat.loopback(), endpoint.port()));
    }

    @Property(tries = 1000)
    void randomBytesReachNobody(@ForAll @Size(max = 1500) byte[] datagram) throws IOException {
        int before = endpoint.city.messages.size();
        fromStranger(datagram);
        assertThat(endpoint.city.messages).hasSize(before);
    }

    @Property(tries = 1000)
    void changedRecordsOfARealAssociationReachNobody(@ForAll @IntRange(min = 0) int seed) throws IOException {
        int before = endpoint.city.messages.size();
        byte[] record = nat.datagrams.get(seed % nat.datagrams.size()).clone();
        fromStranger(mutated(record, new Random(seed)));
        fromStranger(record);
        assertThat(endpoint.city.messages).hasSize(before);
    }

    @Property(tries = 1000)
    void changedMessagesOfADeviceAreTheDevices(@ForAll @IntRange(min = 0) int seed) {
        Random random = new Random(seed);
        Request request = lamp.request(Code.POST, "/telemetry?a=b&hono-ttd=0", "payload");
        request.setType(random.nextBoolean() ? Type.NON : Type.CON);
        request.setMID(random.nextInt(65_536));
        request.setToken(new Token(new byte[] {9, 9, (byte) seed}));
        request.getOptions().setBlock1(random.nextInt(7), random.nextBoolean(), random.nextInt(4));
        raw(mutated(new UdpDataSerializer().getByteArray(request), random));
    }

    @Property(tries = 300)
    void randomPlaintextOfADeviceHarmsNobody(@ForAll @Size(max = 600) byte[] plaintext) {
        raw(plaintext);
    }

    private void raw(byte[] plaintext) {
        InetSocketAddress server = new InetSocketAddress(Nat.loopback(), nat.port());
        lamp.connector.send(RawData.outbound(plaintext, new AddressEndpointContext(server), null, false));
    }

    @Property(tries = 300)
    void randomOptionsAreReadWithoutFault(
            @ForAll @Size(max = 8) List<@StringLength(max = 50) String> path,
            @ForAll @Size(max = 8) List<@StringLength(max = 50) String> query,
            @ForAll @IntRange(min = 0, max = 65_535) int format,
            @ForAll @IntRange(min = 0, max = 65_535) int option,
            @ForAll @Size(max = 20) byte[] value) {
        Request request = new Request(Code.POST);
        path.forEach(request.getOptions()::addUriPath);
        query.forEach(request.getOptions()::addUriQuery);
        request.getOptions().setContentFormat(format);
        request.getOptions().addOtherOption(new OpaqueOptionDefinition(option | 0x1_000, "Other").create(value));
        DeviceRequest read = DeviceRequest.of(request);
        assertThat(read.path()).isEqualTo(path);
        assertThat(Route.of(read.path())).isNotNull();
        assertThat(Wishes.objection(read, Endpoint.EVENT)).isNotNull();
        assertThat(read.said()).doesNotContainKeys("empty", "piggy", "hono-time", "content-type");
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed =
                random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 20)) : bytes.clone();
        for (int i = random.nextInt(6); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }
}
