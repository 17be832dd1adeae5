// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of Hono's records. Text is written as it is, everything else as JSON text, so that a number looks the same
 * either way. Of several headers with one name the first counts.
 */
public final class HonoHeaders {

    public static final String DEVICE_ID = "device_id";
    public static final String TENANT_ID = "tenant_id";
    public static final String CONTENT_TYPE = "content-type";
    public static final String CREATION_TIME = "creation-time";
    public static final String QOS = "qos";
    public static final String TTL = "ttl";
    public static final String TTD = "ttd";
    public static final String ORIG_ADAPTER = "orig_adapter";
    public static final String ORIG_ADDRESS = "orig_address";
    public static final String SUBJECT = "subject";
    public static final String CORRELATION_ID = "correlation-id";
    public static final String RESPONSE_REQUIRED = "response-required";
    public static final String STATUS = "status";
    public static final String TRACE_PARENT = "traceparent";

    private HonoHeaders() {}

    /** The first header of that name as text. */
    public static Optional<String> text(Headers headers, String name) {
        Iterator<Header> all = headers.headers(name).iterator();
        return all.hasNext() ? text(all.next()) : Optional.empty();
    }

    private static Optional<String> text(Header header) {
        return Optional.ofNullable(header.value()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The first header of that name as a whole number; empty when it is none. */
    public static OptionalLong number(Headers headers, String name) {
        Optional<String> text = text(headers, name);
        try {
            return text.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text.get().trim()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the first header of that name is {@code true}. */
    public static boolean flag(Headers headers, String name) {
        return text(headers, name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** All headers with a value, names in lower case. */
    public static Map<String, String> all(Headers headers) {
        Map<String, String> all = new HashMap<>();
        for (Header header : headers) {
            text(header).ifPresent(value -> all.putIfAbsent(header.key().toLowerCase(Locale.ROOT), value));
        }
        return all;
    }

    /** Sets a header to a text, in place of all of that name. */
    public static void put(Headers headers, String name, String value) {
        set(headers, name, value);
    }

    /** Sets a header to a number, in place of all of that name. */
    public static void put(Headers headers, String name, long value) {
        set(headers, name, Long.toString(value));
    }

    /** Sets a header to true or false, in place of all of that name. */
    public static void put(Headers headers, String name, boolean value) {
        set(headers, name, Boolean.toString(value));
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a record without one a trace context of its own (W3C), not sampled. */
    public static void trace(Headers headers) {
        if (headers.lastHeader(TRACE_PARENT) == null) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            put(
                    headers,
                    TRACE_PARENT,
                    String.format(
                            Locale.ROOT,
                            "00-%016x%016x-%016x-00",
                            random.nextLong(),
                            random.nextLong() | 1,
                            random.nextLong() | 1));
        }
    }
}
