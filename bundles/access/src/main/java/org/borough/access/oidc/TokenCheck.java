// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.Tokens;

/** Checks tokens: form, issuer, algorithm, signature and claims, in this order. */
final class TokenCheck implements Tokens {

    private final Map<String, Trusted> issuers;
    private final ClaimRules rules;
    private final RememberedTokens remembered = new RememberedTokens();

    /** An issuer and where its keys come from. */
    record Trusted(Issuer issuer, KeySource keys) {}

    TokenCheck(Map<String, Trusted> issuers, ClaimRules rules) {
        this.issuers = issuers;
        this.rules = rules;
    }

    @Override
    public CompletionStage<TokenVerdict> check(String text) {
        ByteBuffer key = RememberedTokens.key(text);
        RememberedTokens.Remembered known = remembered.get(key);
        if (known != null) {
            if (!rules.isOver(known.verdict()) && known.restsOnPresentKeys()) {
                return CompletableFuture.completedStage(known.verdict());
            }
            remembered.remove(key);
        }
        try {
            return check(ParsedToken.read(text), key);
        } catch (ParseException malformed) {
            return CompletableFuture.completedStage(Refusals.malformed(malformed.getMessage()));
        }
    }

    private CompletionStage<TokenVerdict> check(ParsedToken token, ByteBuffer key) {
        Trusted trusted = issuers.get(token.issuer());
        if (trusted == null) {
            return CompletableFuture.completedStage(Refusals.unknownIssuer(token.issuer()));
        }
        if (!SigningKeys.ALGORITHMS.contains(token.header().getAlgorithm())) {
            return CompletableFuture.completedStage(
                    Refusals.unverified("The algorithm of the JWT's signature is not accepted."));
        }
        return trusted.keys()
                .keysFor(token.header())
                .handle((keys, failure) ->
                        failure == null ? verdict(token, trusted, keys, key) : Refusals.unavailable(cause(failure)));
    }

    private TokenVerdict verdict(ParsedToken token, Trusted trusted, SigningKeys keys, ByteBuffer key) {
        Optional<JWSVerifier> found = keys.find(token.header());
        if (found.isEmpty()) {
            return Refusals.unverified("Public Key of issuer <" + token.issuer() + "> with key ID <"
                    + token.header().getKeyID() + "> not found!");
        }
        if (!isSigned(token, found.get())) {
            return Refusals.unverified("The signature of the JWT does not match.");
        }
        TokenVerdict verdict = rules.verdict(trusted.issuer(), token.claims());
        if (verdict instanceof TokenVerdict.Valid valid) {
            remembered.put(key, new RememberedTokens.Remembered(valid, trusted.keys(), keys), rules);
        }
        return verdict;
    }

    private static boolean isSigned(ParsedToken token, JWSVerifier verifier) {
        try {
            return token.jwt().verify(verifier);
        } catch (JOSEException | IllegalStateException unusable) {
            return false;
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
