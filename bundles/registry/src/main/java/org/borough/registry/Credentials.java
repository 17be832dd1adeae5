// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Checks a device's credentials, hides what is secret in them, and takes over what was hidden before. */
final class Credentials {

    /** What of a secret is shown to nobody. */
    private static final List<String> HIDDEN = List.of("hash-function", "pwd-hash", "salt", "key");

    private final SecretCheck check;
    private final Passwords passwords;

    Credentials(Passwords passwords, int maxBcryptCost) {
        this.passwords = passwords;
        this.check = new SecretCheck(maxBcryptCost);
    }

    /**
     * The credentials as they are to be stored. Hashes passwords, hence for threads that may take their time.
     *
     * @param requested what the request asks for
     * @param before what is stored
     */
    ArrayNode accept(ArrayNode requested, ArrayNode before) {
        Map<String, JsonNode> known = secretsById(before);
        ArrayNode accepted = Json.MAPPER.createArrayNode();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < requested.size(); i++) {
            try {
                ObjectNode credential = check.credential("" + i, requested.get(i));
                if (!keys.add(Device.authKey(credential))) {
                    throw RefusedException.bad("auth-id " + credential.get("auth-id") + " is listed twice with type "
                            + credential.get("type"));
                }
                credential.set("secrets", secrets(credential, "" + i, known));
                accepted.add(credential);
            } catch (RefusedException e) {
                throw Bodies.invalid("array of Credentials", e.getMessage());
            }
        }
        return accepted;
    }

    private ArrayNode secrets(ObjectNode credential, String path, Map<String, JsonNode> known) {
        ArrayNode secrets = Json.MAPPER.createArrayNode();
        String type = credential.get("type").asText();
        int index = 0;
        for (JsonNode each : credential.path("secrets")) {
            ObjectNode secret = each.deepCopy();
            String where = path + "/secrets/" + index++;
            boolean renewed = check.carriesSecret(type, secret);
            if (secret.has("id")) {
                JsonNode before = known.get(type + '\n' + secret.get("id").asText());
                if (before == null) {
                    throw RefusedException.bad("member [" + where + "/id] names no secret of this device: "
                            + secret.get("id") + "; leave the id out for a new one");
                }
                if (!renewed) {
                    HIDDEN.stream().filter(before::has).forEach(name -> secret.set(name, before.get(name)));
                }
            } else {
                secret.put("id", UUID.randomUUID().toString());
            }
            check.secret(type, where, secret);
            if (secret.has("pwd-plain")) {
                secret.put("hash-function", Passwords.BCRYPT)
                        .put(
                                "pwd-hash",
                                passwords.hash(secret.remove("pwd-plain").asText()))
                        .remove("salt");
            }
            secrets.add(secret);
        }
        return secrets;
    }

    private static Map<String, JsonNode> secretsById(ArrayNode credentials) {
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode credential : credentials) {
            credential
                    .path("secrets")
                    .forEach(secret -> byId.put(
                            credential.path("type").asText()
                                    + '\n'
                                    + secret.path("id").asText(),
                            secret));
        }
        return byId;
    }

    /** One set of credentials with one password, for a device that is provisioned. */
    ArrayNode password(String authId, String password) {
        ArrayNode requested = Json.MAPPER.createArrayNode();
        ObjectNode credential = requested.addObject().put("type", Login.TYPE).put("auth-id", authId);
        credential.putArray("secrets").addObject().put("pwd-plain", password);
        return accept(requested, Json.MAPPER.createArrayNode());
    }

    /** What may be shown of stored credentials. */
    static ArrayNode shown(ArrayNode stored) {
        ArrayNode shown = stored.deepCopy();
        shown.forEach(credential -> {
            // The keys of rpk are public ones.
            boolean open = credential.path("type").asText().equals("rpk");
            credential.path("secrets").forEach(secret -> {
                if (!open) {
                    ((ObjectNode) secret).remove(HIDDEN);
                }
            });
        });
        return shown;
    }

    /** Whether everything with which a device could prove itself before still works. */
    static boolean keeps(ArrayNode before, ArrayNode after) {
        Set<String> left = proofs(after);
        return left.containsAll(proofs(before));
    }

    private static Set<String> proofs(ArrayNode credentials) {
        Set<String> proofs = new HashSet<>();
        for (JsonNode credential : credentials) {
            if (credential.path("enabled").asBoolean(true)) {
                for (JsonNode secret : credential.path("secrets")) {
                    if (secret.path("enabled").asBoolean(true)) {
                        ObjectNode proof = secret.deepCopy();
                        proof.remove(List.of("comment", "enabled"));
                        proofs.add(Device.authKey(credential) + proof);
                    }
                }
            }
        }
        return proofs;
    }
}
