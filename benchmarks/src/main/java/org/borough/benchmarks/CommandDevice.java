// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A device that takes commands, and answers those that want an answer with 200. */
final class CommandDevice extends SimpleChannelInboundHandler<MqttMessage> {

    private final String user;
    private final String password;
    private final CountDownLatch listens = new CountDownLatch(1);
    private final Semaphore received = new Semaphore(0);

    CommandDevice(String user, String password) {
        this.user = user;
        this.password = password;
    }

    CountDownLatch listens() {
        return listens;
    }

    /** A permit for each command that came. */
    Semaphore received() {
        return received;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId("commanded")
                .cleanSession(true)
                .keepAlive(60)
                .username(user)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        MqttMessageType type = message.fixedHeader().messageType();
        if (type == MqttMessageType.CONNACK) {
            context.writeAndFlush(MqttMessageBuilders.subscribe()
                    .messageId(1)
                    .addSubscription(MqttQoS.AT_LEAST_ONCE, "command///req/#")
                    .build());
        } else if (type == MqttMessageType.SUBACK) {
            listens.countDown();
        } else if (message instanceof MqttPublishMessage command) {
            take(context, command);
        }
    }

    private void take(ChannelHandlerContext context, MqttPublishMessage command) {
        received.release();
        context.write(MqttMessageBuilders.pubAck()
                .packetId(command.variableHeader().packetId())
                .build());
        String requestId = command.variableHeader().topicName().split("/")[4];
        if (!requestId.isEmpty()) {
            context.write(MqttMessageBuilders.publish()
                    .topicName("command///res/" + requestId + "/200")
                    .qos(MqttQoS.AT_MOST_ONCE)
                    .payload(Unpooled.EMPTY_BUFFER)
                    .build());
        }
        context.flush();
    }
}
