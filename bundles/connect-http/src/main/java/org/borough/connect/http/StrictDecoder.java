// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Takes no request whose end a proxy before it might see elsewhere: with both a length and chunks, or with an encoding
 * other than chunks. Two lengths are refused by the decoder itself. Nothing behind such a request is looked at.
 */
final class StrictDecoder extends HttpRequestDecoder {

    private boolean refused;

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a Content-Length and a Transfer-Encoding");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (refused) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        int before = out.size();
        super.decode(ctx, buffer, out);
        for (int i = before; i < out.size() && !refused; i++) {
            if (out.get(i) instanceof HttpRequest request && isAmbiguous(request)) {
                refuse(request, out.subList(i + 1, out.size()));
            }
        }
    }

    private void refuse(HttpRequest request, List<Object> behind) {
        refused = true;
        request.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("a Transfer-Encoding other than chunked")));
        behind.forEach(ReferenceCountUtil::release);
        behind.clear();
    }

    private static boolean isAmbiguous(HttpRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return !encodings.isEmpty()
                && (request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                        || encodings.size() > 1
                        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0)));
    }
}
