// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Which credentials and secrets are well-formed, type by type. */
final class SecretCheck {

    private static final Schema CREDENTIAL = Schema.object(
            Map.of(
                    "type", Schema.TEXT,
                    "auth-id", Schema.TEXT,
                    "enabled", Schema.BOOLEAN,
                    "cert", Schema.TEXT,
                    "ext", Schema.OBJECT,
                    "secrets", Schema.list(Schema.OBJECT)),
            "type");
    private static final Map<String, Schema> SECRETS = Map.of(
            Login.TYPE,
            secret(Map.of(
                    "pwd-plain", Schema.TEXT,
                    "pwd-hash", Schema.TEXT,
                    "hash-function", Schema.TEXT,
                    "salt", Schema.TEXT)),
            "psk",
            secret(Map.of("key", Schema.TEXT)),
            "x509-cert",
            secret(Map.of()),
            "rpk",
            secret(Map.of("key", Schema.TEXT, "cert", Schema.TEXT, "algorithm", Schema.TEXT)));
    private static final Map<String, List<String>> CARRIERS =
            Map.of(Login.TYPE, List.of("pwd-plain", "pwd-hash"), "psk", List.of("key"), "rpk", List.of("key", "cert"));
    private static final Pattern BCRYPT = Pattern.compile("\\$2a\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final int maxBcryptCost;

    SecretCheck(int maxBcryptCost) {
        this.maxBcryptCost = maxBcryptCost;
    }

    /** A copy of the credential, its auth-id in the form in which it is looked up. */
    ObjectNode credential(String path, JsonNode node) {
        CREDENTIAL.check(path, node);
        ObjectNode credential = node.deepCopy();
        String type = credential.get("type").asText();
        if (!SECRETS.containsKey(type)) {
            throw RefusedException.bad("member [" + path + "/type] is '" + type + "'; allowed are "
                    + SECRETS.keySet().stream().sorted().toList());
        }
        if (type.equals("x509-cert")) {
            credential.put("auth-id", distinguishedName(path, credential));
            credential.remove("cert");
        } else {
            if (!credential.has("auth-id") || credential.has("cert")) {
                throw RefusedException.bad(
                        "member [" + path + "/auth-id] is missing, or [cert] stands beside type " + type);
            }
            Ids.authId(credential.get("auth-id").asText());
        }
        if (credential.path("secrets").isEmpty()) {
            throw RefusedException.bad("member [" + path + "/secrets] must have at least one secret");
        }
        return credential;
    }

    private static String distinguishedName(String path, ObjectNode credential) {
        try {
            if (credential.has("cert")) {
                byte[] der = Base64.getDecoder().decode(credential.get("cert").asText());
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
                return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            }
            return new X500Principal(credential.path("auth-id").asText()).getName(X500Principal.RFC2253);
        } catch (IllegalArgumentException | CertificateException e) {
            throw RefusedException.bad(
                    "credential [" + path + "] needs an [auth-id] that is a subject DN (RFC 2253) or a [cert]"
                            + " that is a certificate (DER, Base64)");
        }
    }

    /** Whether the secret brings a secret of its own, rather than leaning on what is stored. */
    boolean carriesSecret(String type, ObjectNode secret) {
        return CARRIERS.getOrDefault(type, List.of()).stream().anyMatch(secret::has);
    }

    /** Checks one secret, complete with what was hidden. */
    void secret(String type, String path, ObjectNode secret) {
        SECRETS.get(type).check(path, secret);
        List<String> carriers = CARRIERS.getOrDefault(type, List.of());
        long carried = carriers.stream().filter(secret::has).count();
        if (!carriers.isEmpty() && carried != 1) {
            throw RefusedException.bad("member [" + path + "] must have exactly one of " + carriers);
        }
        if (type.equals(Login.TYPE) && secret.has("pwd-hash")) {
            hash(path, secret);
        } else if (type.equals(Login.TYPE)) {
            plain(path, secret);
        } else {
            carriers.stream()
                    .filter(secret::has)
                    .forEach(name -> base64(path + "/" + name, secret.get(name).asText()));
        }
    }

    private static void plain(String path, ObjectNode secret) {
        if (secret.get("pwd-plain").asText().isEmpty()) {
            throw RefusedException.bad("member [" + path + "/pwd-plain] must not be empty");
        }
        if (secret.has("hash-function") || secret.has("salt")) {
            throw RefusedException.bad("members [hash-function] and [salt] of [" + path + "] go with [pwd-hash] only");
        }
    }

    private void hash(String path, ObjectNode secret) {
        String function = secret.path("hash-function").asText(Passwords.SHA_256);
        String hash = secret.get("pwd-hash").asText();
        switch (function) {
            case Passwords.BCRYPT -> {
                Matcher matcher = BCRYPT.matcher(hash);
                if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > maxBcryptCost) {
                    throw RefusedException.bad(
                            "member [" + path + "/pwd-hash] must be a bcrypt hash that begins with $2a$ and"
                                    + " has a cost of at most " + maxBcryptCost);
                }
            }
            case Passwords.SHA_256, Passwords.SHA_512 -> {
                base64(path + "/pwd-hash", hash);
                base64(path + "/salt", secret.path("salt").asText());
            }
            default ->
                throw RefusedException.bad("member [" + path + "/hash-function] is '" + function
                        + "'; allowed are bcrypt, sha-256 and sha-512");
        }
    }

    private static void base64(String path, String text) {
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.bad("member [" + path + "] must be Base64");
        }
    }

    private static Schema secret(Map<String, Schema> own) {
        Map<String, Schema> members = new HashMap<>(own);
        members.putAll(Map.of(
                "id", Schema.TEXT,
                "enabled", Schema.BOOLEAN,
                "not-before", SecretCheck::instant,
                "not-after", SecretCheck::instant,
                "comment", Schema.TEXT));
        return Schema.object(members);
    }

    private static void instant(String path, JsonNode value) {
        try {
            Secret.instant(value.asText());
        } catch (DateTimeException e) {
            throw RefusedException.bad("member [" + path + "] must be a time like 2026-01-31T12:00:00Z");
        }
    }
}
