// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.borough.connect.Admission;
import org.borough.connect.Credential;

/** Whatever comes instead of a certificate or a token is answered with a refusal. */
class CredentialFuzzTest {

    private static final City CITY = new City();
    private static final Authority AUTHORITY = Authority.named("CN=City CA");
    private static final X509Certificate LAMP = AUTHORITY.issue("CN=lamp,OU=north");
    private static final KeyPair KEYS = Authority.keys();
    private static final String TOKEN = token();

    private static String token() {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .build(),
                    new JWTClaimsSet.Builder()
                            .audience("hono-adapter")
                            .claim("tid", "city")
                            .subject("lamp")
                            .issueTime(Date.from(Authority.NOW))
                            .expirationTime(Date.from(Authority.NOW.plusSeconds(600)))
                            .build());
            token.sign(new ECDSASigner((ECPrivateKey) KEYS.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeContainer
    static void aLampThatIsLetIn() {
        String key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
        CITY.post(
                "/v1/tenants/city",
                "{\"trusted-ca\":[" + AUTHORITY.entry().put("auto-provisioning-enabled", true) + "]}");
        CITY.post("/v1/devices/city/lamp", "{}");
        CITY.put(
                "/v1/credentials/city/lamp",
                "[{\"type\":\"x509-cert\",\"auth-id\":\"CN=lamp,OU=north\",\"secrets\":[{}]},"
                        + "{\"type\":\"rpk\",\"auth-id\":\"lamp\",\"secrets\":[{\"algorithm\":\"EC\",\"key\":\"" + key
                        + "\"}]}]");
        assertThat(City.status(login(List.of(LAMP)))).isEqualTo(200);
        assertThat(City.status(login(TOKEN))).isEqualTo(200);
    }

    @AfterContainer
    static void close() {
        assertThat(CITY.registry.list("")).hasSize(1);
        CITY.close();
    }

    /** The byte at a place, in ten-thousandths of the whole, and what becomes of it. */
    private record Change(int place, byte value) {

        void apply(byte[] bytes) {
            bytes[place * bytes.length / 10_000] = value;
        }
    }

    @Property(tries = 400)
    void aCertificateThatWasChangedProvesNothing(@ForAll("changes") List<Change> changes) {
        byte[] original = encoded(LAMP);
        byte[] changed = original.clone();
        changes.forEach(change -> change.apply(changed));
        parsed(changed).filter(certificate -> !Arrays.equals(original, changed)).ifPresent(certificate -> {
            assertThat(City.status(login(List.of(certificate)))).isEqualTo(401);
            assertThat(City.status(login(List.of(certificate, AUTHORITY.certificate()))))
                    .isEqualTo(401);
            assertThat(City.status(login(List.of(LAMP, certificate)))).isEqualTo(200);
        });
    }

    @Property(tries = 100)
    void anAuthorityThatWasChangedIsNotRegisteredOrProvesNobodyElse(@ForAll("changes") List<Change> changes) {
        byte[] changed = encoded(AUTHORITY.certificate());
        changes.forEach(change -> change.apply(changed));
        String entry = "{\"cert\":\"" + Base64.getEncoder().encodeToString(changed) + "\"}";
        Tenant tenant = new Tenant(
                "x",
                Doc.create(
                        (ObjectNode) City.json("{\"trusted-ca\":[" + entry + "]}"),
                        Json.MAPPER.createArrayNode(),
                        "test",
                        Authority.NOW));
        assertThat(tenant.anchors()).hasSizeLessThanOrEqualTo(1);
        tenant.anchors().forEach(anchor -> CertificateCheck.check(List.of(LAMP), List.of(anchor), Authority.NOW));
    }

    @Property(tries = 400)
    void aTokenThatWasChangedProvesNothing(@ForAll("changes") List<Change> changes) {
        byte[] changed = TOKEN.getBytes(StandardCharsets.US_ASCII);
        changes.forEach(change -> change.apply(changed));
        String text = new String(changed, StandardCharsets.ISO_8859_1);
        if (!sameToken(text)) {
            assertThat(City.status(login(text))).isEqualTo(401);
        }
    }

    @Property(tries = 400)
    void garbageProvesNothing(@ForAll("garbage") String text) {
        assertThat(City.status(login(text))).isEqualTo(401);
        assertThat(City.status(
                        City.await(CITY.registry.authenticate(new Credential.PresharedKey(text, text), "hono-coap"))))
                .isEqualTo(401);
        assertThat(CITY.registry.presharedKeys("city", text)).isEmpty();
    }

    @Property(tries = 200)
    void headersAndClaimsOfAnyKindProveNothing(@ForAll("json") String header, @ForAll("json") String claims) {
        String text = base64(header) + "." + base64(claims) + "." + TOKEN.substring(TOKEN.lastIndexOf('.') + 1);
        assertThat(City.status(login(text))).isEqualTo(401);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(Arbitraries.integers().between(0, 9_999), Arbitraries.bytes())
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withChars("abcyJ0-_=.{}\"").ofMaxLength(100),
                Arbitraries.integers().between(0, TOKEN.length() - 1).map(end -> TOKEN.substring(0, end)));
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> name =
                Arbitraries.of("typ", "alg", "crit", "b64", "zip", "jwk", "aud", "tid", "sub", "iat", "exp");
        Arbitrary<String> value = Arbitraries.of(
                "\"JWT\"",
                "\"ES256\"",
                "\"none\"",
                "\"HS256\"",
                "[\"b64\"]",
                "false",
                "null",
                "{}",
                "[]",
                "-1",
                "1e999",
                "99999999999999999999",
                "\"hono-adapter\"",
                "\"city\"",
                "\"lamp\"",
                "1795262400",
                "1795263000");
        return Combinators.combine(name, value)
                .as((key, content) -> "\"" + key + "\":" + content)
                .list()
                .ofMaxSize(8)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    /** Base64 has bits to spare at an end: some other texts stand for the same bytes. */
    private static boolean sameToken(String text) {
        String[] parts = text.split("\\.", -1);
        String[] original = TOKEN.split("\\.", -1);
        return parts.length == 3
                && parts[0].equals(original[0])
                && parts[1].equals(original[1])
                && Arrays.equals(decoded(parts[2]), decoded(original[2]));
    }

    private static byte[] decoded(String text) {
        return new Base64URL(text).decode();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<X509Certificate> parsed(byte[] der) {
        try {
            return Optional.ofNullable((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static Admission login(List<X509Certificate> chain) {
        return City.await(CITY.registry.authenticate(new Credential.Certificate("", chain), "hono-mqtt"));
    }

    private static Admission login(String token) {
        return City.await(CITY.registry.authenticate(new Credential.Token("", "", token), "hono-mqtt"));
    }
}
