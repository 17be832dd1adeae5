// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;

/** Puts requests together. One that is too large is passed on as a word, so that it is answered in its turn. */
final class BodyLimit extends HttpObjectAggregator {

    /** Stands for a request with too large a body. */
    static final Object EXCEEDED = new Object();

    BodyLimit(int maxBytes) {
        super(maxBytes);
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        return HttpUtil.getContentLength(start, -1L) > maxContentLength
                ? null
                : super.newContinueResponse(start, maxContentLength, pipeline);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ctx.fireChannelRead(EXCEEDED);
    }
}
