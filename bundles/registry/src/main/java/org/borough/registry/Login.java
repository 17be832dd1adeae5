// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A name by which a device may connect, with its passwords.
 *
 * @param authId the name
 * @param enabled whether it may be used
 * @param secrets any of them will do
 */
record Login(String authId, boolean enabled, List<Secret> secrets) {

    static final String TYPE = "hashed-password";

    static List<Login> of(JsonNode credentials) {
        List<Login> logins = new ArrayList<>();
        for (JsonNode credential : credentials) {
            if (credential.path("type").asText().equals(TYPE)) {
                List<Secret> secrets = new ArrayList<>();
                credential.path("secrets").forEach(secret -> secrets.add(Secret.of(secret)));
                logins.add(new Login(
                        credential.path("auth-id").asText(),
                        credential.path("enabled").asBoolean(true),
                        List.copyOf(secrets)));
            }
        }
        return List.copyOf(logins);
    }
}
