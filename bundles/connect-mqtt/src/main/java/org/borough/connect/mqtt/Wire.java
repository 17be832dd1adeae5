// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending half of one connection. For its event loop only, except {@link #executor()}. What is sent goes out with
 * the next flush, so that many small packets share one system call.
 */
final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final MqttFixedHeader PUBACK =
            new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 2);

    private static final long FAREWELL_MILLIS = 2000;

    private final ChannelHandlerContext ctx;
    private final boolean version5;
    private boolean unflushed;
    private boolean closing;

    Wire(ChannelHandlerContext ctx, boolean version5) {
        this.ctx = ctx;
        this.version5 = version5;
    }

    boolean version5() {
        return version5;
    }

    /** Does something on the event loop, later; never when the endpoint has stopped. From any thread. */
    void run(Runnable task) {
        try {
            ctx.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.trace("the endpoint has stopped; nobody is left to be told");
        }
    }

    EventExecutor executor() {
        return ctx.executor();
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    boolean open() {
        return !closing && ctx.channel().isActive();
    }

    boolean writable() {
        return ctx.channel().isWritable();
    }

    ChannelFuture send(MqttMessage message) {
        unflushed = true;
        return ctx.write(message);
    }

    void acknowledge(int packetId) {
        acknowledge(MqttMessageIdVariableHeader.from(packetId));
    }

    /** Acknowledges a message that was not kept; why, is said where the protocol has words for it. */
    void reject(int packetId, MqttReasonCodes.PubAck reason) {
        acknowledge(
                version5
                        ? new MqttPubReplyMessageVariableHeader(
                                packetId, reason.byteValue(), MqttProperties.NO_PROPERTIES)
                        : MqttMessageIdVariableHeader.from(packetId));
    }

    private void acknowledge(MqttMessageIdVariableHeader header) {
        unflushed = true;
        ctx.write(new MqttPubAckMessage(PUBACK, header), ctx.channel().voidPromise());
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            ctx.flush();
        }
    }

    /** Says why where the protocol has words for it, and closes. */
    void close(MqttReasonCodes.Disconnect reason) {
        if (closing || !ctx.channel().isOpen()) {
            return;
        }
        closing = true;
        ctx.channel().config().setAutoRead(false);
        Object farewell = version5
                ? MqttMessageBuilders.disconnect()
                        .reasonCode(reason.byteValue())
                        .build()
                : Unpooled.EMPTY_BUFFER;
        ChannelFuture said = ctx.writeAndFlush(farewell).addListener(ChannelFutureListener.CLOSE);
        if (!said.isDone()) {
            // Whoever does not read need not be waited for.
            ctx.executor().schedule(() -> ctx.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
