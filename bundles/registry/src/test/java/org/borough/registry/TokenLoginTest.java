// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLoginTest {

    private static final Instant NOW = Authority.NOW;

    private final City city = new City();
    private final KeyPair keys = Authority.keys();

    @BeforeEach
    void aLampWithAKey() {
        city.post("/v1/tenants/city", "{\"alias\":\"c\"}");
        city.post("/v1/devices/city/lamp-7", "{}");
        register(keys, "EC");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void aTokenThatSaysWhoseItIsNeedsNoOtherNames() {
        Admission.Admitted admitted = (Admission.Admitted) login("", "", signed(claims("city", "lamp")));
        assertThat(admitted.registration().device().toString()).isEqualTo("city/lamp-7");
        assertThat(admitted.until()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(City.status(login("", "", signed(claims("c", "lamp"))))).isEqualTo(200);
    }

    @Test
    void namesMayStandBesideTheToken() {
        String bare = signed(times(NOW, NOW.plusSeconds(60)).build());
        assertThat(City.status(login("city", "lamp", bare))).isEqualTo(200);
        assertThat(City.status(login("c", "lamp", bare))).isEqualTo(200);
        assertThat(City.status(login("city", "nobody", bare))).isEqualTo(401);
        assertThat(City.status(login("", "", bare))).isEqualTo(401);
    }

    @Test
    void aTokenForThisAudienceCannotSpeakInOtherNames() {
        assertThat(City.status(login("city", "lamp", signed(claims("city", "nobody")))))
                .isEqualTo(401);
        assertThat(City.status(login(
                        "city",
                        "lamp",
                        signed(times(NOW, NOW.plusSeconds(60))
                                .audience("hono-adapter")
                                .build()))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384"})
    void keysOfRsaSignToo(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        register(rsa, "RSA");
        String token = sign(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims("city", "lamp"),
                new RSASSASigner(rsa.getPrivate()));
        assertThat(City.status(login("", "", token))).isEqualTo(200);
        assertThat(City.status(login("", "", signed(claims("city", "lamp"))))).isEqualTo(401);
    }

    @Test
    void timesThatDoNotFitAreRefused() {
        assertThat(status(NOW.plus(Duration.ofMinutes(9)), NOW.plus(Duration.ofHours(1))))
                .isEqualTo(200);
        assertThat(status(NOW.plus(Duration.ofMinutes(11)), NOW.plus(Duration.ofHours(1))))
                .isEqualTo(401);
        assertThat(status(NOW, NOW.plus(Duration.ofHours(24)))).isEqualTo(200);
        assertThat(status(NOW, NOW.plus(Duration.ofHours(25)))).isEqualTo(401);
        assertThat(status(NOW.minusSeconds(60), NOW.minusSeconds(1))).isEqualTo(401);
        assertThat(status(NOW.plusSeconds(60), NOW.plusSeconds(60))).isEqualTo(401);
        assertThat(City.status(login("city", "lamp", signed(new JWTClaimsSet.Builder().build()))))
                .isEqualTo(401);
    }

    @Test
    void otherTypesAlgorithmsAndKeysAreRefused() throws JOSEException {
        JWTClaimsSet claims = claims("city", "lamp");
        assertThat(City.status(
                        login("", "", sign(header(JWSAlgorithm.ES256).build(), claims, signer(Authority.keys())))))
                .isEqualTo(401);
        assertThat(City.status(login("", "", sign(new JWSHeader(JWSAlgorithm.ES256), claims, signer(keys)))))
                .isEqualTo(401);
        assertThat(City.status(login("", "", new PlainJWT(claims).serialize()))).isEqualTo(401);
        byte[] publicKey = keys.getPublic().getEncoded();
        assertThat(City.status(
                        login("", "", sign(header(JWSAlgorithm.HS256).build(), claims, new MACSigner(publicKey)))))
                .isEqualTo(401);
    }

    @Test
    void keysAreGoodInTheirTimeAndWhileTheyAreEnabled() {
        String token = signed(claims("city", "lamp"));
        city.put("/v1/credentials/city/lamp-7", credentials(keys, "EC", ",\"not-after\":\"2026-11-21T11:00:00Z\""));
        assertThat(City.status(login("", "", token))).isEqualTo(401);
        city.put("/v1/credentials/city/lamp-7", credentials(keys, "EC", ",\"enabled\":false"));
        assertThat(City.status(login("", "", token))).isEqualTo(401);
        register(keys, "EC");
        city.put("/v1/tenants/city", "{\"enabled\":false}");
        assertThat(City.status(login("", "", token))).isEqualTo(403);
    }

    @Test
    void aCertificateMayStandForItsKey() {
        Authority own = Authority.named("CN=lamp");
        city.put(
                "/v1/credentials/city/lamp-7",
                "[{\"type\":\"rpk\",\"auth-id\":\"lamp\",\"secrets\":[{\"algorithm\":\"EC\",\"cert\":\""
                        + Authority.base64(own.certificate()) + "\"}]}]");
        String token = sign(header(JWSAlgorithm.ES256).build(), claims("city", "lamp"), signer(own.keyPair()));
        assertThat(City.status(login("", "", token))).isEqualTo(200);
    }

    private int status(Instant issued, Instant expires) {
        return City.status(login("city", "lamp", signed(times(issued, expires).build())));
    }

    private Admission login(String tenant, String authId, String token) {
        return City.await(city.registry.authenticate(new Credential.Token(tenant, authId, token), "hono-mqtt"));
    }

    private void register(KeyPair pair, String algorithm) {
        assertThat(city.put("/v1/credentials/city/lamp-7", credentials(pair, algorithm, ""))
                        .status())
                .isEqualTo(204);
    }

    private static String credentials(KeyPair pair, String algorithm, String more) {
        return "[{\"type\":\"rpk\",\"auth-id\":\"lamp\",\"secrets\":[{\"algorithm\":\"" + algorithm + "\",\"key\":\""
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\"" + more + "}]}]";
    }

    private static JWTClaimsSet claims(String tenant, String authId) {
        return times(NOW, NOW.plus(Duration.ofHours(1)))
                .audience("hono-adapter")
                .claim("tid", tenant)
                .subject(authId)
                .issuer(authId)
                .build();
    }

    private static JWTClaimsSet.Builder times(Instant issued, Instant expires) {
        return new JWTClaimsSet.Builder().issueTime(Date.from(issued)).expirationTime(Date.from(expires));
    }

    private String signed(JWTClaimsSet claims) {
        return sign(header(JWSAlgorithm.ES256).build(), claims, signer(keys));
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    }

    private static JWSSigner signer(KeyPair pair) {
        try {
            return new ECDSASigner((ECPrivateKey) pair.getPrivate());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
