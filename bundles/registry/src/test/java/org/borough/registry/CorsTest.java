// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

    private final City city = new City();

    @AfterEach
    void close() {
        city.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/tenants               | GET,POST",
                "/v1/tenants/city          | GET,POST,PUT,DELETE",
                "/v1/devices/city          | GET,POST,DELETE",
                "/v1/devices/city/lamp     | GET,POST,PUT,DELETE",
                "/v1/credentials/city/lamp | GET,PUT",
                "/city/v1/devices          | POST",
            })
    void aBrowserThatAsksFirstNeedsNoPassword(String path, String methods) {
        Exchange asked = city.request("OPTIONS", path)
                .as("", false)
                .header("Origin", "http://hono.eclipse.org")
                .header("Access-Control-Request-Method", "GET")
                .send();
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo(methods);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("authorization", "content-type", "if-match");
        assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void theCallItselfNeedsAnAdministratorAndShowsTheVersionToThePage() {
        Exchange nobody = city.request("GET", "/v1/tenants")
                .as("", false)
                .header("Origin", "http://x.example")
                .send();
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("Access-Control-Allow-Origin")).isEqualTo("*");
        Exchange made = city.request("POST", "/v1/tenants/city")
                .header("Origin", "http://x.example")
                .send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Access-Control-Expose-Headers")).contains("etag", "location");
        assertThat(city.get("/v1/tenants/city").header("Access-Control-Allow-Origin"))
                .isNull();
    }

    @Test
    void whoeverAsksWithoutABrowserIsToldTheMethods() {
        Exchange asked = city.request("OPTIONS", "/v1/tenants").as("", false).send();
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Allow")).isEqualTo("GET, POST, OPTIONS");
        Exchange wrong = city.request("PATCH", "/v1/tenants").send();
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("GET, POST");
        assertThat(city.request("OPTIONS", "/v1/devices").send().status()).isEqualTo(404);
    }

    @Test
    void onlyTheOriginsThatAreListedMayCall() {
        Cors cors = Cors.of("https://a.example  https://b.example:8443");
        assertThat(cors.headers(Optional.of("https://b.example:8443")))
                .containsEntry("Access-Control-Allow-Origin", "https://b.example:8443")
                .containsEntry("Vary", "Origin");
        assertThat(cors.headers(Optional.of("https://c.example"))).containsOnlyKeys("Vary");
        assertThat(cors.preflight("https://c.example", List.of("GET")).status()).isEqualTo(403);
        assertThat(cors.preflight("https://a.example", List.of("GET")).status()).isEqualTo(204);
    }

    @Test
    void noOriginMayCallWhenNoneIsListed() {
        assertThat(Cors.of(" ").headers(Optional.of("https://a.example"))).isEmpty();
        assertThat(Cors.of("").preflight("https://a.example", List.of("GET")).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "* https://a.example", "https://a.example/", "ftp://a"})
    void aSettingThatIsNoOriginIsRefused(String setting) {
        assertThatThrownBy(() -> Cors.of(setting))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("corsAllowedOrigin");
    }
}
