// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Cuts off who begins a request and does not bring it to an end in time. */
final class SlowClientGuard extends ChannelInboundHandlerAdapter {

    private final Duration timeout;
    private ScheduledFuture<?> deadline;

    SlowClientGuard(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (deadline == null) {
            deadline = ctx.executor().schedule(() -> ctx.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        rest();
        ctx.fireChannelInactive();
    }

    /** A request is complete, or it is not the client's fault that it is not. */
    void rest() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
