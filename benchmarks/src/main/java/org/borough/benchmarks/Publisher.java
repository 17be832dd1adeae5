// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** One device: a radar counter whose running total counts its messages. */
final class Publisher extends SimpleChannelInboundHandler<MqttMessage> {

    /** How many messages may wait for their acknowledgement, and how long to pause between two (0: not at all). */
    record Pace(MqttQoS qos, int window, long pauseNanos) {}

    private static final int IDS = 0x10000;
    /** More than one paced connection ever has under way; a power of two. */
    private static final int REMEMBERED = 4096;

    private final String user;
    private final String password;
    private final String topic;
    private final Pace pace;
    private final Histogram histogram;
    private final LoadClock clock;
    private final Listening listening;
    private final LongAdder offered;
    private final Semaphore dialling;
    private final long[] sentAt;
    private int next = 1;
    private boolean running;

    Publisher(
            String user,
            String password,
            String topic,
            Pace pace,
            Histogram histogram,
            LoadClock clock,
            LongAdder offered,
            Semaphore dialling,
            Listening listening) {
        this.user = user;
        this.password = password;
        this.topic = topic;
        this.pace = pace;
        this.histogram = histogram;
        this.clock = clock;
        this.listening = listening;
        this.offered = offered;
        this.dialling = dialling;
        this.sentAt = new long[pace.window() == 1 && pace.pauseNanos() == 0 ? 2 : REMEMBERED];
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        MqttMessageBuilders.ConnectBuilder connect = MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(user.replace('@', '-'))
                .cleanSession(true)
                .keepAlive(60);
        if (!password.isEmpty()) {
            connect.username(user).password(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        context.writeAndFlush(connect.build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case CONNACK -> begin(context, (MqttConnAckMessage) message);
            case PUBACK -> acknowledged(context, (MqttMessageIdVariableHeader) message.variableHeader());
            default -> {}
        }
    }

    private void begin(ChannelHandlerContext context, MqttConnAckMessage answer) {
        dialling.release();
        MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
        if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            System.err.println(user + " was refused: " + code);
            context.close();
            return;
        }
        if (pace.pauseNanos() > 0) {
            context.executor()
                    .scheduleAtFixedRate(
                            () -> {
                                publish(context);
                                context.flush();
                            },
                            (long) (Math.random() * pace.pauseNanos()),
                            pace.pauseNanos(),
                            TimeUnit.NANOSECONDS);
            return;
        }
        running = true;
        if (pace.qos() == MqttQoS.AT_MOST_ONCE) {
            flood(context);
            return;
        }
        for (int i = 0; i < pace.window(); i++) {
            publish(context);
        }
        context.flush();
    }

    /** As much as the socket takes. */
    private void flood(ChannelHandlerContext context) {
        while (context.channel().isWritable() && !clock.over(System.nanoTime())) {
            for (int i = 0; i < pace.window(); i++) {
                publish(context);
            }
            context.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (running
                && pace.qos() == MqttQoS.AT_MOST_ONCE
                && pace.pauseNanos() == 0
                && context.channel().isWritable()) {
            // Not at once: a write that finds the socket empty would call itself without end.
            context.executor().execute(() -> flood(context));
        }
    }

    private void acknowledged(ChannelHandlerContext context, MqttMessageIdVariableHeader header) {
        long now = System.nanoTime();
        if (clock.measures(now)) {
            histogram.recordValue(now - sentAt[header.messageId() & sentAt.length - 1]);
        }
        if (pace.pauseNanos() == 0 && !clock.over(now)) {
            publish(context);
        }
    }

    private void publish(ChannelHandlerContext context) {
        int id = next;
        next = next == IDS - 1 ? 1 : next + 1;
        // The builder copies it, so it must not come from a pool.
        ByteBuf payload = Unpooled.buffer(17);
        payload.writeByte(0xBE).writeByte(1).writeByte(4).writeShort(1).writeShort(2);
        payload.writeShort(id).writeShort(4).writeShort(7200).writeShort(3300).writeShort(313);
        long now = System.nanoTime();
        sentAt[id & sentAt.length - 1] = now;
        listening.sent(id, now);
        if (clock.measures(now)) {
            offered.increment();
        }
        context.write(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(pace.qos())
                .messageId(id)
                .payload(payload)
                .build());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println(user + ": " + cause);
        context.close();
    }
}
