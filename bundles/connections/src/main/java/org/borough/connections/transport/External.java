// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.ditto.base.model.common.CharsetDeterminer;

/**
 * A message as it comes from a broker or goes there.
 *
 * @param headers by name, whose case does not matter
 * @param payload must not change any more
 */
public record External(Map<String, String> headers, byte[] payload) {

    /** The media type of Ditto's protocol. */
    public static final String DITTO = "application/vnd.eclipse.ditto+json";

    /** The header with the media type of the payload. */
    public static final String CONTENT_TYPE = "content-type";

    /** Makes the case of names not matter. */
    public External {
        headers = caseless(headers);
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }

    /** A message whose payload is text. */
    public static External ofText(Map<String, String> headers, String text) {
        return new External(headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The media type of the payload. */
    public Optional<String> contentType() {
        return Optional.ofNullable(headers.get(CONTENT_TYPE));
    }

    /** The payload as text, in the character set that its media type names. */
    public String text() {
        Charset charset = contentType().map(CharsetDeterminer.getInstance()).orElse(StandardCharsets.UTF_8);
        return new String(payload, charset);
    }

    /** The same with headers laid over. */
    public External with(Map<String, String> more) {
        Map<String, String> both = caseless(headers);
        both.putAll(more);
        return new External(both, payload);
    }
}
