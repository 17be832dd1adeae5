// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.borough.things.FillLevel;
import org.borough.twin.Entitlements;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SheetDoorTest {

    private static final String WHO = "x-who";

    private final Yard yard = new Yard().container("t:c1", 400, "").area("").start();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final HttpClient client = HttpClient.newHttpClient();

    /** Lets somebody in by a header; the platform's own authentication does it by passwords and tokens. */
    private static final class Login implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String who = ((HttpServletRequest) request).getHeader(WHO);
            if (who != null) {
                request.setAttribute("org.borough.subjects", List.of("borough:users", who));
            }
            chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return who == null ? null : () -> who;
                        }
                    },
                    response);
        }
    }

    /** The crew reads and confirms, the clerk reads, nobody else does anything. */
    private static Entitlements entitlements() {
        return (Entitlements) Proxy.newProxyInstance(
                Entitlements.class.getClassLoader(), new Class<?>[] {Entitlements.class}, (self, method, arguments) -> {
                    Collection<?> subjects = (Collection<?>) arguments[1];
                    boolean read = arguments[3].equals("READ")
                            && (subjects.contains("borough:clerk") || subjects.contains("borough:crew"));
                    boolean write = arguments[3].equals("WRITE") && subjects.contains("borough:crew");
                    return read || write ? Entitlements.Extent.ALL : Entitlements.Extent.NONE;
                });
    }

    @BeforeEach
    void open() throws Exception {
        yard.report("t:c1", FillLevel.LEVEL, 90.0).hours(5).tick();
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder login = new FilterHolder(new Login());
        login.setAsyncSupported(true);
        context.addFilter(login, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder door = new ServletHolder(new SheetDoor(yard.twins, entitlements(), yard.clock));
        door.setAsyncSupported(true);
        context.addServlet(door, "/waste/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
    }

    private HttpResponse<String> get(String who, String area) throws IOException, InterruptedException {
        return client.send(request(who, area).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String who, String area) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + connector.getLocalPort() + "/waste/" + area));
        return who.isEmpty() ? request : request.header(WHO, who);
    }

    private HttpResponse<String> post(String who, String form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(who, Yard.AREA)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCrewSeesItsTourWithoutScriptAndMayConfirm() throws Exception {
        HttpResponse<String> sheet = get("borough:crew", Yard.AREA);

        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("content-type")).contains("text/html;charset=utf-8");
        assertThat(sheet.headers().firstValue("cache-control")).contains("no-store");
        assertThat(sheet.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(sheet.body())
                .contains("Tours of 2026-11-20", "Truck 1", "90 %; from 75 % on it is collected.", "<button>Emptied")
                .doesNotContain("<script");
    }

    @Test
    void aConfirmedEmptyingFlowsBackAndIsStruckOut() throws Exception {
        HttpResponse<String> answer = post("borough:crew", "container=t%3Ac1&kg=12,5");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains(Yard.AREA);
        yard.tick();
        assertThat(yard.shown("t:c1").path("level").asInt()).isZero();
        assertThat(yard.thing(Yard.AREA).at("/attributes/emptied/t:c1/by").asText())
                .isEqualTo("borough:crew");
        assertThat(get("borough:crew", Yard.AREA).body()).contains("class=\"done\"");
    }

    @Test
    void whoMayNotSeeTheToursLearnsNothing() throws Exception {
        assertThat(get("borough:stranger", Yard.AREA).statusCode()).isEqualTo(404);
        assertThat(get("borough:stranger", Yard.AREA).body())
                .isEqualTo(get("borough:crew", "t:elsewhere").body());
        assertThat(get("borough:crew", "not%20an%20id").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyIsAskedWhoHeIs() throws Exception {
        HttpResponse<String> answer = get("", Yard.AREA);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate").orElse("")).startsWith("Basic realm=");
        assertThat(post("", "container=t%3Ac1").statusCode()).isEqualTo(401);
    }

    @Test
    void aClerkLooksButDoesNotConfirm() throws Exception {
        assertThat(get("borough:clerk", Yard.AREA).body()).doesNotContain("<button>");
        assertThat(post("borough:clerk", "container=t%3Ac1").statusCode()).isEqualTo(403);
    }

    @Test
    void wrongConfirmationsAreRefusedWithTheReason() throws Exception {
        assertThat(post("borough:crew", "container=t%3Ac9").statusCode()).isEqualTo(400);
        assertThat(post("borough:crew", "container=t%3Ac1&kg=lots").body()).startsWith("kg must be");
        assertThat(post("borough:crew", "container=t%3Ac1", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("borough:crew", "container=t%3Ac1", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }
}
