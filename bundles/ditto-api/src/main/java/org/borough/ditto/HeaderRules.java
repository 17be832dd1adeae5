// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoHeadersTooLargeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.HeaderDefinition;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.MessageHeaderDefinition;

/** Which HTTP headers and query parameters become Ditto headers, and which Ditto headers are shown to the world. */
final class HeaderRules {

    static final String CORRELATION_ID = DittoHeaderDefinition.CORRELATION_ID.getKey();

    private static final Set<String> FROM_QUERY = Set.of(
            "accept",
            "channel",
            "correlation-id",
            "requested-acks",
            "declared-acks",
            "response-required",
            "timeout",
            "live-channel-timeout-strategy",
            "allow-policy-lockout",
            "condition",
            "live-channel-condition",
            "at-historical-revision",
            "at-historical-timestamp",
            "dry-run");

    /** Headers of HTTP itself and secrets: they stay between client and server. All others travel with the signal. */
    private static final Set<String> OF_HTTP = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cache-control",
            "connection",
            "content-length",
            "cookie",
            "dnt",
            "expect",
            "forwarded",
            "host",
            "keep-alive",
            "last-event-id",
            "origin",
            "pragma",
            "priority",
            "proxy-authorization",
            "referer",
            "te",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent",
            "via",
            "x-borough-proxy-secret",
            "x-ditto-dummy-auth",
            "x-ditto-pre-authenticated");

    private final Map<String, Boolean> readable = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final int maxBytes;

    HeaderRules(int maxBytes) {
        this.maxBytes = maxBytes;
        Stream.concat(Arrays.stream(DittoHeaderDefinition.values()), Arrays.stream(MessageHeaderDefinition.values()))
                .forEach(this::learn);
        // They describe the body, which the servlet container does by itself, or what the client likes to get.
        shown.remove("accept");
        shown.remove("content-type");
    }

    private void learn(HeaderDefinition definition) {
        readable.put(definition.getKey(), definition.shouldReadFromExternalHeaders());
        if (definition.shouldWriteToExternalHeaders()) {
            shown.add(definition.getKey());
        }
    }

    /** The correlation id that the caller gave, or a new one. */
    static String correlationId(HttpServletRequest request, Query query) {
        String given = request.getHeader(CORRELATION_ID);
        if (given == null || given.isEmpty()) {
            given = query.parameters().get(CORRELATION_ID);
        }
        return given == null || given.isEmpty() ? newCorrelationId() : given;
    }

    /** A random id. It is no secret, so it need not come from the one generator for secrets that all threads share. */
    static String newCorrelationId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    /** Headers of a command that the door itself gives in the name of a caller. */
    static DittoHeaders internal(DittoHeaders caller) {
        return DittoHeaders.newBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .authorizationContext(caller.getAuthorizationContext())
                .randomCorrelationId()
                .build();
    }

    /** Adds the headers of a request to those that say who asks. */
    DittoHeaders read(DittoHeaders caller, String correlationId, HttpServletRequest request, Query query) {
        Map<String, String> headers = new LinkedHashMap<>();
        fromHeaders(request, headers);
        if (!query.parameters().isEmpty()) {
            fromQuery(query, headers);
        }
        if (headers.isEmpty()) {
            return CallerHeaders.correlated(caller, correlationId);
        }
        headers.put(CORRELATION_ID, correlationId);
        checkSize(headers);
        return CallerHeaders.of(caller.toBuilder().putHeaders(headers).build(), caller.getAuthorizationContext());
    }

    private void fromHeaders(HttpServletRequest request, Map<String, String> headers) {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement().toLowerCase(Locale.ROOT);
            if (!OF_HTTP.contains(name) && !ofTransport(name) && readable.getOrDefault(name, true)) {
                Enumeration<String> values = request.getHeaders(name);
                headers.put(name, value(name, values.nextElement()));
                if (values.hasMoreElements()) {
                    throw GatewayException.duplicateHeader(name);
                }
            }
        }
    }

    /** What browsers and proxies add. */
    private static boolean ofTransport(String name) {
        return name.startsWith("sec-") || name.startsWith("x-forwarded-") || name.equals("x-real-ip");
    }

    private static void fromQuery(Query query, Map<String, String> headers) {
        query.parameters().forEach((name, text) -> {
            if (FROM_QUERY.contains(name)) {
                String value = value(name, text);
                String present = headers.putIfAbsent(name, value);
                if (present != null && !present.equals(value)) {
                    throw GatewayException.divergingHeader(name);
                }
            }
        });
    }

    /** Acknowledgement labels come separated by commas but are kept as a JSON array. */
    static String value(String name, String text) {
        if (!name.endsWith("ed-acks") || text.startsWith("[")) {
            return text;
        }
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .map(JsonValue::of)
                .collect(JsonCollectors.valuesToArray())
                .toString();
    }

    private void checkSize(Map<String, String> headers) {
        long size = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length();
        }
        if (size > maxBytes) {
            throw DittoHeadersTooLargeException.newSizeLimitBuilder(maxBytes).build();
        }
    }

    /** Hands those headers on that the world may see. */
    void show(DittoHeaders headers, BiConsumer<String, String> to) {
        for (String name : headers.keySet()) {
            if (shown.contains(name)) {
                to.accept(name, headers.get(name));
            }
        }
    }
}
