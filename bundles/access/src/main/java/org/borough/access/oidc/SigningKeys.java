// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The public keys by which an issuer's signatures are checked. */
final class SigningKeys {

    /** Only signatures whose secret the issuer alone has: no MAC, no {@code none}. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int LEAST_RSA_BITS = 2048;

    private final List<JWK> keys;

    private SigningKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /** Reads a set of keys (RFC 7517); those that are not for checking signatures are left out. */
    static SigningKeys read(String json) throws ParseException {
        return new SigningKeys(JWKSet.parse(json).getKeys().stream()
                .filter(SigningKeys::isUsable)
                .toList());
    }

    private static boolean isUsable(JWK key) {
        boolean strong = key instanceof ECKey || key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS;
        return strong && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }

    /** What checks the signature of a token with this header; nothing where no key is for it. */
    Optional<JWSVerifier> find(JWSHeader header) {
        List<JWK> fitting =
                keys.stream().filter(key -> fits(key, header.getAlgorithm())).toList();
        String id = header.getKeyID();
        // A token may leave the key unnamed where there is but one (OpenID Connect Core, section 10.1).
        return fitting.stream()
                .filter(key -> id == null ? fitting.size() == 1 : id.equals(key.getKeyID()))
                .findFirst()
                .flatMap(key -> verifier(key, header.getAlgorithm()));
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        boolean sameKind = key instanceof ECKey
                ? JWSAlgorithm.Family.EC.contains(algorithm)
                : JWSAlgorithm.Family.RSA.contains(algorithm);
        return sameKind && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm) {
        try {
            JWSVerifier verifier = key instanceof ECKey ec
                    ? new ECDSAVerifier(ec.toPublicJWK())
                    : new RSASSAVerifier(((RSAKey) key).toPublicJWK());
            return Optional.of(verifier)
                    .filter(made -> made.supportedJWSAlgorithms().contains(algorithm));
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKeys those && keys.equals(those.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }
}
