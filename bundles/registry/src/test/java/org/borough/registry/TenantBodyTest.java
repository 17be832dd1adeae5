// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants as Hono's registry takes them and shows them. */
class TenantBodyTest {

    private static final String PATH = "/v1/tenants/city";

    private final City city = new City();

    @AfterEach
    void close() {
        city.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | {}",
                "{\"enabled\":true,\"ext\":{},\"defaults\":{}}       | {\"enabled\":true}",
                "{\"enabled\":null,\"alias\":null,\"trusted-ca\":[]} | {}",
                "{\"ext\":{\"a\":null}}                              | {\"ext\":{\"a\":null}}",
                "{\"minimum-message-size\":0}                        | {}",
                "{\"minimum-message-size\":2048}                     | {\"minimum-message-size\":2048}",
                "{\"resource-limits\":{\"max-ttl\":-1,\"max-connections\":9}} | {\"resource-limits\":{\"max-connections\":9}}",
                "{\"tracing\":{}}                                    | {\"tracing\":{\"sampling-mode\":\"default\"}}",
            })
    void whatIsAtItsDefaultIsLeftOut(String body, String shown) {
        assertThat(city.post(PATH, body).status()).isEqualTo(201);
        assertThat(city.get(PATH).answer()).isEqualTo(City.json(shown));
    }

    @Test
    void anAdapterIsShownWithItsSwitchesAndItsOwnMembers() {
        city.post(PATH, "{\"adapters\":[{\"type\":\"custom\",\"maxInstances\":4,\"ext\":{\"a\":1}}]}");
        assertThat(city.get(PATH).answer().at("/adapters/0"))
                .isEqualTo(City.json("{\"type\":\"custom\",\"maxInstances\":4,\"ext\":{\"a\":1},\"enabled\":false,"
                        + "\"device-authentication-required\":true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alias\":\"City!\"}                                     | [alias]",
                "{\"minimum-message-size\":-1}                             | [minimum-message-size]",
                "{\"minimum-message-size\":1e999999999}                    | must be an integer",
                "{\"resource-limits\":{\"max-connections\":-2}}            | from -1",
                "{\"resource-limits\":{\"max-ttl\":99999999999999999999}}  | from -1",
                "{\"resource-limits\":{\"data-volume\":{\"max-bytes\":1}}} | [resource-limits/data-volume/effective-since]",
                "{\"resource-limits\":{\"data-volume\":{\"effective-since\":\"now\"}}} | must be a time",
                "{\"resource-limits\":{\"data-volume\":{\"effective-since\":\"2026-01-01T00:00:00Z\","
                        + "\"period\":{\"mode\":\"days\"}}}}                | no-of-days",
                "{\"resource-limits\":{\"data-volume\":{\"effective-since\":\"2026-01-01T00:00:00Z\","
                        + "\"period\":{\"mode\":\"hourly\"}}}}              | one of [monthly, days]",
                "{\"tracing\":{\"sampling-mode\":\"some\"}}                | one of [default, all, none]",
                "{\"tracing\":{\"sampling-mode-per-auth-id\":{\"a\":7}}}   | [tracing/sampling-mode-per-auth-id/a]",
                "{\"adapters\":[{\"type\":\" \"}]}                         | the type of an adapter",
                "{\"adapters\":[7]}                                        | [adapters/0] must be an object",
                "{\"ext\":7}                                               | [ext] must be an object",
                "{\"trusted-ca\":{}}                                       | [trusted-ca] must be an array",
                "{\"ext\":{\"a\":\"\\ud83d\"}}                             | half a character",
                "{\"\\ud83d\":1}                                           | half a character",
            })
    void whatIsNotAsItShouldBeIsRefusedByMember(String body, String complaint) {
        Exchange refused = city.post(PATH, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .startsWith(complaint.startsWith("half") ? "a " : "request does not contain a valid Tenant object: ")
                .contains(complaint);
    }

    @Test
    void limitsWithPeriodsAreTaken() {
        String body = "{\"resource-limits\":{\"data-volume\":{\"effective-since\":\"2019-10-03T13:45:16+02:00\","
                + "\"max-bytes\":10000000,\"period\":{\"mode\":\"days\",\"no-of-days\":30}},"
                + "\"connection-duration\":{\"effective-since\":\"2019-10-03T13:45:16Z\","
                + "\"period\":{\"mode\":\"monthly\",\"no-of-days\":0}}}}";
        assertThat(city.post(PATH, body).status()).isEqualTo(201);
        assertThat(city.get(PATH)
                        .answer()
                        .at("/resource-limits/data-volume/period/no-of-days")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void aSlashAtTheEndStandsForNoId() {
        Exchange tenant = city.request("POST", "/v1/tenants/").send();
        assertThat(tenant.status()).isEqualTo(201);
        assertThat(tenant.header("Location")).matches("/v1/tenants/[a-z0-9-]+");
        String id = tenant.answer().get("id").asText();
        Exchange device = city.request("POST", "/v1/devices/" + id + "/").send();
        assertThat(device.header("Location")).matches("/v1/devices/" + id + "/[a-z0-9-]+");
        assertThat(city.delete("/v1/devices/" + id + "/").status()).isEqualTo(404);
        assertThat(city.get(device.header("Location")).status()).isEqualTo(200);
        assertThat(city.get("/v1/devices//x").status()).isEqualTo(404);
    }

    @Test
    void anAliasLeadsToOneTenantOnly() {
        city.post(PATH, "{\"alias\":\"town\"}");
        assertThat(city.post("/v1/tenants/other", "{\"alias\":\"town\"}").status())
                .isEqualTo(409);
        assertThat(city.post("/v1/tenants/other", "{\"alias\":\"city\"}").status())
                .isEqualTo(409);
        assertThat(city.post("/v1/tenants/town", "{}").status()).isEqualTo(409);
        assertThat(city.put(PATH, "{\"alias\":\"town\"}").status()).isEqualTo(204);
        city.put(PATH, "{}");
        assertThat(city.post("/v1/tenants/town", "{}").status()).isEqualTo(201);
    }

    @Test
    void anAuthorityIsShownByWhatItsCertificateSays() {
        city.post(PATH, "{\"trusted-ca\":[{\"cert\":\"" + Papers.AUTHORITY + "\",\"ocsp-revocation-enabled\":true}]}");
        JsonNode anchor = city.get(PATH).answer().at("/trusted-ca/0");
        assertThat(anchor.get("subject-dn").asText()).isEqualTo("CN=lamps,O=City");
        assertThat(anchor.get("public-key").asText()).isEqualTo(Papers.asHonoSends(Papers.KEY));
        assertThat(anchor.get("algorithm").asText()).isEqualTo("EC");
        assertThat(Instant.parse(anchor.get("not-after").asText())).isAfter("2126-01-01T00:00:00Z");
        assertThat(anchor.get("auto-provisioning-enabled").asBoolean()).isFalse();
        assertThat(anchor.get("id").asText()).isNotEmpty();
        assertThat(anchor.get("ocsp-responder-cert").asText()).isEqualTo(Papers.asHonoSends(Papers.AUTHORITY));
        assertThat(anchor.has("cert")).isFalse();
        String version = city.get(PATH).header("ETag");
        assertThat(city.put(PATH, city.get(PATH).text()).status()).isEqualTo(204);
        assertThat(city.get(PATH).header("ETag")).isNotEqualTo(version);
        assertThat(city.get(PATH).answer().at("/trusted-ca/0")).isEqualTo(anchor);
    }

    @Test
    void anAuthorityMayBeAPublicKeyAndKeepsItsId() {
        city.post(PATH, "{\"trusted-ca\":[" + anchor("\"id\":\"old\"") + "," + anchor("\"comment\":null") + "]}");
        JsonNode anchors = city.get(PATH).answer().get("trusted-ca");
        assertThat(anchors.at("/0/id").asText()).isEqualTo("old");
        assertThat(anchors.at("/1/id").asText()).isNotEmpty();
        assertThat(anchors.at("/0/subject-dn").asText()).isEqualTo("CN=lamps,O=City");
        assertThat(anchors.at("/0/not-before").asText()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"public-key\":\"Tk9UIEEgS0VZ\"                   | must be a public key of algorithm EC",
                "\"public-key\":\"%\"                              | must be Base64",
                "\"public-key\":null                               | [trusted-ca/0/public-key] is missing",
                "\"algorithm\":\"RSA\"                             | must be a public key of algorithm RSA",
                "\"algorithm\":\"ROT13\"                           | not known here",
                "\"subject-dn\":\"no name\"                        | distinguished name",
                "\"subject-dn-bytes\":\"AAAA\"                     | in DER",
                "\"cert\":\"AAAA\"                                 | X.509 certificate",
                "\"not-before\":\"2027-01-01T00:00:00Z\"           | must not be before",
                "\"not-after\":\"+999999999-12-31T23:59:59-18:00\" | must be a time",
                "\"auth-id-template\":\"lamp\"                     | must have a placeholder",
                "\"auth-id-template\":\"{{subject-cn}}{{serial}}\" | must have a placeholder",
                "\"auto-provisioning-device-id-template\":\"{{}}\" | must have a placeholder",
                "\"ocsp-revocation-enabled\":true                  | [ocsp-responder-cert]",
                "\"ocsp-responder-cert\":\"AAAA\"                  | X.509 certificate",
                "\"ocsp-responder-uri\":\"nowhere\"                | URI",
                "\"unknown\":1                                     | unknown member",
            })
    void anAuthorityThatIsNotAsItShouldBeIsRefused(String member, String complaint) {
        Exchange refused = city.post(PATH, "{\"trusted-ca\":[" + anchor(member) + "]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("[trusted-ca/0").contains(complaint);
    }

    @Test
    void twoAuthoritiesOfATenantHaveTwoIds() {
        String twice = "{\"trusted-ca\":[" + anchor("\"id\":\"a\"") + "," + anchor("\"id\":\"a\"") + "]}";
        assertThat(city.post(PATH, twice).error()).contains("used twice");
        city.post(PATH, "{}");
        assertThat(city.put(PATH, twice).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=lamps,O=City", "cn=Lamps, o=city"})
    void anAuthorityBelongsToOneTenantUnlessBothAreInOneGroup(String name) {
        String other = anchor("\"subject-dn\":\"" + name + "\"");
        city.post(PATH, "{\"trust-anchor-group\":\"lights\",\"trusted-ca\":[" + anchor("\"id\":\"a\"") + "]}");
        Exchange refused = city.post("/v1/tenants/other", "{\"trusted-ca\":[" + other + "]}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("[city]").contains("trust-anchor-group");
        city.post("/v1/tenants/other", "{}");
        assertThat(city.put("/v1/tenants/other", "{\"trusted-ca\":[" + other + "]}")
                        .status())
                .isEqualTo(409);
        assertThat(city.put("/v1/tenants/other", "{\"trust-anchor-group\":\"lights\",\"trusted-ca\":[" + other + "]}")
                        .status())
                .isEqualTo(204);
    }

    /** An authority by its key, with one member put over it. */
    private static String anchor(String member) {
        ObjectNode anchor = (ObjectNode) City.json("{\"subject-dn\":\"CN=lamps, O=City\",\"public-key\":\""
                + Papers.asHonoSends(Papers.KEY)
                + "\",\"algorithm\":\"EC\",\"not-before\":\"2026-01-01T02:00:00+02:00\","
                + "\"not-after\":\"2026-12-31T00:00:00Z\"}");
        anchor.setAll((ObjectNode) City.json("{" + member + "}"));
        return anchor.toString();
    }
}
