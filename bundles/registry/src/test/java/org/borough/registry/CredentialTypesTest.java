// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each type of credentials as Hono's registry takes it, keeps it and shows it. */
class CredentialTypesTest {

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
    void allTypesStandBesideEachOtherInTheirOrder() {
        String body = "[" + credential("psk", "a", "{\"key\":\"c2VjcmV0\"}") + ","
                + credential("hashed-password", "a", "{\"pwd-plain\":\"x\"}") + ","
                + credential("x509-cert", "emailAddress=foo@bar.com, CN=foo, O=bar", "{}") + ","
                + credential("rpk", "a", "{\"algorithm\":\"EC\",\"key\":\"" + Papers.KEY + "\"}") + ","
                + credential("type-0", "a", "{\"field-0\":\"setec astronomy\"}") + "]";
        assertThat(city.put(PATH, body).status()).isEqualTo(204);
        JsonNode shown = city.get(PATH).answer();
        assertThat(shown.findValuesAsText("type"))
                .containsExactly("psk", "hashed-password", "x509-cert", "rpk", "type-0");
        assertThat(shown.findValuesAsText("id"))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(shown.at("/0/secrets/0")).hasSize(1);
        assertThat(shown.at("/1/secrets/0")).hasSize(1);
        assertThat(shown.at("/2/auth-id").asText()).endsWith(",CN=foo,O=bar");
        assertThat(shown.at("/3/secrets/0/key").asText()).isEqualTo(Papers.asHonoSends(Papers.KEY));
        assertThat(shown.at("/4/secrets/0/field-0").asText()).isEqualTo("setec astronomy");
        assertThat(city.put(PATH, shown.toString()).status()).isEqualTo(204);
        assertThat(city.get(PATH).answer()).isEqualTo(shown);
    }

    @Test
    void commentsAndExtensionsAreKept() {
        String body = "[{\"type\":\"psk\",\"auth-id\":\"a\",\"comment\":\"c\",\"enabled\":false,"
                + "\"ext\":{\"client-id\":\"b\"},\"secrets\":[{\"key\":\"AAAA\",\"comment\":\"d\"}]}]";
        assertThat(city.put(PATH, body).status()).isEqualTo(204);
        JsonNode shown = city.get(PATH).answer().get(0);
        assertThat(shown.get("comment").asText()).isEqualTo("c");
        assertThat(shown.get("enabled").asBoolean()).isFalse();
        assertThat(shown.at("/ext/client-id").asText()).isEqualTo("b");
        assertThat(shown.at("/secrets/0/comment").asText()).isEqualTo("d");
    }

    @Test
    void aCertificateLeavesItsSubjectAndItsTimeOfValidity() {
        String body = "[{\"type\":\"x509-cert\",\"cert\":\"" + Papers.asHonoSends(Papers.DEVICE) + "\"}]";
        assertThat(city.put(PATH, body).status()).isEqualTo(204);
        JsonNode shown = city.get(PATH).answer().get(0);
        assertThat(shown.get("auth-id").asText()).isEqualTo("CN=lamp-7,OU=Lighting,O=City");
        assertThat(shown.has("cert")).isFalse();
        assertThat(shown.at("/secrets/0/not-before").asText()).startsWith("2026-11-21T");
        assertThat(shown.at("/secrets/0/not-after").asText()).startsWith("2126-");
    }

    @Test
    void theTemplateOfItsAuthorityMakesTheAuthIdOfACertificate() {
        city.put(
                "/v1/tenants/city",
                "{\"trusted-ca\":[{\"cert\":\"" + Papers.AUTHORITY
                        + "\",\"auth-id-template\":\"{{subject-cn}}.{{subject-ou}}.{{subject-o}}\"}]}");
        city.put(PATH, "[{\"type\":\"x509-cert\",\"cert\":\"" + Papers.DEVICE + "\"}]");
        assertThat(city.get(PATH).answer().at("/0/auth-id").asText()).isEqualTo("lamp-7.Lighting.City");
    }

    @Test
    void anAuthIdThatATemplateMakesIsTakenAsItIs() {
        city.put(PATH, "[" + credential("x509-cert", "auth-lamp-7", "{}") + "]");
        assertThat(city.get(PATH).answer().at("/0/auth-id").asText()).isEqualTo("auth-lamp-7");
    }

    @Test
    void aPublicKeyIsTakenFromACertificate() {
        city.put(
                PATH,
                "[" + credential("rpk", "a", "{\"cert\":\"" + Papers.asHonoSends(Papers.AUTHORITY) + "\"}") + "]");
        JsonNode secret = city.get(PATH).answer().at("/0/secrets/0");
        assertThat(secret.get("key").asText()).isEqualTo(Papers.asHonoSends(Papers.KEY));
        assertThat(secret.get("algorithm").asText()).isEqualTo("EC");
        assertThat(secret.get("not-after").asText()).startsWith("2126-");
        assertThat(secret.has("cert")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rpk             | {\"key\":\"AQID\",\"algorithm\":\"EC\"}         | must be a public key",
                "rpk             | {\"public-key\":\"AQID\",\"algorithm\":\"EC\"}  | unknown member",
                "rpk             | {\"cert\":\"AQID\"}                             | X.509 certificate",
                "rpk             | {\"algorithm\":\"EC\"}                          | goes with [key] only",
                "rpk             | {\"key\":\"AQID\",\"algorithm\":\"DSA\"}        | allowed are RSA and EC",
                "rpk             | {}                                              | one of [key, cert]",
                "psk             | {\"key\":\"\"}                                  | must not be empty",
                "psk             | {}                                              | one of [key]",
                "type-0          | {}                                              | a member of its own",
                "type-0          | {\"a\":1,\"enabled\":\"yes\"}                   | must be a boolean",
                "x509-cert       | {},{}                                           | exactly one secret",
                "x509-cert       | {\"key\":\"AAAA\"}                              | unknown member",
                "hashed-password | {\"id\":\"secret-one\"}                         | names no secret of this device",
                "hashed-password | {\"pwd-plain\":\"a\",\"not-before\":\"2026-01-02T00:00:00Z\","
                        + "\"not-after\":\"2026-01-01T00:00:00Z\"}                 | must not be before",
                "hashed-password | {\"pwd-hash\":\"$2a$03$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i\","
                        + "\"hash-function\":\"bcrypt\"}                           | begins with $2a$",
                "hashed-password | {\"pwd-plain\":\"a\",\"id\":\"x\"},{\"pwd-plain\":\"b\",\"id\":\"x\"} | used twice",
            })
    void aSecretThatIsNotAsItShouldBeIsRefused(String type, String secrets, String complaint) {
        Exchange refused = city.put(PATH, "[" + credential(type, "a", secrets) + "]");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("array of Credentials").contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"pwd-plain\":\"new\",\"pwd-hash\":\"b\",\"salt\":\"%\"}  | new",
                "{\"pwd-plain\":\"new\",\"hash-function\":\"md5\"}          | new",
            })
    void besideAPlainPasswordNothingElseMatters(String secret, String password) {
        assertThat(city.put(PATH, "[" + credential("hashed-password", "a", secret) + "]")
                        .status())
                .isEqualTo(204);
        assertThat(City.status(city.login("city", "a", password))).isEqualTo(200);
    }

    @Test
    void aSecretOfNewCredentialsKeepsTheIdThatItBrings() {
        city.put(PATH, "[" + credential("hashed-password", "a", "{\"id\":\"mine\",\"pwd-plain\":\"x\"}") + "]");
        assertThat(city.get(PATH).answer().at("/0/secrets/0/id").asText()).isEqualTo("mine");
        Exchange refused = city.put(
                PATH, "[" + credential("hashed-password", "a", "{\"id\":\"other\",\"pwd-plain\":\"x\"}") + "]");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("names no secret");
    }

    @Test
    void aKeyThatIsNamedByItsIdStays() {
        city.put(
                PATH,
                "[" + credential("psk", "a", "{\"key\":\"AAAA\"}") + ","
                        + credential("type-0", "b", "{\"field\":\"x\"}") + "]");
        JsonNode shown = city.get(PATH).answer();
        ((ObjectNode) shown.at("/1/secrets/0")).remove("field");
        assertThat(city.put(PATH, shown.toString()).status()).isEqualTo(204);
        assertThat(city.get(PATH).answer().at("/1/secrets/0/field").asText()).isEqualTo("x");
    }

    @Test
    void aBodyThatIsTooLargeOrOfAnotherTypeIsRefused() {
        String large = "[{\"type\":\"psk\",\"auth-id\":\"a\",\"ext\":{\"data\":\"" + "x".repeat(3000) + "\"}}]";
        assertThat(city.put(PATH, large).status()).isEqualTo(413);
        assertThat(city.request("PUT", PATH)
                        .body("application/x-www-form-urlencoded", "[]")
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(city.request("PUT", PATH)
                        .body("application/json; charset=utf-8", "[]")
                        .send()
                        .status())
                .isEqualTo(204);
    }

    private static String credential(String type, String authId, String secrets) {
        return "{\"type\":\"" + type + "\",\"auth-id\":\"" + authId + "\",\"secrets\":[" + secrets + "]}";
    }
}
