// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import java.util.function.Supplier;

/** Puts requests together. One that is too large is passed on as a word, so that it is answered in its turn. */
final class BodyLimit extends HttpObjectAggregator {

    private final Supplier<Answer> refusal;

    /** Stands for a request with too large a body, which was not read. */
    record Exceeded(Answer answer) {}

    BodyLimit(int maxBytes) {
        this(maxBytes, () -> Answer.error(413, "payload has more than " + maxBytes + " bytes"));
    }

    /** One that has something else to say to those who send too much. */
    BodyLimit(int maxBytes, Supplier<Answer> refusal) {
        super(maxBytes);
        this.refusal = refusal;
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        return start.decoderResult().isFailure() || HttpUtil.getContentLength(start, -1L) > maxContentLength
                ? null
                : super.newContinueResponse(start, maxContentLength, pipeline);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ctx.fireChannelRead(new Exceeded(refusal.get()));
    }
}
