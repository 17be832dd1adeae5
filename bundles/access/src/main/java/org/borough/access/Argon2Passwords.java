// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.apache.karaf.jaas.modules.Encryption;
import org.apache.karaf.jaas.modules.EncryptionService;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes the passwords of Karaf's users with Argon2id (RFC 9106) in the strength that OWASP asks for: 19 MiB, 2 passes,
 * 1 lane. Karaf's own services offer unsalted SHA-256, or Argon2 with a fifth of the memory.
 *
 * <p>The form is {@code argon2id:<KiB>:<passes>:<lanes>:<salt>:<hash>}, without the commas of the usual form, because
 * commas separate the fields of {@code users.properties}.
 */
final class Argon2Passwords implements EncryptionService, Encryption {

    /** Its name in {@code org.apache.karaf.jaas.cfg}, and the first word of every hash. */
    static final String FORM = "argon2id";

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** No hash that asks for more is computed: a line in a file must not be able to eat the memory. */
    private static final int MEMORY_KIB_MAX = 1 << 20;

    private final SecureRandom random = new SecureRandom();

    @Override
    public Encryption createEncryption(Map<String, String> options) {
        return this;
    }

    @Override
    public String encryptPassword(String plain) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = hash(plain, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return String.join(":", FORM, "" + MEMORY_KIB, "" + PASSES, "" + LANES, encode(salt), encode(hash));
    }

    @Override
    public boolean checkPassword(String plain, String stored) {
        String[] part = stored.split(":");
        if (part.length != 6 || !part[0].equals(FORM)) {
            return false;
        }
        try {
            int memory = Math.min(Integer.parseInt(part[1]), MEMORY_KIB_MAX);
            byte[] expected = Base64.getDecoder().decode(part[5]);
            byte[] salt = Base64.getDecoder().decode(part[4]);
            byte[] actual =
                    hash(plain, salt, memory, Integer.parseInt(part[2]), Integer.parseInt(part[3]), expected.length);
            return expected.length >= SALT_BYTES && MessageDigest.isEqual(expected, actual);
        } catch (IllegalArgumentException | IllegalStateException notAHash) {
            return false;
        }
    }

    private static byte[] hash(String plain, byte[] salt, int memory, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(plain.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
