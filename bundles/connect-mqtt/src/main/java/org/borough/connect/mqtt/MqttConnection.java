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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from its first byte to its last. Runs on its event loop, except where a method says otherwise. */
final class MqttConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    private final Platform platform;
    private final MqttSettings settings;
    private final MqttConnections connections;
    private ChannelHandlerContext ctx;
    private Wire wire;
    private MqttConnectMessage connect;
    private ScheduledFuture<?> deadline;
    private Session session;
    private boolean stopping;
    private boolean surplus;
    private volatile DeviceId device;

    MqttConnection(Platform platform, MqttSettings settings, MqttConnections connections) {
        this.platform = platform;
        this.settings = settings;
        this.connections = connections;
    }

    /** Whether it is a connection of that device. From any thread. */
    boolean isOf(DeviceId asked) {
        DeviceId own = device;
        return own != null
                && own.tenant().equals(asked.tenant())
                && (own.id().equals(asked.id()) || asked.id().equals("+"));
    }

    /** Closes it because its device may no longer connect. From any thread. */
    void expel() {
        ctx.executor().execute(() -> close(MqttReasonCodes.Disconnect.ADMINISTRATIVE_ACTION));
    }

    /** Closes it when the messages under way are acknowledged. From any thread. */
    CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        ctx.executor().execute(() -> {
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
        if (!connections.opened(this, settings.maxConnections())) {
            context.close();
            return;
        }
        surplus = connections.size() > settings.maxConnections();
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
        if (deadline != null) {
            deadline.cancel(false);
        }
        connections.closed(this);
        if (session != null) {
            session.connectionClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("connection {} of {} broke: {}", context.channel(), device, cause.toString());
        } else {
            LOG.warn("connection {} of {} is closed after an error", context.channel(), device, cause);
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
        Handshake.objection(first).ifPresentOrElse(this::refuse, () -> Handshake.credential(first)
                .ifPresentOrElse(
                        credential -> hold(first, credential), () -> refuse(Handshake.refusal(version5, 401))));
    }

    private void hold(MqttConnectMessage first, Credential credential) {
        connect = first;
        ctx.channel().config().setAutoRead(false);
        // Only between two packets a decoder can be exchanged, and it stands there now.
        ctx.pipeline().replace(MqttDecoder.class, MqttServer.DECODER, new Hold());
        authenticate(credential);
    }

    private void authenticate(Credential credential) {
        long revision = connections.revision();
        platform.registrations()
                .authenticate(credential, MessageProperties.PROTOCOL)
                .whenComplete((admission, error) -> ctx.executor().execute(() -> {
                    if (error != null) {
                        LOG.warn("could not check the {}", credential, error);
                        refuse(Handshake.refusal(wire.version5(), 503));
                    } else {
                        answer(credential, admission, revision);
                    }
                }));
    }

    private void answer(Credential credential, Admission admission, long revision) {
        if (!wire.open()) {
            return;
        }
        if (admission instanceof Admission.Refused refused) {
            LOG.debug("refused the {}: {} {}", credential, refused.status(), refused.reason());
            refuse(Handshake.refusal(wire.version5(), refused.status()));
            return;
        }
        Registration registration = ((Admission.Admitted) admission).registration();
        device = registration.device();
        if (connections.revision() == revision) {
            accept(settings.payloadBytes(registration));
        } else {
            // Some device lost its admission meanwhile; it may have been this one.
            device = null;
            authenticate(credential);
        }
    }

    private void accept(int payloadBytes) {
        deadline.cancel(false);
        keepAlive();
        session = new Session(wire, connect, device, platform, connections, settings);
        wire.send(Handshake.accepted(connect, settings, MqttServer.packetBytes(payloadBytes)));
        wire.flush();
        connections.accepted();
        if (stopping) {
            close(MqttReasonCodes.Disconnect.SERVER_SHUTTING_DOWN);
            return;
        }
        ctx.pipeline().replace(Hold.class, MqttServer.DECODER, MqttServer.decoder(payloadBytes));
        session.readComplete();
    }

    private void keepAlive() {
        long asked = connect.variableHeader().keepAliveTimeSeconds();
        long millis = asked > 0 ? asked * 1500 : settings.idleTimeout().toMillis();
        if (millis > 0) {
            ctx.pipeline().addBefore(ctx.name(), "idle", new IdleStateHandler(millis, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    private void undecodable(MqttMessage message) {
        Throwable cause = message.decoderResult().cause();
        LOG.debug("connection {} of {} sent no MQTT: {}", ctx.channel(), device, cause.toString());
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
