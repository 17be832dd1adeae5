// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.federated;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Random-looking numbers that two parties can both make: HKDF-SHA256 (RFC 5869) gives a key, AES-256-CTR the numbers. */
final class Mask {

    private static final String HASH = "HmacSHA256";
    private static final int BLOCK = 16;
    private static final int DIGEST = 32;

    private Mask() {}

    static long[] of(byte[] secret, String label, int count) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            byte[] key = expanded(secret, label);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
            byte[] stream = cipher.doFinal(new byte[count * Long.BYTES]);
            long[] mask = new long[count];
            ByteBuffer.wrap(stream).asLongBuffer().get(mask);
            return mask;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES or no " + HASH, e);
        }
    }

    /** HKDF with an empty salt and one block of output. */
    private static byte[] expanded(byte[] secret, String label) throws GeneralSecurityException {
        byte[] extracted = hash(new byte[DIGEST], secret);
        byte[] info = label.getBytes(StandardCharsets.UTF_8);
        return hash(
                extracted,
                ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());
    }

    private static byte[] hash(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(key, HASH));
        return mac.doFinal(text);
    }
}
