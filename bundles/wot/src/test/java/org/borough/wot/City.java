// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.ditto.ApiServlet;
import org.borough.ditto.DittoApiConfig;
import org.borough.ditto.FrontDoor;
import org.borough.store.Stores;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The real engine with real models behind the real doors, over stores in memory and a model host on this machine. */
final class City {

    static final String BASE = "https://city.example";

    final MemoryStores stores = new MemoryStores();
    final ModelHost host;
    final TwinComponent twins;
    final WotModels models;

    private final Server server = new Server();
    private final FrontDoor door;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    City(Path folder, Map<String, Object> said) throws Exception {
        host = new ModelHost(folder);
        var constructor = TwinComponent.class.getConstructors()[0];
        twins = (TwinComponent)
                constructor.newInstance((Stores) stores, Defaults.of(constructor.getParameterTypes()[1], Map.of()));
        models = new WotModels(Settings.of(config(host, said)), stores, Optional.empty());
        twins.bindModels(models);
        door = new FrontDoor(twins, (DittoApiConfig) Defaults.of(DittoApiConfig.class, Map.of()));
        port = serve();
    }

    static WotConfig config(ModelHost host, Map<String, Object> said) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "baseUrl",
                BASE,
                "allowedHosts",
                new String[] {"models.example, other.example"},
                "hostAddresses",
                new String[] {"models.example=127.0.0.1:" + host.port()},
                "trustStore",
                host.keys().toString(),
                "trustStorePassword",
                ModelHost.PASSWORD));
        all.putAll(said);
        return Defaults.wot(all);
    }

    private int serve() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.LEGACY);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder filter = new FilterHolder(new Login());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        add(context, new ApiServlet(door), "/api/*");
        add(context, new ConfigServlet(models), "/devops/wot/*");
        add(context, new ModelServlet(models), "/models/*");
        DirectoryServlet directory = new DirectoryServlet(models, twins);
        add(context, directory, "/.well-known/wot");
        add(context, directory, "/wot/things/*");
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }

    int port() {
        return port;
    }

    private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> patch(String path, String body) {
        return send("PATCH", path, body, "content-type", "application/merge-patch+json");
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, "");
    }

    /** The user is admin unless a header {@code x-user} says otherwise; an empty one is nobody. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        request.setHeader("content-type", "application/json");
        request.setHeader("x-user", "admin");
        for (int each = 0; each < headers.length; each += 2) {
            request.setHeader(headers[each], headers[each + 1]);
        }
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    void close() throws Exception {
        server.stop();
        models.close();
        twins.close();
        host.close();
    }

    private static final class Login extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String user = request.getHeader("x-user");
            boolean known = user != null && !user.isEmpty();
            request.setAttribute("org.borough.subjects", List.of("borough:" + (known ? user : "anonymous")));
            chain.doFilter(known ? new ByUser(request, user) : request, response);
        }
    }

    private static final class ByUser extends HttpServletRequestWrapper {

        private final String user;

        ByUser(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals("admin") && user.equals("admin");
        }
    }
}
