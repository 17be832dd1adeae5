// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of requests, of which some are too strange to stand in a table. */
final class Bodies {

    private Bodies() {}

    static BodyPublisher none() {
        return BodyPublishers.noBody();
    }

    static BodyPublisher of(String body) {
        return switch (body) {
            case "", "@empty" -> none();
            case "@broken" -> text("{\"a\":");
            case "@deep" -> text("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000));
            case "@deepList" -> text("[".repeat(1_500) + "]".repeat(1_500));
            case "@huge" -> text("{\"a\":1e400}");
            case "@digits" -> text("{\"a\":" + "9".repeat(5_000) + "}");
            case "@latin" -> BodyPublishers.ofByteArray("{\"a\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
            case "@large" -> text("{\"a\":\"" + "x".repeat(110_000) + "\"}");
            case "@larger" -> text("{\"a\":\"" + "x".repeat(300_000) + "\"}");
            default -> text(body.replace("@large", "x".repeat(110_000)).replace("@labels", labels()));
        };
    }

    private static String labels() {
        return IntStream.range(0, 12_000)
                .mapToObj(each -> "\"label" + each + '"')
                .collect(Collectors.joining(","));
    }

    private static BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }
}
