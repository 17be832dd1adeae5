// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.endpoint.testing.FakeCity;

/** Sends bytes through the handlers of a connection, without a socket, and looks at what is left afterwards. */
final class Trial {

    final FakeCity city = new FakeCity().register("gw").register("lamp", Map.of(), "gw");
    final MqttConnections connections = new MqttConnections();
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    Trial(boolean webSocket) {
        Platform platform = new Platform(
                MqttEndpoint.PROTOCOL, city, city, new Prompt(city), city, Notices.Mode.NONE, Clock.systemUTC());
        MqttPipeline mqtt = new MqttPipeline(platform, Running.settings(Map.of()), connections);
        channel.config().setAllocator(memory);
        if (webSocket) {
            new WebSocketPipeline(mqtt).accept(channel.pipeline());
        } else {
            mqtt.accept(channel.pipeline());
        }
        channel.pipeline().fireChannelActive();
    }

    /** Sends them in pieces of that size. */
    Trial send(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length && channel.isOpen(); at += piece) {
            int length = Math.min(piece, bytes.length - at);
            channel.writeInbound(memory.buffer(length).writeBytes(bytes, at, length));
            channel.runPendingTasks();
        }
        return this;
    }

    boolean open() {
        return channel.isOpen();
    }

    /** What must hold whatever was sent. */
    void end() {
        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.checkException();
        boolean letIn = channel.pipeline().get(MqttConnection.class) != null && city.leases() > 0;
        assertThat(channel.isOpen() && !letIn)
                .as("a connection that has proven nothing stays open")
                .isFalse();
        channel.close();
        channel.finishAndReleaseAll();
        assertThat(connections.errors()).as("errors that nobody expected").isZero();
        assertThat(connections.table().size()).as("connections left").isZero();
        assertThat(city.leases()).as("leases left").isZero();
        assertThat(city.ways).as("subscriptions left").isEmpty();
        assertThat(memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory())
                .as("bytes leaked")
                .isZero();
    }

    /** Answers at once, because the event loop here is the test's own thread. */
    private record Prompt(FakeCity city) implements Registrations {

        @Override
        public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
            boolean right = credential instanceof Credential.Password password
                    && password.password().equals("secret");
            return CompletableFuture.completedStage(
                    right
                            ? city.admit(new DeviceId(credential.tenant(), credential.authId()), "", protocol)
                            : new Admission.Refused(401, "bad credentials"));
        }

        @Override
        public Admission admit(DeviceId device, String gateway, String protocol) {
            return city.admit(device, gateway, protocol);
        }

        @Override
        public List<Registration> list(String tenant) {
            return city.list(tenant);
        }
    }
}
