// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import org.borough.connect.Credential;
import org.borough.connect.Registrations;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;

/** Finds the key of a device in the registry, by the identity {@code auth-id@tenant}. */
final class PresharedKeys implements AdvancedPskStore {

    private static final int REMEMBERED = 1000;

    private final Registrations registrations;

    /** DTLS allows for one key in a handshake: a device with several gets them in turn. */
    private final Map<String, Integer> turns = new LinkedHashMap<>();

    PresharedKeys(Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public boolean hasEcdhePskSupported() {
        return true;
    }

    @Override
    public PskSecretResult requestPskSecretResult(
            ConnectionId connection,
            ServerNames names,
            PskPublicInformation identity,
            String hmacAlgorithm,
            SecretKey otherSecret,
            byte[] seed,
            boolean extendedMasterSecret) {
        String text = identity.getPublicInfoAsString();
        int at = text.indexOf('@');
        if (at <= 0 || at + 1 == text.length()) {
            return unknown(connection, identity);
        }
        Credential.PresharedKey claim = new Credential.PresharedKey(text.substring(at + 1), text.substring(0, at));
        List<byte[]> keys = registrations.presharedKeys(claim.tenant(), claim.authId());
        return keys.isEmpty()
                ? unknown(connection, identity)
                : known(connection, identity, claim, keys.get(keys.size() == 1 ? 0 : turn(text) % keys.size()));
    }

    private static PskSecretResult known(
            ConnectionId connection, PskPublicInformation identity, Credential.PresharedKey claim, byte[] key) {
        SecretKey secret = SecretUtil.create(key, PskSecretResult.ALGORITHM_PSK);
        Peer peer = Peer.of(claim, digest(key));
        Arrays.fill(key, (byte) 0);
        return new PskSecretResult(connection, identity, secret, peer);
    }

    private static PskSecretResult unknown(ConnectionId connection, PskPublicInformation identity) {
        return new PskSecretResult(connection, identity, null);
    }

    private synchronized int turn(String identity) {
        int turn = turns.getOrDefault(identity, 0);
        turns.remove(identity);
        turns.put(identity, turn + 1 & Integer.MAX_VALUE);
        if (turns.size() > REMEMBERED) {
            Iterator<String> eldest = turns.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return turn;
    }

    static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public PskPublicInformation getIdentity(InetSocketAddress address, ServerNames names) {
        throw new UnsupportedOperationException("the platform calls no device");
    }

    @Override
    public void setResultHandler(HandshakeResultHandler handler) {
        // Results are given at once.
    }
}
