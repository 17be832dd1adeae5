// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.borough.access.Configured;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.TokenVerdict.Refused;
import org.borough.access.token.TokenVerdict.Valid;
import org.borough.testkit.ManualClock;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of a real issuer: real keys, real HTTP, and everything that strangers try. */
@Timeout(30)
class OidcTokensTest {

    private static final String FAILED = "gateway:authentication.failed";
    private static RSAKey first;
    private static RSAKey second;
    private static ECKey curve;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private IdentityProvider provider;
    private OidcTokens tokens;

    @BeforeAll
    static void makeKeys() throws Exception {
        first = IdentityProvider.rsa("first");
        second = IdentityProvider.rsa("second");
        curve = IdentityProvider.ec("curve");
    }

    @BeforeEach
    void start() throws Exception {
        provider = new IdentityProvider();
        provider.publish(first, curve);
        tokens = tokens(Map.of());
    }

    @AfterEach
    void stop() {
        tokens.close();
        provider.close();
    }

    private OidcTokens tokens(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "issuers", new String[] {"ditto=" + provider.url()}, "plainHttpOnLoopback", true, "timeoutSeconds", 1));
        values.putAll(more);
        return new OidcTokens(Configured.of(OidcConfig.class, values), clock);
    }

    private void restart(Map<String, Object> more) {
        tokens.close();
        tokens = tokens(more);
    }

    private TokenVerdict check(String token) throws Exception {
        return tokens.check(token).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Refused refused(String token) throws Exception {
        TokenVerdict verdict = check(token);
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }

    private String token(JWK key) throws Exception {
        return token(key, claims -> claims);
    }

    private String token(JWK key, UnaryOperator<JWTClaimsSet.Builder> more) throws Exception {
        return provider.token(key, clock.instant(), more);
    }

    private JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.url())
                .subject("user")
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .build();
    }

    @Test
    void the_subject_of_a_token_is_the_name_of_its_issuer_and_its_sub() throws Exception {
        assertThat(check(token(first)))
                .isEqualTo(new Valid(List.of("ditto:user"), clock.instant().plusSeconds(300)));
        assertThat(check(token(curve))).isInstanceOf(Valid.class);
    }

    @Test
    void every_accepted_algorithm_of_a_key_works() throws Exception {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID("first").build();
            assertThat(check(IdentityProvider.signed(first, header, claims())))
                    .as(algorithm.getName())
                    .isInstanceOf(Valid.class);
        }
    }

    @Test
    void several_templates_make_several_subjects() throws Exception {
        restart(Map.of("subjects", new String[] {
            "{{ jwt:sub }}, {{ jwt:sub }}/{{ jwt:roles }}, {{ jwt:scope | fn:split(' ') }}, {{ jwt:missing }}"
        }));
        String token =
                token(first, claims -> claims.claim("roles", List.of("a", "b")).claim("scope", "things policies"));

        assertThat(((Valid) check(token)).subjects())
                .containsExactly("ditto:user", "ditto:user/a", "ditto:user/b", "ditto:things", "ditto:policies");
    }

    @Test
    void issuers_have_templates_and_audiences_of_their_own() throws Exception {
        restart(Map.of(
                "issuers", new String[] {"ditto=" + provider.url() + ", other=https://other.example/x"},
                "subjects", new String[] {"ditto={{ jwt:azp }}, other={{ jwt:mail }}"},
                "audiences", new String[] {"ditto=apps"}));

        assertThat(check(token(first, claims -> claims.claim("azp", "app").audience("apps"))))
                .extracting(verdict -> ((Valid) verdict).subjects())
                .isEqualTo(List.of("ditto:app"));
        assertThat(refused(token(first, claims -> claims.claim("azp", "app").audience("others")))
                        .description())
                .contains("audience");
    }

    @Test
    void a_token_of_an_unknown_issuer_is_refused() throws Exception {
        assertThat(refused(token(first, claims -> claims.issuer("https://evil.example"))))
                .isEqualTo(new Refused(
                        401,
                        "gateway:jwt.issuer.notsupported",
                        "The JWT issuer 'https://evil.example' is not supported.",
                        "Check if your JWT is correct."));
    }

    @Test
    void a_token_signed_by_another_key_is_refused() throws Exception {
        RSAKey impostor = new RSAKey.Builder(second.toRSAPublicKey())
                .privateKey(second.toRSAPrivateKey())
                .keyID("first")
                .build();

        assertThat(refused(token(impostor)))
                .isEqualTo(new Refused(
                        401, FAILED, "The JWT could not be verified.", "The signature of the JWT does not match."));
    }

    @Test
    void a_changed_token_is_refused_even_after_the_right_one_was_seen() throws Exception {
        String right = token(first);
        assertThat(check(right)).isInstanceOf(Valid.class);
        String[] part = right.split("\\.");
        String other = token(first, claims -> claims.subject("admin")).split("\\.")[1];

        assertThat(refused(part[0] + "." + other + "." + part[2]).status()).isEqualTo(401);
    }

    @Test
    void a_token_without_signature_is_refused() throws Exception {
        assertThat(refused(new PlainJWT(claims()).serialize()).error()).isEqualTo("jwt:invalid");
        assertThat(refused(new PlainJWT(claims()).serialize() + "eA").status()).isEqualTo(400);
    }

    @Test
    void a_public_key_is_not_taken_for_a_shared_secret() throws Exception {
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims());
        forged.sign(new MACSigner(first.toRSAPublicKey().getEncoded()));

        assertThat(refused(forged.serialize()).error()).isEqualTo(FAILED);
    }

    @Test
    void keys_that_a_token_brings_along_are_not_believed() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("second")
                .jwk(second.toPublicJWK())
                .jwkURL(java.net.URI.create("https://evil.example/keys"))
                .build();
        assertThat(refused(IdentityProvider.signed(second, header, claims())).description())
                .contains("with key ID <second> not found");

        for (String id : List.of("../../etc/passwd", "' OR 1=1 --", "first\r\nx: y", "x".repeat(4000))) {
            JWSHeader injected =
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
            assertThat(refused(IdentityProvider.signed(second, injected, claims()))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void an_encrypted_a_huge_and_a_malformed_token_are_refused_as_invalid() throws Exception {
        EncryptedJWT encrypted =
                new EncryptedJWT(new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM), claims());
        encrypted.encrypt(new RSAEncrypter(first.toRSAPublicKey()));

        for (String text : List.of(
                encrypted.serialize(),
                "a".repeat(20_000),
                token(first, claims -> claims.claim("x", "y".repeat(20_000))),
                "not.a.token",
                "..",
                "nonsense",
                "ey€.ey€.€",
                "")) {
            assertThat(refused(text))
                    .as(text)
                    .extracting(Refused::status, Refused::error)
                    .containsExactly(400, "jwt:invalid");
        }
    }

    @Test
    void times_are_checked_with_some_grace_for_clocks() throws Exception {
        Instant now = clock.instant();
        assertThat(check(token(first, c -> c.expirationTime(Date.from(now.minusSeconds(10))))))
                .isInstanceOf(Valid.class);
        assertThat(refused(token(first, c -> c.expirationTime(Date.from(now.minusSeconds(30)))))
                        .description())
                .isEqualTo("The JWT expired at 2026-11-21T11:59:30Z.");
        assertThat(refused(token(first, c -> c.notBeforeTime(Date.from(now.plusSeconds(30)))))
                        .description())
                .contains("before 2026-11-21T12:00:30Z");
        assertThat(refused(token(first, c -> c.issueTime(Date.from(now.plusSeconds(30)))))
                        .description())
                .contains("in the future");
        assertThat(refused(token(first, c -> c.expirationTime(null))).description())
                .contains("(exp)");
    }

    @Test
    void a_remembered_token_still_expires() throws Exception {
        String token = token(first);
        assertThat(check(token)).isInstanceOf(Valid.class);
        clock.advance(Duration.ofSeconds(321));

        assertThat(refused(token).description()).startsWith("The JWT expired");
    }

    @Test
    void a_new_key_is_taken_up_with_its_first_token_but_unknown_ones_do_not_flood_the_issuer() throws Exception {
        check(token(first));
        provider.publish(second);
        for (int i = 0; i < 20; i++) {
            assertThat(refused(token(second)).status()).isEqualTo(401);
        }
        assertThat(provider.asked).hasValue(1);

        clock.advance(Duration.ofSeconds(6));
        assertThat(check(token(second))).isInstanceOf(Valid.class);
        assertThat(provider.asked).hasValue(2);
    }

    @Test
    void tokens_of_a_withdrawn_key_end_with_it_though_they_were_good_before() throws Exception {
        String token = token(first);
        check(token);
        provider.publish(second);
        clock.advance(Duration.ofSeconds(6));
        check(token(second));

        assertThat(refused(token).description()).contains("<first> not found");
    }

    @Test
    void an_issuer_that_is_down_is_not_waited_for_again_and_again() throws Exception {
        provider.goesDown();
        restart(Map.of());
        for (int i = 0; i < 50; i++) {
            assertThat(refused(token(first)))
                    .isEqualTo(new Refused(
                            503,
                            "gateway:publickey.provider.unavailable",
                            "The public key provider is not available.",
                            "If after retry it is still unavailable, please contact the service team."));
        }
        assertThat(tokens.status().level()).isEqualTo(Status.Level.DEGRADED);

        provider.comesBack();
        clock.advance(Duration.ofSeconds(6));
        assertThat(check(token(first))).isInstanceOf(Valid.class);
        assertThat(tokens.status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void known_keys_outlast_a_short_outage_but_not_a_long_one() throws Exception {
        check(token(first));
        provider.goesDown();
        clock.advance(Duration.ofMinutes(40));
        assertThat(check(token(first))).isInstanceOf(Valid.class);

        clock.advance(Duration.ofMinutes(21));
        assertThat(refused(token(first)).status()).isEqualTo(503);
    }

    @Test
    void an_issuer_that_hangs_babbles_or_fails_is_left_alone_soon() throws Exception {
        provider.answersWith(500);
        restart(Map.of());
        assertThat(refused(token(first)).error()).isEqualTo("gateway:authentication.provider.unavailable");
        provider.answersWith(200);
        provider.pads(300_000);
        restart(Map.of());
        assertThat(refused(token(first)).status()).isEqualTo(503);
        provider.hangs();
        restart(Map.of("timeoutSeconds", 1));
        assertThat(refused(token(first)).error()).isEqualTo("gateway:publickey.provider.unavailable");
    }

    @Test
    void an_issuer_cannot_send_us_elsewhere_for_its_keys() throws Exception {
        for (String uri : List.of("http://10.1.2.3/keys", "file:///etc/passwd", "ftp://localhost/x", "no uri")) {
            provider.keepsKeysAt(uri);
            restart(Map.of());
            assertThat(refused(token(first)).status()).as(uri).isEqualTo(503);
        }
    }

    @Test
    void what_is_wrong_in_the_configuration_is_named() {
        for (String issuer : List.of(
                "borough=https://x.example",
                "https://x.example",
                "a=http://x.example",
                "a=http://127.0.0.1.example",
                "a=ftp://localhost",
                "a=https://x.example?y")) {
            assertThatThrownBy(() -> tokens(Map.of("issuers", new String[] {issuer})))
                    .as(issuer)
                    .isInstanceOf(BoroughException.class)
                    .hasMessageStartingWith("org.borough.access.oidc: issuers = ");
        }
        assertThatThrownBy(() -> tokens(Map.of("plainHttpOnLoopback", false)))
                .hasMessageContaining("plainHttpOnLoopback = true");
        assertThatThrownBy(() -> tokens(Map.of("timeoutSeconds", 0)))
                .hasMessage("org.borough.access.oidc: timeoutSeconds = 0 is not allowed; 1 to 30 is");
        for (String template : List.of("user", "{{ jwt:sub", "{{ header:x }}", "{{ jwt:sub | fn:eval('x') }}")) {
            assertThatThrownBy(() -> tokens(Map.of("subjects", new String[] {template})))
                    .as(template)
                    .hasMessageStartingWith("org.borough.access.oidc: subjects = ");
        }
    }
}
