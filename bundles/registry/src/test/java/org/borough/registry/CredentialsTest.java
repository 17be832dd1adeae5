// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    private static final String PATH = "/v1/credentials/city/lamp-7";

    private final City city = new City();

    @BeforeEach
    void aDevice() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/lamp-7", "{}");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void aPasswordIsTakenAndNeverGivenBack() {
        assertThat(city.get(PATH).text()).isEqualTo("[]");
        assertThat(put("{\"pwd-plain\":\"s3cret\",\"comment\":\"first\"}").status())
                .isEqualTo(204);
        Exchange read = city.get(PATH);
        JsonNode secret = read.answer().at("/0/secrets/0");
        assertThat(secret.get("comment").asText()).isEqualTo("first");
        assertThat(secret.get("id").asText()).isNotEmpty();
        assertThat(read.text()).doesNotContain("s3cret", "pwd", "hash\"", "salt", "$2a$");
        assertThat(city.login("city", "lamp", "s3cret")).matches(admission -> City.status(admission) == 200);
    }

    @Test
    void aSecretThatIsNamedByItsIdStaysAsItIs() {
        put("{\"pwd-plain\":\"s3cret\"}");
        ObjectNode known = (ObjectNode) city.get(PATH).answer().get(0);
        ((ObjectNode) known.at("/secrets/0")).put("comment", "kept");
        assertThat(city.put(PATH, "[" + known + "]").status()).isEqualTo(204);
        assertThat(login("s3cret")).isEqualTo(200);
        ((ObjectNode) known.at("/secrets/0")).put("pwd-plain", "newer");
        assertThat(city.put(PATH, "[" + known + "]").status()).isEqualTo(204);
        assertThat(login("s3cret")).isEqualTo(401);
        assertThat(login("newer")).isEqualTo(200);
    }

    @Test
    void whatIsLeftOutIsDeleted() {
        put("{\"pwd-plain\":\"s3cret\"}");
        assertThat(city.put(PATH, "[]").status()).isEqualTo(204);
        assertThat(login("s3cret")).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"sha-256,SHA-256,salt", "sha-512,SHA-512,salt", "sha-256,SHA-256,''"})
    void hashesThatWereMadeElsewhereAreTaken(String function, String algorithm, String salt)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        digest.update(salt.getBytes(StandardCharsets.UTF_8));
        ObjectNode secret = Json.object()
                .put("hash-function", function)
                .put("pwd-hash", base64(digest.digest("s3cret".getBytes(StandardCharsets.UTF_8))));
        if (!salt.isEmpty()) {
            secret.put("salt", base64(salt.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(put(secret.toString()).status()).isEqualTo(204);
        assertThat(login("s3cret")).isEqualTo(200);
        assertThat(login("s3cret!")).isEqualTo(401);
    }

    @Test
    void aBcryptHashThatWasMadeElsewhereIsTaken() {
        // The password "abc", from the test vectors that come with jBCrypt.
        String hash = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
        assertThat(put("{\"hash-function\":\"bcrypt\",\"pwd-hash\":\"" + hash + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(login("abc")).isEqualTo(200);
        assertThat(login("abd")).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"pwd-plain\":\"\"}                                           | must not be empty",
                "{}                                                             | one of [pwd-plain, pwd-hash]",
                "{\"salt\":\"b\"}                                              | go with [pwd-hash] only",
                "{\"pwd-hash\":\"%\"}                                           | must be Base64",
                "{\"pwd-hash\":\"AAAA\",\"hash-function\":\"md5\"}              | allowed are bcrypt, sha-256 and sha-512",
                "{\"pwd-hash\":\"$2y$10$x\",\"hash-function\":\"bcrypt\"}       | begins with $2a$",
                "{\"pwd-hash\":\"$2a$12$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i\","
                        + "\"hash-function\":\"bcrypt\"}                        | a cost of at most 10",
                "{\"pwd-plain\":\"a\",\"not-before\":\"tomorrow\"}              | must be a time",
                "{\"pwd-plain\":\"a\",\"nonsense\":1}                           | unknown member",
                "{\"id\":\"unknown\"}                                           | names no secret of this device",
            })
    void aSecretThatIsNotAsItShouldBeIsRefusedByMember(String secret, String complaint) {
        Exchange refused = put(secret);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("0/secrets/0").contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"type\":\"#magic\",\"auth-id\":\"a\",\"secrets\":[{}]}]          | [0/type] is '#magic'",
                "[{\"auth-id\":\"a\",\"secrets\":[{}]}]                             | [0/type] is missing",
                "[{\"type\":\"psk\",\"secrets\":[{\"key\":\"AAAA\"}]}]               | [0/auth-id] is missing",
                "[{\"type\":\"psk\",\"auth-id\":\"ä\",\"secrets\":[{\"key\":\"AAAA\"}]}] | invalid auth-id",
                "[{\"type\":\"psk\",\"auth-id\":\"a\"}]                             | at least one secret",
                "[{\"type\":\"psk\",\"auth-id\":\"a\",\"secrets\":[{\"key\":\"%\"}]}] | Base64",
                "[{\"type\":\"x509-cert\",\"secrets\":[{}]}]                      | [0/auth-id] is missing",
                "{}                                                                  | not an array",
            })
    void credentialsThatAreNotAsTheyShouldBeAreRefused(String body, String complaint) {
        Exchange refused = city.put(PATH, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains(complaint);
    }

    @Test
    void anAuthIdBelongsToOneDeviceOfATenant() {
        put("{\"pwd-plain\":\"s3cret\"}");
        city.post("/v1/devices/city/lamp-8", "{}");
        String same = "[{\"type\":\"hashed-password\",\"auth-id\":\"lamp\",\"secrets\":[{\"pwd-plain\":\"x\"}]}]";
        Exchange refused = city.put("/v1/credentials/city/lamp-8", same);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("[lamp]").contains("lamp-7");
        city.delete("/v1/devices/city/lamp-7");
        assertThat(city.put("/v1/credentials/city/lamp-8", same).status()).isEqualTo(204);
    }

    private Exchange put(String secret) {
        return city.put(PATH, "[{\"type\":\"hashed-password\",\"auth-id\":\"lamp\",\"secrets\":[" + secret + "]}]");
    }

    private int login(String password) {
        return City.status(city.login("city", "lamp", password));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
