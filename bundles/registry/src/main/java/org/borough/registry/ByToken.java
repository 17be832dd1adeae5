// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that prove themselves by a token that they signed; their public keys are registered. */
final class ByToken {

    private static final String TYPE = "rpk";
    private static final String AUDIENCE = "hono-adapter";
    private static final Logger LOG = LoggerFactory.getLogger(ByToken.class);
    private static final int LONGEST_TOKEN = 16_384;
    /** How much clocks may differ. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private final Directory directory;
    private final Gate gate;
    private final Workers workers;
    private final Clock clock;

    ByToken(Directory directory, Gate gate, Workers workers, Clock clock) {
        this.directory = directory;
        this.gate = gate;
        this.workers = workers;
        this.clock = clock;
    }

    /** Who claims to have signed a token. */
    private record Names(String tenant, String authId) {}

    /** A token that was checked, with the device as it was then. */
    private record Proof(Names names, Device holder, Instant until) {}

    CompletionStage<Admission> admit(Credential.Token given, String protocol) {
        if (given.token().length() > LONGEST_TOKEN) {
            return CompletableFuture.completedStage(Gate.WRONG);
        }
        return workers.run(() -> prove(given))
                .handle((proof, failure) -> failure == null ? decide(proof, protocol) : failed(failure));
    }

    /** Whatever a token makes its decoders throw, it proves nothing. */
    private static Admission failed(Throwable failure) {
        if (Directory.cause(failure) instanceof RefusedException refused) {
            return Gate.refused(refused);
        }
        LOG.debug("A token could not be checked.", failure);
        return Gate.WRONG;
    }

    private Optional<Proof> prove(Credential.Token given) {
        try {
            SignedJWT token = SignedJWT.parse(given.token());
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Optional<Instant> until = life(claims);
            if (until.isEmpty() || !JOSEObjectType.JWT.equals(token.getHeader().getType())) {
                return Optional.empty();
            }
            Names names = names(given, claims);
            return holder(names)
                    .filter(device -> device.secrets(TYPE, names.authId(), clock.instant()).stream()
                            .anyMatch(secret -> isSigned(token, secret)))
                    .map(device -> new Proof(names, device, until.get()));
        } catch (ParseException e) {
            LOG.debug("A token is malformed: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** When the token ends, if it is good now and for no longer than it may be. */
    private Optional<Instant> life(JWTClaimsSet claims) {
        Date issued = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        if (issued == null || expires == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant end = expires.toInstant();
        Date begin = claims.getNotBeforeTime();
        boolean begun = !issued.toInstant().isAfter(now.plus(SKEW))
                && (begin == null || !begin.toInstant().isAfter(now.plus(SKEW)));
        boolean fits = end.isAfter(issued.toInstant())
                && !end.isAfter(issued.toInstant().plus(LONGEST_LIFE).plus(SKEW));
        return begun && fits && end.isAfter(now) ? Optional.of(end) : Optional.empty();
    }

    /** A token for this audience says itself whose it is; any other needs the names that were given beside it. */
    private static Names names(Credential.Token given, JWTClaimsSet claims) throws ParseException {
        if (claims.getAudience().contains(AUDIENCE)) {
            return new Names(text(claims.getStringClaim("tid")), text(claims.getSubject()));
        }
        return new Names(given.tenant(), given.authId());
    }

    private static String text(String claim) {
        return claim == null ? "" : claim;
    }

    private Optional<Device> holder(Names names) {
        Shelves now = directory.now();
        return now.tenantCalled(names.tenant())
                .flatMap(tenant -> now.holder(tenant.id(), Device.authKey(TYPE, names.authId())));
    }

    private static boolean isSigned(SignedJWT token, JsonNode secret) {
        try {
            return token.verify(verifier(key(secret)));
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            LOG.debug("A token does not fit a key: {}", e.getMessage());
            return false;
        }
    }

    private static PublicKey key(JsonNode secret) throws GeneralSecurityException {
        if (secret.hasNonNull("cert")) {
            byte[] der = Base64.getDecoder().decode(secret.get("cert").asText());
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        }
        byte[] encoded = Base64.getDecoder().decode(secret.path("key").asText());
        return KeyFactory.getInstance(secret.path("algorithm").asText("RSA"))
                .generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static JWSVerifier verifier(PublicKey key) throws GeneralSecurityException, JOSEException {
        if (key instanceof RSAPublicKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        if (key instanceof ECPublicKey curve) {
            return new ECDSAVerifier(curve);
        }
        throw new GeneralSecurityException("a key of type " + key.getAlgorithm() + " signs no tokens");
    }

    /** Looked up anew: the device may have lost its credentials while the token was checked. */
    private Admission decide(Optional<Proof> proof, String protocol) {
        return proof.filter(each -> holder(each.names())
                        .filter(device -> device.doc().credentials()
                                == each.holder().doc().credentials())
                        .isPresent())
                .map(each -> gate.admit(each.holder().id(), protocol, each.until(), false))
                .orElse(Gate.WRONG);
    }
}
