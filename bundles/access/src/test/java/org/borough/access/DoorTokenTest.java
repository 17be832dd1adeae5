// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.access.token.TokenVerdict;
import org.borough.testkit.ManualClock;
import org.borough.thing.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bearer tokens, trusted proxies and operators at the door. */
class DoorTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Door door = door(Map.of(), Map.of("trustedProxies", new String[] {"10.0.0.0/8, ::1"}));

    private static Door door(Map<String, Object> login, Map<String, Object> proxy) {
        Door made = new Door(new Nobody(), Configured.login(login), new ManualClock(NOW));
        made.bindTokens(DoorTokenTest::check);
        made.bindProxies(new Proxies(Configured.proxy(proxy)));
        return made;
    }

    private static CompletionStage<TokenVerdict> check(String token) {
        TokenVerdict verdict = token.equals("good")
                ? new TokenVerdict.Valid(List.of("ditto:user", "ditto:role"), NOW.plusSeconds(60))
                : new TokenVerdict.Refused(401, "gateway:authentication.failed", "The \"JWT\"", "is bad.");
        return CompletableFuture.completedStage(verdict);
    }

    private static final class Nobody implements Realm {

        @Override
        public Optional<Set<String>> login(String user, String password) {
            return Optional.empty();
        }

        @Override
        public long version() {
            return 0;
        }
    }

    @Test
    void a_token_brings_its_subjects_its_text_and_its_end() throws Exception {
        Exchange exchange = Exchange.with(door, "Bearer good");

        assertThat(exchange.subjects()).containsExactly("ditto:user", "ditto:role");
        assertThat(exchange.attribute("org.borough.jwt")).isEqualTo("good");
        assertThat(exchange.attribute("org.borough.jwt.expires")).isEqualTo(NOW.plusSeconds(60));
        assertThat(exchange.passed.getUserPrincipal().getName()).isEqualTo("ditto:user");
        assertThat(exchange.passed.isUserInRole("admin")).isFalse();
    }

    @Test
    void a_bad_token_is_answered_in_dittos_form() throws Exception {
        Exchange exchange =
                Exchange.from("10.0.0.1").header("Authorization", "bearer bad").header("correlation-id", "c-1");
        exchange.through(door);

        assertThat(exchange.passed).isNull();
        assertThat(exchange.status).isEqualTo(401);
        assertThat(exchange.headers)
                .containsEntry("WWW-Authenticate", "Bearer realm=\"Borough\", error=\"invalid_token\"")
                .containsEntry("correlation-id", "c-1");
        assertThat(exchange.body())
                .isEqualTo("{\"status\":401,\"error\":\"gateway:authentication.failed\","
                        + "\"message\":\"The \\u0022JWT\\u0022\",\"description\":\"is bad.\"}");
        for (String header : List.of("Bearer", "Bearer ", "Bearer invalid Token")) {
            assertThat(Exchange.with(door, header).status).as(header).isEqualTo(400);
        }
    }

    @Test
    void a_token_in_the_url_counts_for_websockets_only_and_only_alone() throws Exception {
        Exchange socket =
                Exchange.from("10.0.0.1").to("/ws/2", "x=1&access_token=good").through(door);
        Exchange http = Exchange.from("10.0.0.1")
                .to("/api/2/things", "access_token=good")
                .through(door);
        Exchange both = Exchange.from("10.0.0.1")
                .header("Authorization", "Bearer good")
                .to("/ws/2", "access_token=good")
                .through(door);

        assertThat(socket.subjects()).containsExactly("ditto:user", "ditto:role");
        assertThat(http.subjects()).containsExactly("borough:anonymous");
        assertThat(both.status).isEqualTo(401);
        assertThat(both.body()).contains("Multiple JWTs provided.");
    }

    @Test
    void a_trusted_proxy_says_who_asks() throws Exception {
        Exchange header = Exchange.from("10.200.0.1")
                .header("x-ditto-pre-authenticated", "nginx:ditto, nginx:role")
                .header("Authorization", "Basic whatever")
                .through(door);
        Exchange parameter = Exchange.from("::1")
                .to("/api/2/whoami", "x-ditto-pre-authenticated=nginx%3Aditto")
                .through(door);

        assertThat(header.subjects()).containsExactly("nginx:ditto", "nginx:role");
        assertThat(parameter.subjects()).containsExactly("nginx:ditto");
    }

    @Test
    void nobody_else_may_say_who_asks() throws Exception {
        for (String address : List.of("11.0.0.1", "127.0.0.1", "fe80::1", "::ffff:11.0.0.1", "unknown")) {
            Exchange header = Exchange.from(address)
                    .header("x-ditto-pre-authenticated", "nginx:ditto")
                    .header("Authorization", "Bearer good")
                    .through(door);
            Exchange parameter = Exchange.from(address)
                    .to("/api/2/things", "X-Ditto-Pre-%41uthenticated=nginx:ditto")
                    .through(door);
            assertThat(header.status).as(address).isEqualTo(401);
            assertThat(header.body()).contains("only accepted from trusted proxies");
            assertThat(parameter.status).as(address).isEqualTo(401);
        }
        assertThat(Exchange.from("10.0.0.1")
                        .header("x-ditto-pre-authenticated", " , ")
                        .through(door)
                        .status)
                .isEqualTo(401);
        assertThat(Exchange.from("10.0.0.1")
                        .header("x-ditto-dummy-auth", "a:b")
                        .through(door)
                        .subjects())
                .containsExactly("borough:anonymous");
    }

    @Test
    void a_wrong_configuration_of_issuers_shuts_out_tokens_only() throws Exception {
        Door half = new Door(new Nobody(), Configured.login(Map.of()), new ManualClock(NOW));

        assertThat(Exchange.with(half, "Bearer good").status).isEqualTo(503);
        assertThat(Exchange.with(half, "Basic YTpi").status).isEqualTo(401);
        assertThat(Exchange.from("10.0.0.1")
                        .header("x-ditto-pre-authenticated", "nginx:ditto")
                        .through(half)
                        .status)
                .isEqualTo(401);
        assertThat(half.status().level()).isEqualTo(Status.Level.DEGRADED);
    }

    @Test
    void a_proxy_with_a_secret_must_know_it(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
        Door strict =
                door(Map.of(), Map.of("trustedProxies", new String[] {"10.0.0.1"}, "secretFile", file.toString()));

        for (String secret : new String[] {null, "", "0123456789abcdeF"}) {
            assertThat(Exchange.from("10.0.0.1")
                            .header("x-ditto-pre-authenticated", "nginx:ditto")
                            .header("x-borough-proxy-secret", secret)
                            .through(strict)
                            .status)
                    .isEqualTo(401);
        }
        assertThat(Exchange.from("10.0.0.1")
                        .header("x-ditto-pre-authenticated", "nginx:ditto")
                        .header("x-borough-proxy-secret", "0123456789abcdef")
                        .through(strict)
                        .subjects())
                .containsExactly("nginx:ditto");
    }

    @Test
    void named_subjects_of_tokens_operate_the_city() throws Exception {
        Door named = door(Map.of("operatorSubjects", new String[] {"ditto:role"}), Map.of());

        Exchange exchange = Exchange.with(named, "Bearer good");

        assertThat(exchange.passed.isUserInRole("admin")).isTrue();
        assertThat(exchange.subjects()).containsExactly("ditto:user", "ditto:role");
    }

    @Test
    void developer_operations_are_open_only_if_configured_and_only_for_this_machine() throws Exception {
        Door open = door(Map.of("operationsWithoutPassword", true), Map.of());

        assertThat(operates(open, "127.0.0.1", "/devops/logging")).isTrue();
        assertThat(operates(open, "::1", "/api/2/connections")).isTrue();
        assertThat(operates(open, "10.0.0.1", "/devops/logging")).isFalse();
        assertThat(operates(door, "127.0.0.1", "/devops/logging")).isFalse();
        for (String path :
                List.of("/api/2/things", "/devopsx", "/devops/../v1/tenants", "/devops/%2e%2e/v1", "/devops//x")) {
            assertThat(operates(open, "127.0.0.1", path)).as(path).isFalse();
        }
        Exchange behindProxy =
                Exchange.from("127.0.0.1").header("X-Forwarded-For", "8.8.8.8").to("/devops/config", null);
        assertThat(behindProxy.through(open).passed.isUserInRole("admin")).isFalse();
    }

    private static boolean operates(Door door, String address, String path) throws Exception {
        Exchange exchange = Exchange.from(address).to(path, null).through(door);
        return exchange.passed.isUserInRole("admin");
    }
}
