// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Connection;
import org.borough.endpoint.Platform;
import org.borough.endpoint.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from its first byte to its last. Runs on its event loop, except where a method says otherwise. */
final class MqttConnection extends ChannelInboundHandlerAdapter implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    /** Whatever lives longer is closed then, and may connect again. */
    private static final Duration LONGEST_TIMER = Duration.ofDays(365);

    private final Platform platform;
    private final MqttSettings settings;
    private final MqttConnections connections;
    private ChannelHandlerContext ctx;
    private Wire wire;
    private ScheduledFuture<?> deadline;
    private ScheduledFuture<?> stalled;
    private Session session;
    private boolean stopping;
    private boolean surplus;
    private boolean expelled;
    private volatile Entrance entrance;

    MqttConnection(Platform platform, MqttSettings settings, MqttConnections connections) {
        this.platform = platform;
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public boolean isOf(DeviceId asked) {
        Entrance entered = entrance;
        return entered != null && entered.isOf(asked);
    }

    @Override
    public void expel() {
        wire.run(() -> {
            expelled = true;
            close(MqttReasonCodes.Disconnect.ADMINISTRATIVE_ACTION);
        });
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        wire.run(() -> {
            stopping = true;
            CompletionStage<Void> idle = session == null ? CompletableFuture.completedStage(null) : session.stop();
            idle.thenRun(() -> close(MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN))
                    .thenRun(() -> stopped.complete(null));
        });
        return stopped;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        wire = new Wire(context, false);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!connections.table().opened(this, settings.maxConnections())) {
            context.close();
            return;
        }
        surplus = connections.table().size() > settings.maxConnections();
        long millis = settings.connectTimeout().toMillis();
        deadline = context.executor().schedule(() -> tooLate(), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            handle((MqttMessage) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (session != null) {
            session.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (session != null) {
            session.writabilityChanged();
        }
        if (stalled != null) {
            stalled.cancel(false);
            stalled = null;
        }
        if (!wire.writable()) {
            long millis = settings.sendTimeout().toMillis();
            stalled = context.executor().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // While the endpoint itself does not read, silence is not the device's fault, unless it does not read either.
        boolean silent = context.channel().config().isAutoRead() || !wire.writable();
        if (event instanceof IdleStateEvent && silent) {
            close(MqttReasonCodes.Disconnect.KEEP_ALIVE_TIMEOUT);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel(deadline);
        cancel(stalled);
        connections.table().closed(this);
        if (session != null) {
            session.connectionClosed(expelled);
        }
        if (entrance != null) {
            entrance.connectionClosed(expelled);
        }
    }

    private static void cancel(ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("connection {} of {} broke: {}", context.channel(), entrance, cause.toString());
        } else {
            connections.error();
            LOG.warn("connection {} of {} is closed after an error", context.channel(), entrance, cause);
        }
        context.close();
    }

    private void handle(MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            undecodable(message);
        } else if (session != null) {
            session.handle(message);
        } else if (message instanceof MqttConnectMessage first) {
            begin(first);
        } else {
            ctx.close();
        }
    }

    private void begin(MqttConnectMessage first) {
        boolean version5 = Handshake.version5(first);
        wire = new Wire(ctx, version5);
        if (stopping) {
            refuse(Handshake.refusal(version5, 503));
            return;
        }
        if (surplus) {
            refuse(Handshake.full(version5));
            return;
        }
        Optional<MqttConnectReturnCode> objection = Handshake.objection(first);
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        ctx.channel().config().setAutoRead(false);
        // Only between two packets a decoder can be exchanged, and it stands there now.
        ctx.pipeline().replace(MqttDecoder.class, MqttPipeline.DECODER, new Hold());
        entrance = new Entrance(platform, connections.table(), Handshake.clientId(first));
        entrance.enter(
                Handshake.credentials(first, Tls.certificate(ctx.pipeline())),
                answer -> wire.run(() -> {
                    if (wire.open()) {
                        answer(first, answer);
                    }
                }));
    }

    private void answer(MqttConnectMessage first, Admission answer) {
        if (answer instanceof Admission.Admitted admitted) {
            accept(first, admitted);
        } else {
            refuse(Handshake.refusal(wire.version5(), ((Admission.Refused) answer).status()));
        }
    }

    private void accept(MqttConnectMessage first, Admission.Admitted admitted) {
        deadline.cancel(false);
        deadline = expiry(admitted.until());
        keepAlive(first.variableHeader().keepAliveTimeSeconds());
        int payloadBytes = settings.payloadBytes(admitted.registration());
        session = new Session(
                wire, Handshake.limits(first, settings.window()), admitted, platform, connections, settings);
        wire.send(Handshake.accepted(
                first, entrance.clientId(), settings.window(), MqttSettings.packetBytes(payloadBytes)));
        wire.flush();
        connections.accepted();
        if (stopping) {
            close(MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN);
            return;
        }
        ctx.pipeline().replace(Hold.class, MqttPipeline.DECODER, MqttPipeline.decoder(payloadBytes));
        session.readComplete();
    }

    /** Closes the connection when what its device has proven is of no more worth. */
    private ScheduledFuture<?> expiry(Instant until) {
        if (until.equals(Instant.MAX)) {
            return null;
        }
        Duration left = Duration.between(platform.clock().instant(), until);
        long millis = left.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER.toMillis() : Math.max(0, left.toMillis());
        Runnable end = () -> close(MqttReasonCodes.Disconnect.NOT_AUTHORIZED);
        return ctx.executor().schedule(end, millis, TimeUnit.MILLISECONDS);
    }

    private void keepAlive(long askedSeconds) {
        long millis =
                askedSeconds > 0 ? askedSeconds * 1500 : settings.idleTimeout().toMillis();
        if (millis > 0) {
            ctx.pipeline().addBefore(ctx.name(), "idle", new IdleStateHandler(millis, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    private void undecodable(MqttMessage message) {
        Throwable cause = message.decoderResult().cause();
        LOG.debug("connection {} of {} sent no MQTT: {}", ctx.channel(), entrance, cause.toString());
        connections.refused();
        if (session == null && cause instanceof MqttUnacceptableProtocolVersionException) {
            refuse(Handshake.unknownVersion(saidVersion5(message)));
        } else if (session == null && cause instanceof MqttIdentifierRejectedException) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        } else if (session == null) {
            ctx.close();
        } else {
            close(
                    cause instanceof TooLongFrameException
                            ? MqttReasonCodes.Disconnect.PACKET_TOO_LARGE
                            : MqttReasonCodes.Disconnect.MALFORMED_PACKET);
        }
    }

    private static boolean saidVersion5(MqttMessage message) {
        return message.variableHeader() instanceof MqttConnectVariableHeader header
                && header.version() >= Handshake.VERSION_5;
    }

    private void refuse(MqttConnectReturnCode code) {
        connections.connectRefused();
        ctx.channel().config().setAutoRead(false);
        ctx.writeAndFlush(Handshake.refused(code)).addListener(ChannelFutureListener.CLOSE);
    }

    private void tooLate() {
        LOG.debug("connection {} did not prove who it is in time", ctx.channel());
        ctx.close();
    }

    private void close(MqttReasonCodes.Disconnect reason) {
        if (session == null) {
            ctx.close();
        } else {
            wire.close(reason);
        }
    }
}
