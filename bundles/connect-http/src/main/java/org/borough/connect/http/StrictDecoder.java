// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Takes no request whose end a proxy before it might see elsewhere: with both a length and chunks, or with an encoding
 * other than chunks. Two lengths are refused by the decoder itself.
 */
final class StrictDecoder extends HttpRequestDecoder {

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a Content-Length and a Transfer-Encoding");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        int before = out.size();
        super.decode(ctx, buffer, out);
        out.subList(Math.min(before, out.size()), out.size()).stream()
                .filter(HttpRequest.class::isInstance)
                .map(HttpRequest.class::cast)
                .filter(request -> isAmbiguous(request.headers(), request.protocolVersion()))
                .forEach(request -> request.setDecoderResult(
                        DecoderResult.failure(new IllegalArgumentException("an unknown Transfer-Encoding"))));
    }

    private static boolean isAmbiguous(HttpHeaders headers, HttpVersion version) {
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return !encodings.isEmpty()
                && (version.equals(HttpVersion.HTTP_1_0)
                        || encodings.size() > 1
                        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0)));
    }
}
