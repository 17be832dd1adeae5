// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, with its body copied out of the network's buffers.
 *
 * @param path the path, decoded
 * @param query the query's parameters by their names in lower case; of several with one name the first counts
 * @param defect what is wrong with it as HTTP
 */
record DeviceRequest(
        HttpMethod method,
        String path,
        Route route,
        Map<String, String> query,
        HttpHeaders headers,
        byte[] body,
        HttpVersion version,
        boolean keepAlive,
        Optional<Answer> defect) {

    static DeviceRequest of(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return broken(request, defect(request.decoderResult().cause()));
        }
        try {
            QueryStringDecoder uri = new QueryStringDecoder(request.uri());
            return new DeviceRequest(
                    request.method(),
                    uri.path(),
                    Route.of(request.uri()),
                    parameters(uri),
                    request.headers(),
                    ByteBufUtil.getBytes(request.content()),
                    request.protocolVersion(),
                    HttpUtil.isKeepAlive(request),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            return broken(request, Answer.error(400, "malformed URI: " + e.getMessage()));
        }
    }

    /** A request whose body is larger than allowed and was not read. */
    static DeviceRequest unread(Answer answer) {
        return new DeviceRequest(
                HttpMethod.POST,
                "/",
                Route.NOWHERE,
                Map.of(),
                EmptyHttpHeaders.INSTANCE,
                new byte[0],
                HttpVersion.HTTP_1_1,
                false,
                Optional.of(answer));
    }

    Authorization authorization() {
        return Authorization.of(headers.get(HttpHeaderNames.AUTHORIZATION), route);
    }

    /** A header, else the query's parameter of the same name. */
    Optional<String> value(String name) {
        String header = headers.get(name);
        return Optional.ofNullable(header == null ? query.get(name) : header).map(String::strip);
    }

    private static DeviceRequest broken(FullHttpRequest request, Answer answer) {
        return new DeviceRequest(
                request.method(),
                "/",
                Route.NOWHERE,
                Map.of(),
                request.headers(),
                new byte[0],
                HttpVersion.HTTP_1_1,
                false,
                Optional.of(answer));
    }

    private static Answer defect(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Answer.error(414, "the request line is too long");
        }
        return cause instanceof TooLongHttpHeaderException
                ? Answer.error(431, "the headers are too long")
                : Answer.error(400, "malformed HTTP request");
    }

    private static Map<String, String> parameters(QueryStringDecoder uri) {
        Map<String, String> first = new HashMap<>();
        uri.parameters().forEach((name, values) -> first.putIfAbsent(name.toLowerCase(Locale.ROOT), values.get(0)));
        return first;
    }
}
