// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.access.token.TokenVerdict;

/** Good tokens by their hash, so that one that comes with every request is checked once. */
final class RememberedTokens {

    private static final int MOST = 10_000;

    private final Map<ByteBuffer, Remembered> good = new ConcurrentHashMap<>();

    /** A verdict, and the keys on which it rests. */
    record Remembered(TokenVerdict.Valid verdict, KeySource source, SigningKeys keys) {

        boolean restsOnPresentKeys() {
            return source.current() == keys;
        }
    }

    static ByteBuffer key(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    Remembered get(ByteBuffer key) {
        return good.get(key);
    }

    void put(ByteBuffer key, Remembered remembered, ClaimRules rules) {
        if (good.size() >= MOST) {
            good.values().removeIf(old -> rules.isOver(old.verdict()));
        }
        if (good.size() < MOST) {
            good.put(key, remembered);
        }
    }

    void remove(ByteBuffer key) {
        good.remove(key);
    }
}
