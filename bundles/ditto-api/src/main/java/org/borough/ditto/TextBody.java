// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonParseException;

/** Bodies that are texts: read strictly, and refused in few words. */
final class TextBody {

    /** The parser gives up at this depth itself, but only after a while and with the whole text in its complaint. */
    private static final int MAX_DEPTH = 1_000;

    private static final int LONGEST_COMPLAINT = 600;
    private static final char REPLACEMENT = '\uFFFD';

    private TextBody() {}

    /** Makes something of a body; complains of a body that is none briefly. */
    static <T> T read(byte[] body, Function<String, T> reader) {
        String text = text(body);
        checkDepth(text);
        try {
            return reader.apply(text);
        } catch (JsonParseException | DittoJsonException wordy) {
            throw brief(wordy);
        } catch (IllegalArgumentException senseless) {
            // Ditto's library says so of empty texts and names.
            throw new DittoJsonException(senseless);
        }
    }

    private static RuntimeException brief(RuntimeException wordy) {
        String message = wordy.getMessage();
        return message.length() <= LONGEST_COMPLAINT ? wordy : refusal(message.substring(0, LONGEST_COMPLAINT) + "…");
    }

    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            } catch (CharacterCodingException malformed) {
                throw refusal("The body is not encoded as UTF-8.");
            }
        }
        return text;
    }

    private static void checkDepth(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < text.length() && text.length() > MAX_DEPTH; at++) {
            char character = text.charAt(at);
            if (quoted) {
                at += character == '\\' ? 1 : 0;
                quoted = character != '"';
            } else if (character == '"') {
                quoted = true;
            } else if (character == '{' || character == '[') {
                depth++;
            } else if (character == '}' || character == ']') {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw refusal("The JSON is nested deeper than " + MAX_DEPTH + " levels.");
            }
        }
    }

    private static JsonParseException refusal(String message) {
        return JsonParseException.newBuilder().message(message).build();
    }
}
