// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.endpoint.testing.FakeCity;

/** A connection without a network, whose time passes at will and whose every byte of memory is accounted for. */
final class Wire implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    final FakeCity city = new FakeCity().register("lamp");
    private final HttpConnections connections = new HttpConnections();
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel(false, false);
    private final StringBuilder answers = new StringBuilder();

    Wire() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        HttpSettings settings = Running.settings(0, 10, "*");
        Platform platform = new Platform(
                HttpPipeline.PROTOCOL, city, city, new AtOnce(city), city, Notices.Mode.NONE, Clock.systemUTC());
        channel.config().setAllocator(memory);
        new HttpPipeline(platform, settings, connections).addHandlers(channel.pipeline());
        channel.register();
    }

    /** One whose other side reads nothing. */
    static Wire deaf() throws Exception {
        Wire wire = new Wire();
        wire.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                // The other side has no room.
            }
        });
        return wire;
    }

    /** Whether more would be read from the other side. */
    boolean isRead() {
        return channel.config().isAutoRead();
    }

    /** Sends it in pieces of these lengths, over and over. */
    void send(byte[] bytes, List<Integer> pieces) {
        int from = 0;
        for (int turn = 0; from < bytes.length && channel.isOpen(); turn++) {
            int length = Math.min(pieces.get(turn % pieces.size()), bytes.length - from);
            channel.writeInbound(memory.buffer(length).writeBytes(bytes, from, length));
            from += length;
            collect();
        }
    }

    /** Lets all time-outs pass; whoever is still connected then has been forgotten. */
    void end() {
        pass(Duration.ofSeconds(60));
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).as("still open after %s", answers).isFalse();
        channel.checkException();
        assertThat(connections.defects()).isZero();
        assertThat(connections.table().size()).isZero();
    }

    List<Integer> statuses() {
        List<Integer> statuses = new ArrayList<>();
        for (Matcher matcher = STATUS.matcher(answers); matcher.find(); ) {
            statuses.add(Integer.parseInt(matcher.group(1)));
        }
        return statuses;
    }

    /** Looks whether every answer is one, and whether all memory was given back. */
    @Override
    public void close() {
        channel.finishAndReleaseAll();
        assertThat(memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory())
                .as("bytes not given back")
                .isZero();
    }

    private void pass(Duration time) {
        // Waiting requests stand in a line, and each wait begins when the one before has ended.
        for (int i = 0; i < 10; i++) {
            channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
        collect();
    }

    private void collect() {
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            answers.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
    }

    /** Lets in without delay, since nothing happens on its own here. */
    private record AtOnce(FakeCity city) implements Registrations {

        @Override
        public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
            if (credential instanceof Credential.Token) {
                return CompletableFuture.completedStage(new Admission.Refused(401, "Unauthorized"));
            }
            return CompletableFuture.completedStage(city.authenticate(credential, protocol)
                    .toCompletableFuture()
                    .join());
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
