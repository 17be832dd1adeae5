// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;

/** One hashed password. Remembers the keyed hash of the password that was last found to be right. */
final class Secret {

    private static final byte[] NONE = {};

    private final boolean enabled;
    private final Instant notBefore;
    private final Instant notAfter;
    private final String function;
    private final String hash;
    private final String salt;
    private volatile byte[] proven = NONE;

    private Secret(JsonNode node) {
        this.enabled = node.path("enabled").asBoolean(true);
        this.notBefore = instant(node, "not-before", Instant.MIN);
        this.notAfter = instant(node, "not-after", Instant.MAX);
        this.function = node.path("hash-function").asText(Passwords.SHA_256);
        this.hash = node.path("pwd-hash").asText();
        this.salt = node.path("salt").asText();
    }

    static Secret of(JsonNode node) {
        return new Secret(node);
    }

    static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant instant(JsonNode node, String member, Instant otherwise) {
        return node.hasNonNull(member) ? instant(node.get(member).asText()) : otherwise;
    }

    /** Whether a secret of any type, as it is stored, may be used now. */
    static boolean isValid(JsonNode secret, Instant now) {
        return secret.path("enabled").asBoolean(true)
                && !now.isBefore(instant(secret, "not-before", Instant.MIN))
                && !now.isAfter(instant(secret, "not-after", Instant.MAX));
    }

    boolean validAt(Instant now) {
        return enabled && !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    boolean isProven(byte[] keyed) {
        return MessageDigest.isEqual(proven, keyed);
    }

    void prove(byte[] keyed) {
        proven = keyed;
    }

    String function() {
        return function;
    }

    String hash() {
        return hash;
    }

    String salt() {
        return salt;
    }
}
