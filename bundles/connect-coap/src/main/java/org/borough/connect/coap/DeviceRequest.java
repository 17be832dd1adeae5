// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.borough.endpoint.Notices;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;

/**
 * One request, as far as it matters here.
 *
 * @param query the parameters by their names in lower case; of several with one name the first counts
 * @param contentType the media type it names, empty when it names none
 * @param confirmable whether it is CON, which is QoS 1
 * @param proxied whether it is meant for somebody else
 */
record DeviceRequest(
        Code method,
        List<String> path,
        Map<String, String> query,
        String contentType,
        byte[] body,
        boolean confirmable,
        boolean proxied) {

    private static final String EMPTY = "empty";
    private static final String CONTENT_TYPE = "content-type";
    private static final String TIME = "hono-time";
    private static final String PIGGY = "piggy";

    static DeviceRequest of(Request request) {
        OptionSet options = request.getOptions();
        Map<String, String> query = parameters(options.getUriQuery());
        return new DeviceRequest(
                request.getCode(),
                List.copyOf(options.getUriPath()),
                query,
                contentType(options, query),
                request.getPayload().clone(),
                request.isConfirmable(),
                options.hasProxyUri() || options.hasProxyScheme());
    }

    /** Whether the device asks what time it is. */
    static boolean asksForTime(OptionSet options) {
        return options.hasOption(TimeOption.DEFINITION)
                || options.getUriQuery().stream().anyMatch(query -> query.equals(TIME) || query.startsWith(TIME + "="));
    }

    String address() {
        return "/" + String.join("/", path);
    }

    /** Whether the device says that it takes a response in the acknowledgement. */
    boolean piggyBacked() {
        return query.containsKey(PIGGY);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** What the device said beside its payload, without the words that are addressed to this endpoint. */
    Map<String, String> said() {
        Map<String, String> said = new HashMap<>(query);
        List.of(EMPTY, TIME, PIGGY, CONTENT_TYPE).forEach(said::remove);
        return said;
    }

    private static Map<String, String> parameters(List<String> options) {
        Map<String, String> first = new HashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            first.putIfAbsent(name.toLowerCase(Locale.ROOT), equals < 0 ? "" : option.substring(equals + 1));
        }
        return first;
    }

    /** Numbers that nobody registered become {@code unknown/<number>}, as Hono has it. */
    private static String contentType(OptionSet options, Map<String, String> query) {
        if (query.containsKey(EMPTY)) {
            return Notices.EMPTY;
        }
        return options.hasContentFormat()
                ? MediaTypeRegistry.toString(options.getContentFormat())
                : query.getOrDefault(CONTENT_TYPE, "");
    }
}
