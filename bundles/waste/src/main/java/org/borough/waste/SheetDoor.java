// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Extent;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tour sheet of an area: {@code GET /waste/{area}} for who may read its feature {@code wasteTours}, {@code POST} with
 * {@code container} and perhaps {@code kg} for who may write its attribute {@code emptied}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/waste/*")
@HttpWhiteboardServletAsyncSupported
public final class SheetDoor extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String SUBJECTS = "org.borough.subjects";
    private static final String EMPTIED = "thing:/attributes/emptied";
    private static final String TOURS = "thing:/features/" + Pages.TOURS;
    private static final double MOST_KG = 30_000;
    private static final Logger LOG = LoggerFactory.getLogger(SheetDoor.class);

    private final transient Twins twins;
    private final transient Entitlements entitlements;
    private final transient Clock clock;

    /** Opens. */
    @Activate
    public SheetDoor(@Reference Twins twins, @Reference Entitlements entitlements) {
        this(twins, entitlements, Clock.systemUTC());
    }

    SheetDoor(Twins twins, Entitlements entitlements, Clock clock) {
        this.twins = twins;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> subjects = subjects(request, response);
        Optional<Twin> area = subjects.isEmpty() ? Optional.empty() : area(request, subjects);
        if (area.isPresent()) {
            JsonNode thing = Json.read(area.get().json());
            boolean mayConfirm = writer(area.get().id(), subjects).isPresent();
            String page = Sheet.html(
                    area.get().id().toString(),
                    tours(thing),
                    thing.path("attributes").path("emptied"),
                    mayConfirm);
            write(response, 200, "text/html;charset=utf-8", page);
        } else if (!subjects.isEmpty()) {
            refuse(response, 404, "There is no such area, or you may not see its tours.");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> subjects = subjects(request, response);
        if (subjects.isEmpty()) {
            return;
        }
        Optional<Twin> area = area(request, subjects);
        Optional<String> writer = area.flatMap(twin -> writer(twin.id(), subjects));
        String container = String.valueOf(request.getParameter("container"));
        Optional<Double> kilograms = kilograms(request.getParameter("kg"));
        if (isForeign(request)) {
            refuse(response, 403, "This came from a page of another site.");
        } else if (area.isEmpty()) {
            refuse(response, 404, "There is no such area, or you may not see its tours.");
        } else if (writer.isEmpty()) {
            refuse(response, 403, "You may look at the tours, but not confirm emptyings.");
        } else if (!isOnTour(tours(Json.read(area.get().json())), container)) {
            refuse(response, 400, "container must be one that is on a tour of this area.");
        } else if (kilograms.isEmpty()) {
            refuse(response, 400, "kg must be empty or a number from 0 to 30000.");
        } else {
            confirm(request, area.get().id(), writer.get(), patch(container, kilograms.get(), writer.get()));
        }
    }

    private String patch(String container, double kilograms, String by) {
        ObjectNode json = Json.object();
        ObjectNode emptied = json.putObject("attributes")
                .putObject("emptied")
                .putObject(container)
                .put("at", clock.instant().toString())
                .put("by", by);
        if (kilograms > 0) {
            emptied.put("kg", kilograms);
        }
        return json.toString();
    }

    private void confirm(HttpServletRequest request, ThingId area, String by, String patch) {
        AsyncContext context = request.startAsync();
        twins.merge(area, patch, Cause.of(by, "confirms an emptying on the tour sheet"))
                // Not on the thread that completed it, which may be the disk's.
                .whenComplete((done, failure) -> context.start(() -> answer(context, area, failure)));
    }

    private static void answer(AsyncContext context, ThingId area, Throwable failure) {
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        try {
            if (failure == null) {
                response.setHeader("Location", area.toString());
                write(response, 303, "text/plain;charset=utf-8", "Thank you.");
            } else {
                LOG.warn("A confirmed emptying could not be written.", failure);
                refuse(response, 503, "It could not be written. Try again.");
            }
        } catch (IOException e) {
            LOG.debug("The crew went away before the answer.", e);
        } finally {
            context.complete();
        }
    }

    /** A confirmation must come from a page of this door: browsers say where a form was. */
    private static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            String host = request.getHeader("Host");
            return host == null || !host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isOnTour(JsonNode tours, String container) {
        return StreamSupport.stream(tours.path("tours").spliterator(), false)
                .flatMap(tour -> StreamSupport.stream(tour.path("halts").spliterator(), false))
                .anyMatch(halt -> halt.path("id").asText().equals(container));
    }

    private static Optional<Double> kilograms(String text) {
        if (text == null || text.isBlank()) {
            return Optional.of(0.0);
        }
        try {
            double value = Double.parseDouble(text.strip().replace(',', '.'));
            return value >= 0 && value <= MOST_KG ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static JsonNode tours(JsonNode thing) {
        return thing.path("features").path(Pages.TOURS).path("properties");
    }

    /** The caller's subjects; none when nobody is known to ask, who then is told to say who he is. */
    private static List<String> subjects(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getUserPrincipal() == null || !(request.getAttribute(SUBJECTS) instanceof List<?> subjects)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"");
            refuse(response, 401, "Say who you are.");
            return List.of();
        }
        return subjects.stream().map(Object::toString).toList();
    }

    private Optional<Twin> area(HttpServletRequest request, List<String> subjects) {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        try {
            ThingId id = ThingId.parse(path);
            boolean readable = entitlements.extent(id.toString(), subjects, TOURS, "READ") == Extent.ALL;
            return readable
                    ? twins.get(id).filter(twin -> twin.providing(Known.AREA).contains(Known.FEATURE))
                    : Optional.empty();
        } catch (InvalidThingIdException e) {
            return Optional.empty();
        }
    }

    /** As whom the caller may confirm. */
    private Optional<String> writer(ThingId area, List<String> subjects) {
        boolean may = entitlements.extent(area.toString(), subjects, EMPTIED, "WRITE") == Extent.ALL;
        return subjects.stream()
                .filter(one ->
                        may && entitlements.extent(area.toString(), List.of(one), EMPTIED, "WRITE") == Extent.ALL)
                .findFirst();
    }

    private static void refuse(HttpServletResponse response, int status, String words) throws IOException {
        write(response, status, "text/plain;charset=utf-8", words);
    }

    private static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
