// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stands in the decoder's place while it is found out who sent the CONNECT: keeps the bytes that came right behind it,
 * and hands them to the decoder that takes its place.
 */
final class Hold extends ChannelInboundHandlerAdapter {

    private final Deque<Object> held = new ArrayDeque<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        held.add(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        while (!held.isEmpty()) {
            ctx.fireChannelRead(held.poll());
        }
    }
}
