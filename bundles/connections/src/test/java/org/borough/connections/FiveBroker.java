// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A small MQTT 5 broker: passes messages on with their properties, and refuses what starts with "refused". */
final class FiveBroker {

    private static final int NOT_AUTHORIZED = 0x87;

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final Channel listening;
    private final Map<Channel, List<String>> filters = new ConcurrentHashMap<>();
    private final Map<String, Channel> clients = new ConcurrentHashMap<>();
    final BlockingQueue<MqttConnectMessage> greetings = new LinkedBlockingQueue<>();

    FiveBroker() throws InterruptedException {
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        opened.pipeline().addLast(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE, new Client());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    void close() throws InterruptedException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static boolean matches(String filter, String topic) {
        String pattern = filter.replace("+", "[^/]+").replace("#", ".*");
        return topic.matches(pattern);
    }

    /** One client; all run on one thread. */
    private final class Client extends SimpleChannelInboundHandler<MqttMessage> {

        private MqttConnectMessage greeting;
        private boolean left;
        private int lastId;

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
            switch (packet.fixedHeader().messageType()) {
                case CONNECT -> greet(context, (MqttConnectMessage) packet);
                case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) packet);
                case PUBLISH -> publish(context, (MqttPublishMessage) packet);
                case PUBREL -> context.writeAndFlush(about(MqttMessageType.PUBCOMP, id(packet)));
                case PUBREC -> context.writeAndFlush(about(MqttMessageType.PUBREL, id(packet)));
                case PINGREQ ->
                    context.writeAndFlush(new MqttMessage(
                            new MqttFixedHeader(MqttMessageType.PINGRESP, false, MqttQoS.AT_MOST_ONCE, false, 0)));
                case DISCONNECT -> {
                    left = true;
                    context.close();
                }
                default -> {
                    // Acknowledgements are believed.
                }
            }
        }

        private void greet(ChannelHandlerContext context, MqttConnectMessage packet) {
            greeting = packet;
            clients.put(packet.payload().clientIdentifier(), context.channel());
            greetings.add(packet);
            boolean known = !"refused".equals(packet.payload().userName());
            context.writeAndFlush(MqttMessageBuilders.connAck()
                    .returnCode(
                            known
                                    ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                                    : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5)
                    .properties(MqttProperties.NO_PROPERTIES)
                    .sessionPresent(false)
                    .build());
        }

        private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage packet) {
            List<MqttTopicSubscription> wanted = packet.payload().topicSubscriptions();
            filters.put(
                    context.channel(),
                    wanted.stream().map(MqttTopicSubscription::topicFilter).toList());
            int[] codes = wanted.stream()
                    .mapToInt(each -> each.topicFilter().startsWith("refused")
                            ? NOT_AUTHORIZED
                            : each.qualityOfService().value())
                    .toArray();
            context.writeAndFlush(new MqttSubAckMessage(
                    new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                    new MqttMessageIdAndPropertiesVariableHeader(
                            packet.variableHeader().messageId(), MqttProperties.NO_PROPERTIES),
                    new MqttSubAckPayload(codes)));
        }

        private void publish(ChannelHandlerContext context, MqttPublishMessage packet) {
            String topic = packet.variableHeader().topicName();
            MqttQoS qos = packet.fixedHeader().qosLevel();
            int id = packet.variableHeader().packetId();
            boolean refused = topic.startsWith("refused");
            if (qos != MqttQoS.AT_MOST_ONCE) {
                MqttMessageType type = qos == MqttQoS.AT_LEAST_ONCE ? MqttMessageType.PUBACK : MqttMessageType.PUBREC;
                context.writeAndFlush(new MqttMessage(
                        new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0),
                        new MqttPubReplyMessageVariableHeader(
                                id, (byte) (refused ? NOT_AUTHORIZED : 0), MqttProperties.NO_PROPERTIES)));
            }
            if (!refused) {
                byte[] payload = new byte[packet.payload().readableBytes()];
                packet.payload().readBytes(payload);
                passOn(topic, qos, packet.variableHeader().properties(), payload);
            }
        }

        private void passOn(String topic, MqttQoS qos, MqttProperties properties, byte[] payload) {
            filters.forEach((channel, wanted) -> {
                if (wanted.stream().anyMatch(filter -> matches(filter, topic))) {
                    lastId = lastId % 60_000 + 1;
                    channel.writeAndFlush(new MqttPublishMessage(
                            new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, false, 0),
                            new MqttPublishVariableHeader(topic, qos == MqttQoS.AT_MOST_ONCE ? 0 : lastId, properties),
                            Unpooled.wrappedBuffer(payload)));
                }
            });
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            filters.remove(context.channel());
            if (greeting != null && !left && greeting.variableHeader().isWillFlag()) {
                passOn(
                        greeting.payload().willTopic(),
                        MqttQoS.AT_MOST_ONCE,
                        greeting.payload().willProperties(),
                        greeting.payload().willMessageInBytes());
            }
        }
    }

    /** Breaks the connection of a client as a network does. */
    void hangUp(String clientId) {
        clients.get(clientId).close();
    }

    private static MqttMessage about(MqttMessageType type, int id) {
        MqttQoS qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(new MqttFixedHeader(type, false, qos, false, 0), MqttMessageIdVariableHeader.from(id));
    }

    private static int id(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }
}
