// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import org.borough.ditto.operations.OperationsServlet;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Developer operations before the real engine. The header {@code x-role} stands for what the door finds out. */
class OperationsTest {

    private static TwinComponent twins;
    private static Server server;
    private static URI base;
    private static OperationsServlet operations;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        operations = new OperationsServlet(twins, new ConfigurationFiles().admin(), "1.2.3");
        operations.bindPart(twins);
        server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder roles = new FilterHolder(new Roles());
        roles.setAsyncSupported(true);
        context.addFilter(roles, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(operations);
        holder.setAsyncSupported(true);
        List.of("/devops/*", "/status/*", "/overall/*", "/stats/*", "/health")
                .forEach(pattern -> context.addServlet(holder, pattern));
        server.setHandler(context);
        server.start();
        base = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        twins.close();
    }

    private static final class Roles extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String role = request.getHeader("x-role");
            request.setAttribute("org.borough.subjects", List.of("borough:" + role));
            chain.doFilter(role == null ? request : new WithRole(request, role), response);
        }
    }

    private static final class WithRole extends HttpServletRequestWrapper {

        private final String role;

        WithRole(HttpServletRequest request, String role) {
            super(request);
            this.role = role;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> role;
        }

        @Override
        public String getRemoteUser() {
            return role;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return role.equals(asked);
        }
    }

    private static HttpResponse<String> send(String method, String path, String body, String role) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (role != null) {
            request.header("x-role", role);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static JsonObject get(String path) {
        HttpResponse<String> answer = send("GET", path, "", "admin");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return JsonObject.of(answer.body());
    }

    private static String text(JsonObject json, String path) {
        return json.getValue(path).map(JsonValue::formatAsString).orElse(null);
    }

    @Test
    void strangers_learn_only_whether_the_city_is_up() {
        HttpResponse<String> health = send("GET", "/health", "", null);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");

        for (String path :
                List.of("/devops/logging", "/devops/config", "/status", "/overall/status", "/stats/things")) {
            HttpResponse<String> answer = send("GET", path, "", null);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
                    .startsWith("Basic ");
            assertThat(answer.body()).contains("gateway:authentication.failed");
        }
    }

    @Test
    void a_viewer_reads_figures_and_an_administrator_does_the_rest() {
        assertThat(send("GET", "/status/health", "", "viewer").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/devops/logging", "", "viewer").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/stats/things", "", "other").statusCode()).isEqualTo(403);
    }

    @Test
    void a_vital_part_that_fails_takes_the_health_down() {
        Health broken = new Health() {
            @Override
            public String subject() {
                return "store:twin";
            }

            @Override
            public Status status() {
                return Status.failed("the disk is full");
            }
        };
        operations.bindPart(broken);
        try {
            HttpResponse<String> health = send("GET", "/health", "", null);
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{\"status\":\"DOWN\"}");
            assertThat(send("GET", "/overall/status/health", "", "admin").body())
                    .contains("the disk is full");
        } finally {
            operations.unbindPart(broken);
        }
    }

    @Test
    void figures_are_real() {
        long before =
                get("/stats/search").getValue("allThingsCount").orElseThrow().asLong();
        String create = "{\"targetActorSelection\":\"/system/sharding/thing\",\"headers\":{\"aggregate\":false},"
                + "\"piggybackCommand\":{\"type\":\"things.commands:createThing\",\"thing\":{\"thingId\":\"city:ops\"}}}";
        HttpResponse<String> created = send("POST", "/devops/piggyback/things?timeout=10s", create, "admin");
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(text(JsonObject.of(created.body()), "?/?/status")).isEqualTo("201");

        assertThat(text(get("/stats/search"), "allThingsCount")).isEqualTo("" + (before + 1));
        assertThat(text(get("/stats/things"), "allThingsCount")).isEqualTo("" + (before + 1));
        assertThat(text(get("/status"), "version")).isEqualTo("1.2.3");
        assertThat(text(get("/overall/status"), "borough/1/health/status")).isEqualTo("UP");
        assertThat(get("/status/cluster").getValue("unreachable").orElseThrow().asArray())
                .isEmpty();
    }

    @Test
    void log_levels_are_read_and_changed() {
        JsonObject before = get("/devops/logging");
        assertThat(text(before, "borough/1/type")).isEqualTo("devops.responses:retrieveLoggerConfig");
        assertThat(text(before, "borough/1/loggerConfigs"))
                .contains("{\"level\":\"warn\",\"logger\":\"org.eclipse.jetty\"}");

        HttpResponse<String> changed = send(
                "PUT", "/devops/logging/gateway", "{\"logger\":\"org.borough.ditto\",\"level\":\"debug\"}", "admin");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(text(JsonObject.of(changed.body()), "1/successful")).isEqualTo("true");
        send("PUT", "/devops/logging", "{\"logger\":\"org.eclipse.jetty\",\"level\":\"error\"}", "admin");

        assertThat(text(get("/devops/logging/borough/1"), "loggerConfigs"))
                .contains("{\"level\":\"debug\",\"logger\":\"org.borough.ditto\"}")
                .contains("{\"level\":\"error\",\"logger\":\"org.eclipse.jetty\"}");
    }

    @Test
    void senseless_changes_of_log_levels_are_refused() {
        for (String body : List.of(
                "{\"logger\":\"org.x\",\"level\":\"loud\"}",
                "{\"logger\":\"org x\\n\",\"level\":\"info\"}",
                "{\"logger\":\"org.borough.audit\",\"level\":\"off\"}",
                "{\"logger\":\"org.borough\",\"level\":\"off\"}",
                "{\"level\":1}",
                "[]",
                "nonsense")) {
            assertThat(send("PUT", "/devops/logging", body, "admin").statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(send("DELETE", "/devops/logging", "", "admin").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/devops/logging/other", "", "admin").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/devops/nothing", "", "admin").statusCode()).isEqualTo(404);
    }

    @Test
    void the_configuration_is_shown_without_secrets() {
        JsonObject config = get("/devops/config");

        assertThat(text(config, "borough/1/config/org.borough.twin"))
                .isEqualTo("{\"list\":[\"a\"],\"maxThings\":7,\"password\":\"***\",\"passwordFile\":\"/x\"}");
        assertThat(text(get("/devops/config/gateway/1?path=org.borough.twin/maxThings"), "config"))
                .isEqualTo("7");
    }

    @Test
    void commands_to_the_inside_of_ditto_are_refused_and_failures_are_handed_on() {
        String sudo = "{\"piggybackCommand\":{\"type\":\"things.sudo.commands:sudoRetrieveThing\"}}";
        HttpResponse<String> refused = send("POST", "/devops/piggyback/things/1", sudo, "admin");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("devops:command.unsupported");

        String missing =
                "{\"piggybackCommand\":{\"type\":\"things.commands:retrieveThing\",\"thingId\":\"city:none\"}}";
        HttpResponse<String> failed = send("POST", "/devops/piggyback", missing, "admin");
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(text(JsonObject.of(failed.body()), "borough/1/status")).isEqualTo("404");
        assertThat(send("POST", "/devops/piggyback", "{}", "admin").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/devops/piggyback", "", "admin").statusCode()).isEqualTo(405);
    }
}
