// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Incoming.Fate;
import org.borough.connections.transport.Incoming.Settlement;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.TransportException;

/** The conversation with a broker. Runs on the channel's thread. */
final class MqttSession extends SimpleChannelInboundHandler<MqttMessage> {

    /** How many messages the broker may have under way to this side, where it can be told that. */
    static final int RECEIVE_MAXIMUM = 100;

    private static final int GREETING_SECONDS = 15;
    private static final int FAILURE = 0x80;

    private final MqttSettings settings;
    private final String clientId;
    private final List<MqttSubscription> subscriptions;
    private final Owner owner;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Set<Integer> arriving = new HashSet<>();
    private final Set<Integer> received = new HashSet<>();
    private final Map<Integer, CompletableFuture<Receipt>> leaving = new HashMap<>();
    private ChannelHandlerContext context;
    private int lastId;
    private boolean pinged;
    private volatile boolean reading = true;
    private volatile boolean left;

    /** Whom the session belongs to. */
    interface Owner {
        void received(External message, String topic, Settlement settlement);

        void lost(String why);

        /** The broker shall send again what was not acknowledged. */
        void wantsRedelivery(Fate fate);
    }

    MqttSession(MqttSettings settings, String clientId, List<MqttSubscription> subscriptions, Owner owner) {
        this.settings = settings;
        this.clientId = clientId;
        this.subscriptions = subscriptions;
        this.owner = owner;
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    void reading(boolean on) {
        reading = on;
    }

    /** What happens from now on is wanted. */
    void leave() {
        left = true;
    }

    void failed(TransportException why) {
        left = true;
        opened.completeExceptionally(why);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        active.executor()
                .schedule(
                        () -> failed(TransportException.unavailable("The broker did not answer in time.")),
                        GREETING_SECONDS,
                        TimeUnit.SECONDS);
        SslHandler tls = active.pipeline().get(SslHandler.class);
        if (tls == null) {
            greet();
        } else {
            tls.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    greet();
                } else {
                    failed(TransportException.unavailable("TLS: " + done.cause().getMessage()));
                }
            });
        }
    }

    private void greet() {
        context.writeAndFlush(Packets.connect(settings, clientId, RECEIVE_MAXIMUM));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext active, MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            context.close();
            return;
        }
        switch (packet.fixedHeader().messageType()) {
            case CONNACK -> greeted((MqttConnAckMessage) packet);
            case SUBACK -> subscribed((MqttSubAckMessage) packet);
            case PUBLISH -> arrived((MqttPublishMessage) packet);
            case PUBREL -> released(id(packet));
            case PUBACK, PUBCOMP -> settled(packet);
            case PUBREC -> passedOn(packet);
            case PINGRESP -> pinged = false;
            case DISCONNECT -> context.close();
            default -> {
                // Nothing else is meant for a client.
            }
        }
    }

    private void greeted(MqttConnAckMessage packet) {
        MqttConnectReturnCode code = packet.variableHeader().connectReturnCode();
        if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            String why = "The broker refused the connection: " + code;
            boolean unknown = code.name().contains("AUTHORIZED") || code.name().contains("USER_NAME");
            failed(unknown ? TransportException.unauthorized(why) : TransportException.unavailable(why));
            return;
        }
        if (subscriptions.isEmpty()) {
            opened.complete(null);
            return;
        }
        MqttMessageBuilders.SubscribeBuilder subscribe =
                MqttMessageBuilders.subscribe().messageId(nextId());
        if (settings.five()) {
            subscribe.properties(MqttProperties.NO_PROPERTIES);
        }
        subscriptions.forEach(each -> subscribe.addSubscription(MqttQoS.valueOf(each.qos()), each.filter()));
        context.writeAndFlush(subscribe.build());
    }

    private void subscribed(MqttSubAckMessage packet) {
        List<Integer> codes = packet.payload().reasonCodes();
        for (int i = 0; i < codes.size() && i < subscriptions.size(); i++) {
            if (codes.get(i) >= FAILURE) {
                failed(TransportException.unavailable("The broker refused the subscription of "
                        + subscriptions.get(i).filter() + " with code " + codes.get(i) + "."));
                return;
            }
        }
        opened.complete(null);
    }

    private void arrived(MqttPublishMessage packet) {
        String topic = packet.variableHeader().topicName();
        int id = packet.variableHeader().packetId();
        MqttQoS qos = packet.fixedHeader().qosLevel();
        if (qos == MqttQoS.EXACTLY_ONCE && received.contains(id)) {
            context.writeAndFlush(Packets.about(MqttMessageType.PUBREC, id));
            return;
        }
        if (qos != MqttQoS.AT_MOST_ONCE && !arriving.add(id)) {
            return;
        }
        owner.received(Packets.message(packet), topic, fate -> settle(qos, id, fate));
    }

    private void settle(MqttQoS qos, int id, Fate fate) {
        if (qos == MqttQoS.AT_MOST_ONCE) {
            return;
        }
        boolean again = fate == Fate.AGAIN || fate == Fate.AGAIN_IF_ASKED && settings.reconnectForRedelivery();
        context.executor().execute(() -> {
            if (again) {
                owner.wantsRedelivery(fate);
                return;
            }
            arriving.remove(id);
            if (qos == MqttQoS.EXACTLY_ONCE) {
                received.add(id);
            }
            context.writeAndFlush(
                    Packets.about(qos == MqttQoS.EXACTLY_ONCE ? MqttMessageType.PUBREC : MqttMessageType.PUBACK, id));
        });
    }

    private void released(int id) {
        received.remove(id);
        context.writeAndFlush(Packets.about(MqttMessageType.PUBCOMP, id));
    }

    void publish(String topic, int qos, External message, CompletableFuture<Receipt> done) {
        if (context == null || !context.channel().isActive()) {
            done.completeExceptionally(lostConnection());
            return;
        }
        int id = qos == 0 ? 0 : nextId();
        if (qos > 0) {
            leaving.put(id, done);
        }
        context.writeAndFlush(Packets.publish(settings, topic, qos, id, message))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        leaving.remove(id);
                        done.completeExceptionally(TransportException.unavailable(
                                "Not sent: " + written.cause().getMessage()));
                    } else if (qos == 0) {
                        done.complete(Receipt.OK);
                    }
                });
    }

    private static TransportException lostConnection() {
        return TransportException.unavailable("The connection to the broker is lost.");
    }

    private int nextId() {
        do {
            lastId = lastId % 0xFFFF + 1;
        } while (leaving.containsKey(lastId));
        return lastId;
    }

    private void passedOn(MqttMessage packet) {
        if (reason(packet) >= FAILURE) {
            settled(packet);
        } else {
            context.writeAndFlush(Packets.about(MqttMessageType.PUBREL, id(packet)));
        }
    }

    private void settled(MqttMessage packet) {
        CompletableFuture<Receipt> done = leaving.remove(id(packet));
        if (done == null) {
            return;
        }
        int reason = reason(packet);
        if (reason >= FAILURE) {
            done.completeExceptionally(
                    TransportException.unavailable("The broker refused the message with code " + reason + "."));
        } else {
            done.complete(Receipt.OK);
        }
    }

    private static int id(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }

    private static int reason(MqttMessage packet) {
        return packet.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply
                ? Byte.toUnsignedInt(reply.reasonCode())
                : 0;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext active, Object event) {
        if (event instanceof IdleStateEvent && opened.isDone()) {
            // While reading is paused an answer to the last ping may be among what was not read yet.
            if (pinged && reading) {
                context.close();
                return;
            }
            pinged = true;
            context.writeAndFlush(Packets.simple(MqttMessageType.PINGREQ));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        boolean wasOpen = opened.isDone() && !opened.isCompletedExceptionally();
        opened.completeExceptionally(TransportException.unavailable("The broker closed the connection."));
        Map<Integer, CompletableFuture<Receipt>> lost = Map.copyOf(leaving);
        leaving.clear();
        lost.values().forEach(done -> done.completeExceptionally(lostConnection()));
        if (wasOpen && !left) {
            owner.lost("The connection to the broker is lost.");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        opened.completeExceptionally(TransportException.unavailable(String.valueOf(cause.getMessage())));
        active.close();
    }
}
