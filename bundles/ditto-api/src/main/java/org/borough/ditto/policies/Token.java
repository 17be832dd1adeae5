// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.policies;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** The claims of a JSON Web Token that the platform has verified. */
final class Token {

    private static final int PARTS = 3;
    private static final JsonPointer EXPIRY = JsonPointer.of("exp");

    private final JsonObject claims;

    private Token(JsonObject claims) {
        this.claims = claims;
    }

    static Token of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("The token is no JSON Web Token.");
        }
        return new Token(JsonObject.of(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)));
    }

    /** The values of a claim, named by a path; of a list each. */
    List<String> values(String claim) {
        return claims.getValue(JsonPointer.of(claim)).stream()
                .flatMap(value -> value.isArray() ? value.asArray().stream() : Stream.of(value))
                .filter(value -> !value.isNull() && !value.isObject() && !value.isArray())
                .map(Token::text)
                .toList();
    }

    /** When it ends. */
    Instant end() {
        return claims.getValue(EXPIRY)
                .filter(JsonValue::isNumber)
                .map(seconds -> Instant.ofEpochSecond(seconds.asLong()))
                .orElseThrow(() -> new IllegalArgumentException("The token does not say when it ends."));
    }

    private static String text(JsonValue value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
