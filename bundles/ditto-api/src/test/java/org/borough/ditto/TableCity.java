// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.borough.access.RealDoor;
import org.borough.ditto.operations.OperationsServlet;
import org.borough.ditto.table.Operation;
import org.borough.ditto.table.Site;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Engine, doors and authentication as in a city, with a device that answers when it is told what. */
final class TableCity implements Site {

    private static final String POLICY =
            """
            {"entries":{
              "owner":{"subjects":{"borough:admin":{"type":"user"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "reader":{"subjects":{"borough:reader":{"type":"user"}},"resources":{
                "thing:/":{"grant":["READ"],"revoke":[]},"policy:/":{"grant":["READ"],"revoke":[]}}},
              "bearer":{"subjects":{"test:bearer":{"type":"token"}},"resources":{
                "policy:/":{"grant":["EXECUTE"],"revoke":[]},"thing:/":{"grant":["READ"],"revoke":[]}}}}%s}""";

    private static final String IMPORTS = ",\"imports\":{\"table:imported\":{\"entries\":[]}}";

    private static final String THING =
            """
            {"policyId":"%1$s","definition":"org.acme:lamp:1.0.0","attributes":{"maker":"ACME","a":{"b":1}},
             "features":{"lamp":{"definition":["org.acme:lamp:1.0.0"],"properties":{"level":40,"status":{"on":true}},
                                 "desiredProperties":{"level":80}}}}""";

    private final Server server = new Server();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwinComponent twins;
    private final FrontDoor door;
    private final int port;
    private final TableDevice device;

    TableCity() throws Exception {
        twins = RealTwins.open();
        door = new FrontDoor(twins, TestServer.SETTINGS);
        door.bindEntitlements(twins);
        OperationsServlet operations = new OperationsServlet(twins, new ConfigurationFiles().admin(), "1.2.3");
        operations.bindPart(twins);
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.LEGACY);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        FilterHolder filter =
                new FilterHolder(RealDoor.open("test:bearer", Instant.now().plusSeconds(900)));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        add(context, new ApiServlet(door), "/api/*");
        add(context, new SocketServlet(door), "/ws/2");
        add(context, operations, "/devops/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
        made(put("/policies/table:imported", POLICY.formatted("")));
        made(put("/policies/table:closed", POLICY.formatted("").replace("test:bearer", "test:other")));
        made(put("/policies/table:shared", POLICY.formatted("")));
        device = TableDevice.connect(client, port, basic("admin"));
    }

    private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    private static String basic(String user) {
        return basic(user, "right");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A token whose signature is not looked at here. */
    private static String token() {
        String claims = "{\"sub\":\"bearer\",\"aud\":\"table\",\"exp\":%d}"
                .formatted(Instant.now().plusSeconds(900).getEpochSecond());
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void identify(HttpRequest.Builder request, String who) {
        switch (who) {
            case "nobody" -> {}
            case "liar" -> request.setHeader("Authorization", basic("admin", "wrong"));
            case "bearer" -> request.setHeader("Authorization", "Bearer " + token());
            default -> request.setHeader("Authorization", basic(who));
        }
    }

    @Override
    public Map<String, String> prepare(Operation operation, int number) {
        String id = "table:t" + number;
        boolean policies = operation.path().startsWith("/api/2/policies/");
        made(
                policies
                        ? put("/policies/" + id, POLICY.formatted(IMPORTS))
                        : put("/things/" + id, THING.formatted("table:shared")));
        Map<String, String> variables = new HashMap<>();
        variables.put("{thingId}", id);
        variables.put("{policyId}", policies ? id : "table:shared");
        variables.put("{featureId}", "lamp");
        variables.put("{attributePath}", "maker");
        variables.put("{propertyPath}", "level");
        variables.put("{messageSubject}", "ask");
        variables.put("{label}", "reader");
        variables.put("{subjectId}", "borough:reader");
        variables.put("{resourcePath}", "thing:/");
        variables.put("{importedPolicyId}", "table:imported");
        variables.put("{moduleName}", "gateway");
        variables.put("{serviceName}", "gateway");
        variables.put("{podName}", "1");
        variables.put("{instanceIndex}", "1");
        return variables;
    }

    private HttpResponse<String> put(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/2" + path))
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString(body));
        identify(request, "admin");
        return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    private static void made(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
    }

    void close() throws Exception {
        device.close();
        server.stop();
        door.close();
        twins.close();
    }
}
