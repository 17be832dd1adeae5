// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.borough.access.token.Tokens;
import org.borough.engine.Engine;
import org.borough.twin.Entitlements;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The doors on a real Jetty. The header {@code x-subjects}, or the user's name of Basic authentication, stands for what
 * the platform's authentication finds.
 */
public final class TestServer {

    static final Settings SETTINGS = new Settings(
            false,
            Duration.ofSeconds(60),
            102_400,
            102_400,
            5_120,
            262_144,
            256_000,
            1_000,
            100_000_000,
            1_000,
            0,
            Duration.ofSeconds(1),
            0);

    private final Server server = new Server();
    private final FrontDoor door;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    TestServer(Engine engine, Settings settings) throws Exception {
        this(engine, settings, 0);
    }

    private TestServer(Engine engine, Settings settings, int fixedPort) throws Exception {
        door = new FrontDoor(engine, settings);
        if (engine instanceof Entitlements book) {
            door.bindEntitlements(book);
        }
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.LEGACY);
        http.setRequestHeaderSize(16_384);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(fixedPort);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        FilterHolder filter = new FilterHolder(new Authentication());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(holder(new ServletHolder(new ApiServlet(door))), "/api/*");
        context.addServlet(holder(new ServletHolder(new SocketServlet(door))), "/ws/2");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    private static ServletHolder holder(ServletHolder holder) {
        holder.setAsyncSupported(true);
        return holder;
    }

    /** The doors as they are by default. */
    public static TestServer of(Engine engine) throws Exception {
        return new TestServer(engine, SETTINGS);
    }

    /** The same on a port that was in use before. */
    public static TestServer of(Engine engine, int port) throws Exception {
        return new TestServer(engine, SETTINGS, port);
    }

    public int port() {
        return port;
    }

    FrontDoor door() {
        return door;
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("x-subjects", "borough:admin");
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(with(request(path), headers).GET());
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send(with(request(path), headers).DELETE());
    }

    HttpResponse<String> put(String path, String body, String... headers) {
        return send(with(request(path).header("content-type", "application/json"), headers)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(with(request(path).header("content-type", "application/json"), headers)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> patch(String path, String body, String... headers) {
        return send(with(request(path).header("content-type", "application/merge-patch+json"), headers)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    public void close() throws Exception {
        server.stop();
        door.close();
    }

    private static final class Authentication extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String subjects = Optional.ofNullable(request.getHeader("x-subjects"))
                    .orElseGet(() -> basic(request.getHeader("Authorization")));
            request.setAttribute(
                    Access.SUBJECTS, subjects == null ? List.of(Access.ANONYMOUS) : List.of(subjects.split(",")));
            String ends = request.getHeader("x-token-ends");
            if (ends != null) {
                request.setAttribute(Tokens.EXPIRES, Instant.parse(ends));
            }
            Optional.ofNullable(request.getHeader("x-jwt"))
                    .ifPresent(token -> request.setAttribute(Access.TOKEN, token));
            chain.doFilter(request, response);
        }

        private static String basic(String authorization) {
            if (authorization == null || !authorization.startsWith("Basic ")) {
                return null;
            }
            byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            return "borough:" + new String(pair, StandardCharsets.UTF_8).split(":", 2)[0];
        }
    }
}
