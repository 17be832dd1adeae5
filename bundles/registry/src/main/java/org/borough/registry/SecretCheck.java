// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which credentials and secrets are well-formed, type by type. */
final class SecretCheck {

    static final String X509 = "x509-cert";
    static final String RPK = "rpk";
    private static final String PSK = "psk";
    private static final String CERT = "cert";

    private static final Map<String, Schema> COMMON = Map.of(
            "id", Schema.TEXT,
            "enabled", Schema.BOOLEAN,
            "not-before", Schema.INSTANT,
            "not-after", Schema.INSTANT,
            "comment", Schema.TEXT);
    private static final Schema CREDENTIAL = Schema.object(
            Map.of(
                    "type",
                    Schema.TEXT,
                    "auth-id",
                    Schema.TEXT,
                    "enabled",
                    Schema.BOOLEAN,
                    "comment",
                    Schema.TEXT,
                    CERT,
                    Schema.TEXT,
                    "ext",
                    Schema.OBJECT,
                    "secrets",
                    Schema.list(Schema.OBJECT)),
            "type");
    private static final Map<String, Schema> SECRETS = Map.of(
            Login.TYPE,
            secret(Map.of(
                    "pwd-plain", Schema.TEXT,
                    "pwd-hash", Schema.TEXT,
                    "hash-function", Schema.TEXT,
                    "salt", Schema.TEXT)),
            PSK,
            secret(Map.of("key", Schema.TEXT)),
            X509,
            secret(Map.of()),
            RPK,
            secret(Map.of("key", Schema.TEXT, CERT, Schema.TEXT, "algorithm", Schema.TEXT)));
    private static final Map<String, List<String>> CARRIERS =
            Map.of(Login.TYPE, List.of("pwd-plain", "pwd-hash"), PSK, List.of("key"), RPK, List.of("key", CERT));
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]+");
    private static final Pattern BCRYPT = Pattern.compile("\\$2a\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int LEAST_BCRYPT_COST = 4;
    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC");

    private final int maxBcryptCost;

    SecretCheck(int maxBcryptCost) {
        this.maxBcryptCost = maxBcryptCost;
    }

    /**
     * A copy of the credential, its auth-id in the form in which it is looked up.
     *
     * @param tenant the tenant's body: its authorities may say how auth-ids are made
     */
    ObjectNode credential(String path, JsonNode node, JsonNode tenant) {
        CREDENTIAL.check(path, node);
        ObjectNode credential = node.deepCopy();
        String type = credential.get("type").textValue();
        if (!TYPE.matcher(type).matches()) {
            throw RefusedException.bad("member [" + path + "/type] is '" + type
                    + "'; it must have lower-case letters, digits and hyphens only, like hashed-password, psk,"
                    + " x509-cert or rpk");
        }
        if (credential.has(CERT) && !type.equals(X509)) {
            throw RefusedException.bad("member [" + path + "/cert] goes with type " + X509 + " only");
        }
        if (credential.has(CERT)) {
            certificate(path, credential, tenant);
        } else if (!credential.has("auth-id")) {
            throw RefusedException.bad("member [" + path + "/auth-id] is missing");
        } else {
            String authId = credential.get("auth-id").textValue();
            credential.put(
                    "auth-id",
                    type.equals(X509)
                            ? Ids.subject(Keys.distinguishedName(authId).orElse(authId))
                            : SECRETS.containsKey(type) ? Ids.authId(authId) : Ids.subject(authId));
        }
        int secrets = credential.path("secrets").size();
        if (secrets == 0 || secrets > 1 && type.equals(X509)) {
            throw RefusedException.bad("member [" + path + "/secrets] must have "
                    + (type.equals(X509) ? "exactly one secret" : "at least one secret"));
        }
        return credential;
    }

    /** The certificate itself is not kept: its subject and the time of its validity are what is checked later. */
    private static void certificate(String path, ObjectNode credential, JsonNode tenant) {
        byte[] der = Base64Text.decode(path + "/cert", credential.remove(CERT).textValue());
        X509Certificate certificate = Keys.certificate(path + "/cert", der);
        String subject = Keys.name(certificate.getSubjectX500Principal());
        credential.put(
                "auth-id",
                TrustAnchors.authIdTemplate(tenant, certificate.getIssuerX500Principal())
                        .map(template -> template.fill(certificate.getSubjectX500Principal())
                                .orElseThrow(() -> RefusedException.bad("the subject [" + subject + "] of [" + path
                                        + "/cert] lacks a part that the auth-id-template of its authority names: "
                                        + template.text())))
                        .orElse(subject));
        validity(credential.putArray("secrets").addObject(), certificate);
    }

    private static void validity(ObjectNode secret, X509Certificate certificate) {
        secret.put("not-before", certificate.getNotBefore().toInstant().toString())
                .put("not-after", certificate.getNotAfter().toInstant().toString());
    }

    /** The members that are a secret's own, which it may leave out when it names what is stored. */
    static List<String> own(ObjectNode secret) {
        return secret.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !COMMON.containsKey(name))
                .toList();
    }

    /** Whether the secret brings a proof of its own, rather than leaning on what is stored. */
    static boolean carries(String type, ObjectNode secret) {
        List<String> carriers = CARRIERS.get(type);
        return type.equals(X509)
                || (carriers == null
                        ? !own(secret).isEmpty()
                        : carriers.stream().anyMatch(secret::has));
    }

    /** Refuses a secret that has nothing to prove anything by. */
    static void demandCarrier(String type, String path, ObjectNode secret) {
        if (!carries(type, secret)) {
            throw RefusedException.bad("member [" + path + "] must have "
                    + (CARRIERS.containsKey(type) ? "one of " + CARRIERS.get(type) : "a member of its own"));
        }
    }

    /** Checks one secret and brings it into the form in which it is stored, but for a plain password. */
    void secret(String type, String path, ObjectNode secret) {
        SECRETS.getOrDefault(type, SecretCheck::generic).check(path, secret);
        switch (type) {
            case Login.TYPE -> password(path, secret);
            case PSK -> presharedKey(path, secret);
            case RPK -> publicKey(path, secret);
            default -> {
                // Nothing more is known about the others.
            }
        }
        Schema.inOrder(path, secret);
    }

    private static void generic(String path, JsonNode secret) {
        Schema.OBJECT.check(path, secret);
        COMMON.forEach((name, schema) -> {
            if (secret.has(name)) {
                schema.check(path + "/" + name, secret.get(name));
            }
        });
    }

    private void password(String path, ObjectNode secret) {
        if (secret.has("pwd-plain")) {
            if (secret.get("pwd-plain").asText().isEmpty()) {
                throw RefusedException.bad("member [" + path + "/pwd-plain] must not be empty");
            }
            // A plain password is hashed here: what came beside it does not matter.
            secret.remove(List.of("pwd-hash", "hash-function", "salt"));
        } else if (secret.has("pwd-hash")) {
            hash(path, secret);
        } else if (!own(secret).isEmpty()) {
            throw RefusedException.bad("members [hash-function] and [salt] of [" + path + "] go with [pwd-hash] only");
        }
    }

    private void hash(String path, ObjectNode secret) {
        String function = secret.path("hash-function").asText(Passwords.SHA_256);
        switch (function) {
            case Passwords.BCRYPT -> {
                Matcher matcher = BCRYPT.matcher(secret.get("pwd-hash").textValue());
                int cost = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
                if (cost < LEAST_BCRYPT_COST || cost > maxBcryptCost) {
                    throw RefusedException.bad(
                            "member [" + path + "/pwd-hash] must be a bcrypt hash that begins with $2a$ and"
                                    + " has a cost of at most " + maxBcryptCost);
                }
            }
            case Passwords.SHA_256, Passwords.SHA_512 -> {
                for (String name : List.of("pwd-hash", "salt")) {
                    if (secret.has(name)) {
                        bytes(path, secret, name);
                    }
                }
            }
            default ->
                throw RefusedException.bad("member [" + path + "/hash-function] is '" + function
                        + "'; allowed are bcrypt, sha-256 and sha-512");
        }
    }

    private static void presharedKey(String path, ObjectNode secret) {
        if (secret.has("key") && bytes(path, secret, "key").length == 0) {
            throw RefusedException.bad("member [" + path + "/key] must not be empty");
        }
    }

    private static void publicKey(String path, ObjectNode secret) {
        if (secret.has(CERT)) {
            byte[] der = bytes(path, secret, CERT);
            secret.remove(CERT);
            X509Certificate certificate = Keys.certificate(path + "/cert", der);
            secret.put("key", Base64Text.stored(certificate.getPublicKey().getEncoded()))
                    .put("algorithm", certificate.getPublicKey().getAlgorithm());
            validity(secret, certificate);
        } else if (!secret.has("key")) {
            if (secret.has("algorithm")) {
                throw RefusedException.bad("member [" + path + "/algorithm] goes with [key] only");
            }
            return;
        }
        String algorithm = secret.path("algorithm").asText("RSA");
        if (!ALGORITHMS.contains(algorithm)) {
            throw RefusedException.bad(
                    "member [" + path + "/algorithm] is '" + algorithm + "'; allowed are RSA and EC");
        }
        Keys.check(path + "/key", algorithm, bytes(path, secret, "key"));
        secret.put("algorithm", algorithm);
    }

    /** Decodes a member and leaves it in the form in which it is stored. */
    private static byte[] bytes(String path, ObjectNode secret, String name) {
        byte[] bytes = Base64Text.decode(path + "/" + name, secret.get(name).textValue());
        secret.put(name, Base64Text.stored(bytes));
        return bytes;
    }

    private static Schema secret(Map<String, Schema> own) {
        Map<String, Schema> members = new HashMap<>(own);
        members.putAll(COMMON);
        return Schema.object(members);
    }
}
