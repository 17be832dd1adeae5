// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * A key with which an operator logs in to the console. RSA: Karaf 4.4 misreads half of all EC keys.
 *
 * @param publicPart as Karaf's {@code keys.properties} has it (RFC 4253)
 * @param privatePart PEM, as ssh and Karaf's client read it
 */
record ConsoleKey(String publicPart, String privatePart) {

    private static final int BITS = 3072;

    static ConsoleKey random() throws IOException {
        KeyPair pair = pair();
        RSAPublicKey open = (RSAPublicKey) pair.getPublic();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        write(out, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        write(out, open.getPublicExponent().toByteArray());
        write(out, open.getModulus().toByteArray());
        return new ConsoleKey(
                Base64.getEncoder().encodeToString(bytes.toByteArray()),
                pem(pair.getPrivate().getEncoded()));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String pem(byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----";
    }

    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    /** Never shows the private part. */
    @Override
    public String toString() {
        return "key " + publicPart;
    }
}
