// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.DeviceId;
import org.borough.connect.Provisioning;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The city's own calls: devices with their twins, and the templates they are made from. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/city/v1/devices/*", "/city/v1/templates/*"})
@HttpWhiteboardServletAsyncSupported
public final class ProvisioningDoor extends Door {

    private final TemplateProvisioning provisioning;

    /** Opens the door to provisioning. */
    @Activate
    public ProvisioningDoor(@Reference TemplateProvisioning provisioning) {
        super(
                provisioning.registry().settings().maxBulkBytes(),
                Cors.of(provisioning.registry().settings().corsAllowedOrigin()));
        this.provisioning = provisioning;
    }

    @Override
    List<String> methods(Call call) {
        return switch (call.place() + " " + call.segments().size()) {
            case "/city/v1/templates 0" -> List.of("GET");
            case "/city/v1/devices 0" -> List.of("POST");
            case "/city/v1/devices 2" -> List.of("DELETE");
            default -> List.of();
        };
    }

    @Override
    CompletionStage<Answer> answer(Call call) {
        return call.place().equals("/city/v1/templates") ? templates() : devices(call);
    }

    private CompletionStage<Answer> templates() {
        ArrayNode templates = Json.MAPPER.createArrayNode();
        provisioning.described().forEach(template -> templates
                .addObject()
                .put("name", template.name())
                .put("title", template.title())
                .put("source", template.source()));
        return CompletableFuture.completedStage(Answer.of(200, templates));
    }

    private CompletionStage<Answer> devices(Call call) {
        List<String> path = call.segments();
        return path.isEmpty()
                ? provision(call)
                : delete(call, new DeviceId(Ids.tenant(path.get(0)), Ids.device(path.get(1))));
    }

    private CompletionStage<Answer> provision(Call call) {
        String type = call.contentType();
        if (type.equals("text/csv")) {
            return bulk(call, CsvRows.read(call.body()));
        }
        if (!type.equals("application/json")) {
            throw RefusedException.bad("Unsupported Content-Type [" + type + "]; send application/json or text/csv");
        }
        JsonNode body = call.requiredJson();
        if (body.isArray()) {
            List<Row> rows = new ArrayList<>();
            body.forEach(each -> rows.add(Row.of(rows.size() + 1, each)));
            return bulk(call, rows);
        }
        Row row = Row.of(1, body);
        return one(call, row).thenApply(result -> {
            ObjectNode told = row.told(result);
            if (!(result instanceof Provisioning.Result.Refused)) {
                told.put("thingId", thing(row.request()));
            }
            return Answer.of(Row.status(result), told);
        });
    }

    private static String thing(Provisioning.Request request) {
        return new DeviceId(request.tenant(), request.deviceId()).thing().toString();
    }

    private CompletionStage<Answer> bulk(Call call, List<Row> rows) {
        return Bulk.of(rows, row -> one(call, row));
    }

    private CompletionStage<Provisioning.Result> one(Call call, Row row) {
        return row.problem().isEmpty()
                ? provisioning.provision(row.request(), call.subject(), call.by())
                : CompletableFuture.completedStage(new Provisioning.Result.Refused(400, row.problem()));
    }

    private CompletionStage<Answer> delete(Call call, DeviceId device) {
        return provisioning.delete(device, call.subject(), call.by()).thenApply(there -> {
            if (!there) {
                throw RefusedException.noDevice(device.toString());
            }
            return Answer.gone();
        });
    }
}
