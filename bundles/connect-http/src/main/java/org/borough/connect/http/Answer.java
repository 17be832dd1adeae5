// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.borough.connect.Acknowledgement;
import org.borough.endpoint.Meter;

/**
 * What a request is answered.
 *
 * @param written told whether the answer went out
 */
record Answer(int status, HttpHeaders headers, byte[] body, Consumer<Boolean> written) {

    private static final int NO_CONTENT = 204;
    private static final byte[] EMPTY = {};
    private static final String RETRY_SECONDS = "2";
    private static final JsonFactory JSON = new JsonFactory();

    static Answer of(int status) {
        return new Answer(status, new DefaultHttpHeaders(), EMPTY, success -> {});
    }

    static Answer of(Acknowledgement acknowledgement) {
        return acknowledgement instanceof Acknowledgement.Refused refused
                ? error(refused.status(), refused.reason())
                : of(202);
    }

    static Answer error(int status, String reason) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        if (status == 401) {
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"Hono\"");
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Hono\"");
        } else if (status == 503) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return new Answer(status, headers, json(reason), success -> {});
    }

    static Answer unauthorized() {
        return error(401, "Unauthorized");
    }

    /** To who sends too much; the pause is how long it had better wait, none when that does not help. */
    static Answer tooMuch(Meter.Verdict verdict) {
        Answer answer = error(429, verdict.reason());
        return verdict.pause().isZero()
                ? answer
                : answer.with(
                        HttpHeaderNames.RETRY_AFTER,
                        Math.max(1, verdict.pause().plusMillis(999).toSeconds()));
    }

    Answer with(CharSequence header, Object value) {
        headers.set(header, value);
        return this;
    }

    /** The same for Netty; who asks for the head only gets no body, but its length. */
    FullHttpResponse response(DeviceRequest request, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(request.method().equals(HttpMethod.HEAD) ? EMPTY : body));
        response.headers().set(headers);
        if (status != NO_CONTENT) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        HttpUtil.setKeepAlive(response.headers(), request.version(), keepAlive);
        return response;
    }

    private static byte[] json(String reason) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("error", reason);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
