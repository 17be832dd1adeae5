// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.borough.ditto.DittoApiConfig;
import org.borough.ditto.FrontDoor;
import org.borough.store.Stores;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingResponse;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The real engine, the real exchange and the connections, on stores that a test gives. */
final class Rig {

    static final String SUBJECT = "integration:connections:test";

    private final Server server = new Server();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwinComponent twins;
    private final FrontDoor door;
    private final Connections connections;
    private final int port;

    Rig(Path folder, Map<String, Object> settings) throws Exception {
        this(folder, settings, new ForgetfulStores());
    }

    Rig(Path folder, Map<String, Object> settings, Stores stores) throws Exception {
        twins = (TwinComponent) TwinComponent.class.getConstructors()[0].newInstance(
                stores, defaults(TwinComponent.class.getConstructors()[0].getParameterTypes()[1], Map.of()));
        door = new FrontDoor(twins, (DittoApiConfig) defaults(DittoApiConfig.class, Map.of()));
        ConnectionsConfig config = (ConnectionsConfig) defaults(ConnectionsConfig.class, settings);
        connections = new Connections(
                Settings.of(config), stores, door, folder.resolve("connections.key"), Clock.systemUTC());
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder login = new FilterHolder(new Login());
        login.setAsyncSupported(true);
        context.addFilter(login, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(new ConnectionsServlet(connections));
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/api/2/connections/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    private static Object defaults(Class<?> config, Map<String, Object> settings) {
        return Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config, Annotation.class},
                (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** Settings of a city that trusts its own machine. */
    static Map<String, Object> trusting() {
        return Map.of("allowedHosts", new String[] {"127.0.0.1, localhost"}, "reconnectMaxSeconds", 1);
    }

    /** The engine, for further doors. */
    TwinComponent twins() {
        return twins;
    }

    Connections connections() {
        return connections;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> put(String path, JsonObject body) {
        return send(request(path).header("content-type", "application/json").PUT(text(body.toString())));
    }

    HttpResponse<String> post(String path, JsonObject body) {
        return send(request(path).header("content-type", "application/json").POST(text(body.toString())));
    }

    HttpResponse<String> command(String id, String command) {
        return send(request("/" + id + "/command")
                .header("content-type", "text/plain")
                .POST(text("connectivity.commands:" + command)));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    HttpRequest.Builder request(String path) {
        return bare(path).header("x-user", "admin");
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/2/connections" + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(HttpResponse<String> answer) {
        return JsonObject.of(answer.body());
    }

    static String error(HttpResponse<String> answer) {
        return json(answer).getValue("error").map(JsonValue::asString).orElse("");
    }

    static DittoHeaders headers() {
        return DittoHeaders.newBuilder()
                .randomCorrelationId()
                .schemaVersion(JsonSchemaVersion.V_2)
                .authorizationContext(AuthorizationContext.newInstance(
                        DittoAuthorizationContextType.UNSPECIFIED,
                        AuthorizationSubject.newInstance(SubjectId.newInstance(SUBJECT))))
                .build();
    }

    /** Sends a signal and waits for its answer. */
    Optional<CommandResponse<?>> ask(Function<DittoHeaders, Signal<?>> signal) {
        return await(door.send(signal.apply(headers())));
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal) {
        return door.send(signal);
    }

    /** Makes a thing that the connections of the tests may read and write. */
    void thing(String id) {
        JsonObject policy = PoliciesModelFactory.newPolicyBuilder(PolicyId.of(id))
                .forLabel("all")
                .setSubject(Subject.newInstance(SubjectId.newInstance(SUBJECT)))
                .setGrantedPermissions("thing", "/", "READ", "WRITE")
                .setGrantedPermissions("policy", "/", "READ", "WRITE")
                .setGrantedPermissions("message", "/", "READ", "WRITE")
                .build()
                .toJson();
        ask(headers -> CreateThing.of(Thing.newBuilder().setId(ThingId.of(id)).build(), policy, headers));
    }

    void attribute(String id, String name, JsonValue value) {
        ask(headers -> ModifyAttribute.of(ThingId.of(id), JsonPointer.of(name), value, headers));
    }

    Optional<JsonValue> read(String id, String path) {
        RetrieveThingResponse thing = (RetrieveThingResponse)
                ask(headers -> RetrieveThing.of(ThingId.of(id), headers)).orElseThrow();
        return thing.getEntity().asObject().getValue(path);
    }

    void close() throws Exception {
        server.stop();
        connections.close();
        twins.close();
    }

    /** The header {@code x-user} stands for what the platform's authentication finds. */
    private static final class Login extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String user = request.getHeader("x-user");
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return user == null ? null : () -> user;
                        }

                        @Override
                        public boolean isUserInRole(String role) {
                            return role.equals(user);
                        }
                    },
                    response);
        }
    }
}
