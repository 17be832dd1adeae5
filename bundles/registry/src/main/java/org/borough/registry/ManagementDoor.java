// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The management API over HTTP, and the audit of what was changed by it. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/v1/tenants/*", "/v1/devices/*", "/v1/credentials/*", "/city/v1/audit/*"})
@HttpWhiteboardServletAsyncSupported
public final class ManagementDoor extends Door {

    private static final String AUDIT = "/city/v1/audit";
    private static final int LONGEST_AUDIT = 10_000;

    private final Management management;
    private final Directory directory;

    /** Opens the door to a registry. */
    @Activate
    public ManagementDoor(@Reference Registry registry) {
        super(registry.settings().maxBodyBytes(), Cors.of(registry.settings().corsAllowedOrigin()));
        this.management = new Management(registry);
        this.directory = registry.directory();
    }

    @Override
    List<String> methods(Call call) {
        int ids = call.segments().size();
        return call.place().equals(AUDIT)
                ? ids == 0 ? List.of("GET") : List.of()
                : Management.methods(call.place(), ids);
    }

    @Override
    CompletionStage<Answer> answer(Call call) {
        return switch (call.place()) {
            case "/v1/tenants" -> management.tenants(call);
            case "/v1/devices" -> management.devices(call);
            case "/v1/credentials" -> management.credentials(call);
            default -> CompletableFuture.completedStage(audit(call));
        };
    }

    private Answer audit(Call call) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        directory.audit(call.number("limit", 100, 1, LONGEST_AUDIT)).forEach(entry -> entries.add(Json.read(entry)));
        return Answer.of(200, entries);
    }
}
