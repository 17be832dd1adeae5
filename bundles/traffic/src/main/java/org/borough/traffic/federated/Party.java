// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.federated;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.KeyAgreement;

/**
 * A district in secure aggregation (Bonawitz et al. 2017, without its recovery of drop-outs: a round in which somebody does
 * not send is begun again). It adds to its numbers, for each other party, a mask that only the two know and that the other
 * takes off: nobody learns more than the sum of all.
 *
 * <p>For one thread.
 */
public final class Party {

    private static final String CURVE = "X25519";
    private static final int REACH = 2;

    private final String name;
    private final KeyPair keys;
    private final Map<String, byte[]> secrets = new HashMap<>();

    /** A party with a new key pair. */
    public Party(String name) {
        this.name = name;
        try {
            this.keys = KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CURVE, e);
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What the others must know of it, as an X.509 SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    /**
     * With whom a party agrees on masks: its four neighbours in the ring of all names, so that the work does not grow with the
     * square of the parties (Bell et al. 2020). Its numbers stay hidden as long as one of them keeps its secret.
     */
    public static List<String> neighbours(String name, Collection<String> names) {
        List<String> ring = names.stream().sorted().toList();
        int at = ring.indexOf(name);
        return IntStream.rangeClosed(-REACH, REACH)
                .mapToObj(step -> ring.get(Math.floorMod(at + step, ring.size())))
                .filter(other -> !other.equals(name))
                .distinct()
                .toList();
    }

    /**
     * Its numbers, masked.
     *
     * @param round names the round: masks are never used twice
     * @param others the public keys of its neighbours in the round by their names
     */
    public long[] masked(String round, double[] numbers, Map<String, byte[]> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is sent: " + name + " is alone in the round, so that its sum would be seen.");
        }
        long[] sent = FixedPoint.of(numbers);
        others.forEach((other, key) -> {
            long[] mask = Mask.of(secret(other, key), label(round, other), sent.length);
            boolean adds = name.compareTo(other) < 0;
            for (int i = 0; i < sent.length; i++) {
                sent[i] += adds ? mask[i] : -mask[i];
            }
        });
        return sent;
    }

    private String label(String round, String other) {
        return name.compareTo(other) < 0 ? round + '\n' + name + '\n' + other : round + '\n' + other + '\n' + name;
    }

    private byte[] secret(String other, byte[] key) {
        return secrets.computeIfAbsent(other + Base64.getEncoder().encodeToString(key), unknown -> agreed(other, key));
    }

    private byte[] agreed(String other, byte[] key) {
        try {
            PublicKey theirs = KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(key));
            KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(keys.getPrivate());
            agreement.doPhase(theirs, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The key of " + other + " is not an " + CURVE + " public key.", e);
        }
    }

    /** The sum of what all parties of a round sent; the masks cancel. */
    public static double[] sum(Iterable<long[]> sent) {
        long[] sum = null;
        for (long[] one : sent) {
            sum = sum == null ? new long[one.length] : sum;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        return FixedPoint.numbers(sum == null ? new long[0] : sum);
    }
}
