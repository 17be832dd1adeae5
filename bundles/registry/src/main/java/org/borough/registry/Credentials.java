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

    /** What of a secret is shown to nobody; the keys of rpk are public ones, and nothing is known of other types. */
    private static final Map<String, List<String>> HIDDEN =
            Map.of(Login.TYPE, List.of("hash-function", "pwd-hash", "salt"), "psk", List.of("key"));

    private final SecretCheck check;
    private final Passwords passwords;

    Credentials(Passwords passwords, int maxBcryptCost) {
        this.passwords = passwords;
        this.check = new SecretCheck(maxBcryptCost);
    }

    /**
     * Checks credentials and hashes the passwords in them, hence for threads that may take their time.
     *
     * @param requested what the request asks for
     * @param tenant the tenant's body
     * @return what {@link #merge} takes
     */
    ArrayNode prepare(ArrayNode requested, JsonNode tenant) {
        ArrayNode prepared = Json.MAPPER.createArrayNode();
        Set<String> keys = new HashSet<>();
        for (JsonNode each : requested) {
            String path = "" + prepared.size();
            try {
                ObjectNode credential = check.credential(path, each, tenant);
                if (!keys.add(Device.authKey(credential))) {
                    throw RefusedException.bad("auth-id " + credential.get("auth-id") + " is listed twice with type "
                            + credential.get("type"));
                }
                prepare(credential, path);
                prepared.add(credential);
            } catch (RefusedException e) {
                throw invalid(e);
            }
        }
        return prepared;
    }

    private void prepare(ObjectNode credential, String path) {
        int index = 0;
        for (JsonNode each : credential.get("secrets")) {
            ObjectNode secret = (ObjectNode) each;
            check.secret(credential.get("type").textValue(), path + "/secrets/" + index++, secret);
            if (credential.get("type").textValue().equals(Login.TYPE) && secret.has("pwd-plain")) {
                String hash = passwords.hash(secret.remove("pwd-plain").textValue());
                secret.put("hash-function", Passwords.BCRYPT).put("pwd-hash", hash);
            }
        }
    }

    /**
     * The credentials as they are to be stored: a secret that is named by its id and brings nothing of its own keeps what
     * was hidden. Quick.
     *
     * @param prepared what {@link #prepare} gave; is changed
     * @param before what is stored
     */
    ArrayNode merge(ArrayNode prepared, ArrayNode before) {
        Known known = Known.of(before);
        for (int i = 0; i < prepared.size(); i++) {
            try {
                merge((ObjectNode) prepared.get(i), i + "/secrets/", known);
            } catch (RefusedException e) {
                throw invalid(e);
            }
        }
        return prepared;
    }

    private static void merge(ObjectNode credential, String path, Known known) {
        String type = credential.get("type").textValue();
        Set<String> ids = new HashSet<>();
        int index = 0;
        for (JsonNode each : credential.get("secrets")) {
            ObjectNode secret = (ObjectNode) each;
            String where = path + index++;
            if (secret.path("id").asText().isEmpty()) {
                secret.put("id", UUID.randomUUID().toString());
            } else {
                recall(credential, secret, where, known);
            }
            SecretCheck.demandCarrier(type, where, secret);
            if (!ids.add(secret.get("id").textValue())) {
                throw RefusedException.bad("member [" + where + "/id] is used twice: " + secret.get("id"));
            }
        }
    }

    private static void recall(ObjectNode credential, ObjectNode secret, String where, Known known) {
        String type = credential.get("type").textValue();
        JsonNode before = known.secrets().get(type + '\n' + secret.get("id").textValue());
        if (before instanceof ObjectNode stored) {
            if (!SecretCheck.carries(type, secret)) {
                SecretCheck.own(stored).forEach(name -> secret.set(name, stored.get(name)));
            }
        } else if (known.credentials().contains(Device.authKey(credential)) || !SecretCheck.carries(type, secret)) {
            throw RefusedException.bad("member [" + where + "/id] names no secret of this device: " + secret.get("id")
                    + "; leave the id out for a new one");
        }
    }

    private static RefusedException invalid(RefusedException e) {
        return e.status() == 400 ? Bodies.invalid("array of Credentials", e.getMessage()) : e;
    }

    /** What is stored: the keys of the credentials, and the secrets by type and id. */
    private record Known(Set<String> credentials, Map<String, JsonNode> secrets) {

        static Known of(ArrayNode stored) {
            Known known = new Known(new HashSet<>(), new HashMap<>());
            for (JsonNode credential : stored) {
                known.credentials.add(Device.authKey(credential));
                for (JsonNode secret : credential.path("secrets")) {
                    known.secrets.put(
                            credential.path("type").asText()
                                    + '\n'
                                    + secret.path("id").asText(),
                            secret);
                }
            }
            return known;
        }
    }

    /** One set of credentials with one password, for a device that is provisioned. */
    ArrayNode password(String authId, String password) {
        ArrayNode requested = Json.MAPPER.createArrayNode();
        ObjectNode credential = requested.addObject().put("type", Login.TYPE).put("auth-id", authId);
        credential.putArray("secrets").addObject().put("pwd-plain", password);
        return merge(prepare(requested, Json.object()), Json.MAPPER.createArrayNode());
    }

    /** What may be shown of stored credentials. */
    static ArrayNode shown(ArrayNode stored) {
        ArrayNode shown = stored.deepCopy();
        for (JsonNode credential : shown) {
            String type = credential.path("type").asText();
            for (JsonNode each : credential.path("secrets")) {
                ObjectNode secret = (ObjectNode) each;
                if (type.equals(SecretCheck.RPK) && secret.has("key")) {
                    secret.put("key", Base64Text.shown(secret.get("key").textValue()));
                } else if (HIDDEN.containsKey(type)) {
                    secret.remove(HIDDEN.get(type));
                }
            }
        }
        return shown;
    }

    /** Whether everything with which a device could prove itself before still works. */
    static boolean keeps(ArrayNode before, ArrayNode after) {
        Set<JsonNode> left = proofs(after);
        return left.containsAll(proofs(before));
    }

    private static Set<JsonNode> proofs(ArrayNode credentials) {
        Set<JsonNode> proofs = new HashSet<>();
        for (JsonNode credential : credentials) {
            if (credential.path("enabled").asBoolean(true)) {
                for (JsonNode secret : credential.path("secrets")) {
                    if (secret.path("enabled").asBoolean(true)) {
                        ObjectNode proof = secret.deepCopy();
                        proof.remove(List.of("comment", "enabled"));
                        // Nodes are equal whatever the order of their members.
                        proofs.add(proof.put("of", Device.authKey(credential)));
                    }
                }
            }
        }
        return proofs;
    }
}
