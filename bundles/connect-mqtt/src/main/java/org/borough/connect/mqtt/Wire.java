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
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.concurrent.Executor;

/**
 * The sending half of one connection. For its event loop only, except {@link #executor()}. What is sent goes out with
 * the next flush, so that many small packets share one system call.
 */
final class Wire {

    private static final MqttFixedHeader PUBACK =
            new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 2);

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

    Executor executor() {
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
        unflushed = true;
        ctx.write(
                new MqttPubAckMessage(PUBACK, MqttMessageIdVariableHeader.from(packetId)),
                ctx.channel().voidPromise());
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
        if (version5) {
            MqttMessage farewell = MqttMessageBuilders.disconnect()
                    .reasonCode(reason.byteValue())
                    .build();
            ctx.writeAndFlush(farewell).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
