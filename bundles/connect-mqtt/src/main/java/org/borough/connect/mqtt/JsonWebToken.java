// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.borough.connect.Credential;

/** Finds a token where a password is expected. Nothing is believed here; the registry checks it. */
final class JsonWebToken {

    private static final String AUDIENCE = "hono-adapter";

    /** Three parts of Base64URL, none of them empty. */
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).build())
            .build();

    private JsonWebToken() {}

    /**
     * The password as a token, when it has the form of one.
     *
     * @param clientId names tenant and device, as {@code …/{tenant}/…/{auth-id}}, for a token whose claims do not
     */
    static Optional<Credential> in(String password, String clientId) {
        if (!COMPACT.matcher(password).matches()) {
            return Optional.empty();
        }
        String[] parts = password.split("\\.");
        if (!isObject(parts[0]) || !isObject(parts[1])) {
            return Optional.empty();
        }
        if (claimsSayWho(parts[1])) {
            return Optional.of(new Credential.Token("", "", password));
        }
        String[] segments = clientId.split("/");
        int last = segments.length - 1;
        return last < 2
                ? Optional.empty()
                : Optional.of(new Credential.Token(segments[last - 2], segments[last], password));
    }

    private static boolean isObject(String part) {
        try (JsonParser json = JSON.createParser(Base64.getUrlDecoder().decode(part))) {
            return json.nextToken() == JsonToken.START_OBJECT;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean claimsSayWho(String claims) {
        try (JsonParser json = JSON.createParser(Base64.getUrlDecoder().decode(claims))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean audience = json.currentName().equals("aud");
                json.nextToken();
                if (audience) {
                    return names(json);
                }
                json.skipChildren();
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The audience is one name or several. */
    private static boolean names(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return AUDIENCE.equals(json.getValueAsString());
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (AUDIENCE.equals(json.getValueAsString())) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
