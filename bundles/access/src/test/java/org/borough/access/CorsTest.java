// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What web pages of elsewhere can do from a browser. */
class CorsTest {

    private static final String UI = "http://localhost:8088";

    private final Cors closed = cors();
    private final Cors open = cors("https://app.city.example, " + UI);

    private static Cors cors(String... origins) {
        return new Cors(Configured.of(CorsConfig.class, Map.of("origins", origins)));
    }

    private static Exchange request(String method, String origin) {
        return Exchange.from("10.0.0.1").method(method).header("Origin", origin).header("Host", "city.example:8080");
    }

    @Test
    void a_preflight_of_a_listed_origin_is_answered_without_credentials() throws Exception {
        Exchange exchange = request("OPTIONS", UI)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .through(open);

        assertThat(exchange.passed).isNull();
        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.headers)
                .containsEntry("Access-Control-Allow-Origin", UI)
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Access-Control-Allow-Methods", "OPTIONS, GET, PUT, PATCH, POST, HEAD, DELETE")
                .containsEntry("Access-Control-Allow-Headers", "authorization,content-type")
                .containsEntry("Access-Control-Max-Age", "600")
                .containsEntry("Vary", "Origin");
    }

    @Test
    void an_answer_to_a_listed_origin_may_be_read_with_its_headers() throws Exception {
        Exchange exchange = request("PUT", UI).through(open);

        assertThat(exchange.passed).isNotNull();
        assertThat(exchange.headers).containsEntry("Access-Control-Allow-Origin", UI);
        assertThat(exchange.headers.get("Access-Control-Expose-Headers"))
                .contains("etag", "correlation-id", "location");
    }

    @Test
    void by_default_no_page_of_elsewhere_can_read_or_change_anything() throws Exception {
        for (Cors cors : List.of(closed, open)) {
            Exchange preflight = request("OPTIONS", "https://evil.example")
                    .header("Access-Control-Request-Method", "PUT")
                    .through(cors);
            Exchange read = request("GET", "https://evil.example").through(cors);
            Exchange change = request("POST", "https://evil.example").through(cors);
            Exchange socket = request("GET", "https://evil.example")
                    .header("Upgrade", "websocket")
                    .through(cors);

            assertThat(preflight.headers).doesNotContainKey("Access-Control-Allow-Origin");
            assertThat(read.headers).doesNotContainKey("Access-Control-Allow-Origin");
            assertThat(read.passed).isNotNull();
            assertThat(change.status).isEqualTo(403);
            assertThat(change.body()).contains("gateway:origin.notallowed");
            assertThat(socket.status).isEqualTo(403);
            assertThat(request("DELETE", "null").through(cors).status).isEqualTo(403);
        }
    }

    @Test
    void pages_of_this_server_and_programs_are_not_hindered() throws Exception {
        assertThat(request("POST", "http://city.example:8080").through(closed).passed)
                .isNotNull();
        assertThat(request("POST", "http://CITY.example:8080").through(closed).passed)
                .isNotNull();
        assertThat(request("POST", "https://public.example")
                        .header("Sec-Fetch-Site", "same-origin")
                        .through(closed)
                        .passed)
                .isNotNull();
        assertThat(request("POST", null).through(closed).passed).isNotNull();
        assertThat(request("GET", "http://city.example")
                        .header("Upgrade", "websocket")
                        .header("Host", "city.example:80")
                        .through(closed)
                        .passed)
                .isNotNull();
    }

    @Test
    void every_origin_can_be_let_in_but_then_browsers_send_no_passwords_of_their_own() throws Exception {
        Exchange exchange = request("PUT", "https://any.example").through(cors("*"));

        assertThat(exchange.headers)
                .containsEntry("Access-Control-Allow-Origin", "https://any.example")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void a_wrong_origin_in_the_configuration_lets_nobody_in() throws Exception {
        for (String wrong : List.of("app.city.example", "https://x.example/path", "https://*.example", "null")) {
            Exchange exchange = request("POST", UI).through(cors(UI, wrong));

            assertThat(exchange.status).as(wrong).isEqualTo(403);
        }
    }
}
