// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks password hashes on threads of its own.
 *
 * <p>A password that was right once is known again by its HMAC under a key that lives as long as this object: that costs
 * a microsecond instead of a bcrypt. Whatever is wrong (password, name or tenant) costs one bcrypt at least.
 */
final class Passwords implements AutoCloseable {

    static final String SHA_256 = "sha-256";
    static final String SHA_512 = "sha-512";
    static final String BCRYPT = "bcrypt";
    /** What bcrypt reads of a password, in bytes. */
    static final int LONGEST = 72;

    private static final String MAC = "HmacSHA256";
    private static final BCrypt.Verifyer VERIFYER =
            BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A));

    private final int cost;
    private final Workers workers;
    private final SecretKeySpec key;
    private final Secret decoy;

    Passwords(int cost, int threads, int waiting) {
        this.cost = cost;
        this.workers = new Workers("borough-passwords", threads, waiting);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
        this.decoy = Secret.of(Json.object()
                .put("hash-function", BCRYPT)
                .put("pwd-hash", hash(Base64.getEncoder().encodeToString(keyed("decoy")))));
    }

    /** Runs work that hashes. Fails with a {@link RefusedException} of status 503 when too much of it waits. */
    <T> CompletionStage<T> run(Supplier<T> work) {
        return workers.run(work);
    }

    /** The bcrypt hash of a new password. */
    String hash(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw RefusedException.bad("the password is longer than " + LONGEST + " bytes, which bcrypt cannot hash");
        }
        return new String(BCrypt.with(BCrypt.Version.VERSION_2A).hash(cost, bytes), StandardCharsets.US_ASCII);
    }

    /** Whether the password was right before, without a costly check. */
    boolean isProven(Optional<Login> login, String password, Instant now) {
        return login.filter(Login::enabled).isPresent() && proven(login.get(), keyed(password), now);
    }

    /** Whether one of the login's passwords is this one. Costly; for threads of {@link #run} only. */
    boolean check(Optional<Login> login, String password, Instant now) {
        byte[] keyed = keyed(password);
        boolean costly = false;
        if (login.isPresent() && login.get().enabled()) {
            if (proven(login.get(), keyed, now)) {
                return true;
            }
            for (Secret secret : login.get().secrets()) {
                if (secret.validAt(now)) {
                    costly |= secret.function().equals(BCRYPT);
                    if (matches(secret, password)) {
                        secret.prove(keyed);
                        return true;
                    }
                }
            }
        }
        if (!costly) {
            matches(decoy, password);
        }
        return false;
    }

    /** Remembers that the password belongs to the login, for whoever has just hashed it. */
    void prove(Login login, String password) {
        byte[] keyed = keyed(password);
        login.secrets().forEach(secret -> secret.prove(keyed));
    }

    private static boolean proven(Login login, byte[] keyed, Instant now) {
        for (Secret secret : login.secrets()) {
            if (secret.validAt(now) && secret.isProven(keyed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Secret secret, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (secret.function().equals(BCRYPT)) {
            return VERIFYER.verify(bytes, secret.hash().getBytes(StandardCharsets.US_ASCII)).verified;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(secret.function().equals(SHA_512) ? "SHA-512" : "SHA-256");
            digest.update(Base64.getDecoder().decode(secret.salt()));
            return MessageDigest.isEqual(
                    digest.digest(bytes), Base64.getDecoder().decode(secret.hash()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    private byte[] keyed(String password) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
