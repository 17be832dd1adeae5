// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.engine.Engine;
import org.borough.thing.Health;
import org.eclipse.ditto.json.JsonObject;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ditto's developer operations, as far as they mean something for a city in one process. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("ditto-operations")
@HttpWhiteboardServletPattern({"/devops/*", "/status/*", "/overall/*", "/stats/*", "/health"})
@HttpWhiteboardServletAsyncSupported
public final class OperationsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(OperationsServlet.class);
    private static final List<String> FIGURES = List.of("status", "overall", "stats");

    private final transient List<Health> parts = new CopyOnWriteArrayList<>();
    private final transient Figures figures;
    private final transient Logging logging;
    private final transient Configurations configurations;
    private final transient Piggyback piggyback;

    @Activate
    public OperationsServlet(
            BundleContext context, @Reference Engine engine, @Reference ConfigurationAdmin configurationAdmin) {
        this(engine, configurationAdmin, context.getBundle().getVersion().toString());
    }

    /** Works outside of OSGi, too. */
    public OperationsServlet(Engine engine, ConfigurationAdmin admin, String version) {
        figures = new Figures(engine, parts, version);
        logging = new Logging(new LogLevels(admin));
        configurations = new Configurations(admin);
        piggyback = new Piggyback(engine);
    }

    /** Parts come and go while the city runs. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindPart(Health part) {
        parts.add(part);
    }

    public void unbindPart(Health part) {
        parts.remove(part);
    }

    @Override
    // The edge to strangers' requests: whatever goes wrong with one is answered and logged, never passed on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
        Request request = Request.of(http);
        try {
            serve(request, response);
        } catch (Fault fault) {
            if (fault.status() == 401) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"");
            }
            write(response, fault.status(), fault.toJson());
        } catch (RuntimeException failure) {
            LOG.error("A developer operation failed.", failure);
            write(
                    response,
                    503,
                    Fault.unavailable("The operation failed; the log says why.").toJson());
        }
    }

    private void serve(Request request, HttpServletResponse response) throws IOException {
        String first = request.path().isEmpty() ? "" : request.path().get(0);
        if (first.equals("health") && request.path().size() == 1) {
            request.mustRead();
            write(response, figures.isUp() ? 200 : 503, figures.publicHealth());
        } else if (FIGURES.contains(first)) {
            mustBe(request, "viewer", "admin");
            request.mustRead();
            figures(request, response);
        } else {
            mustBe(request, "admin");
            operate(request, response);
        }
    }

    private static void mustBe(Request request, String... roles) {
        if (request.http().getUserPrincipal() == null) {
            throw Fault.unauthenticated();
        }
        for (String role : roles) {
            if (request.http().isUserInRole(role)) {
                return;
            }
        }
        throw Fault.notAllowed();
    }

    private void figures(Request request, HttpServletResponse response) throws IOException {
        String path = String.join("/", request.path());
        switch (path) {
            case "status" -> write(response, 200, figures.status());
            case "overall/status" -> write(response, 200, figures.overall());
            case "status/health", "overall/status/health" ->
                write(response, figures.isUp() ? 200 : 503, figures.health());
            case "status/cluster", "overall/status/cluster" -> write(response, 200, figures.cluster());
            case "stats/things" -> write(response, 200, figures.things());
            case "stats/search" -> write(response, 200, figures.search());
            default -> throw Fault.notFound("/" + path);
        }
    }

    private void operate(Request request, HttpServletResponse response) throws IOException {
        String second = request.path().size() < 2 ? "" : request.path().get(1);
        switch (second) {
            case "logging" -> write(response, 200, logging.answer(request));
            case "config" -> write(response, 200, configurations.answer(request));
            case "piggyback" -> piggyback(request);
            default -> throw Fault.notFound(request.http().getRequestURI());
        }
    }

    private void piggyback(Request request) throws IOException {
        if (!request.http().getMethod().equals("POST")) {
            throw Fault.methodNotAllowed(request.http().getMethod());
        }
        var answer = piggyback.answer(request, request.body());
        AsyncContext context = request.http().startAsync();
        context.setTimeout(0);
        answer.whenCompleteAsync((said, failure) -> {
            try {
                HttpServletResponse response = (HttpServletResponse) context.getResponse();
                write(response, 200, failure == null ? said : JsonObject.empty());
            } catch (IOException gone) {
                LOG.debug("Whoever asked has gone: {}", gone.getMessage());
            } finally {
                context.complete();
            }
        });
    }

    private static void write(HttpServletResponse response, int status, JsonObject json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
