// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.talq.Attribute;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.Function;
import org.borough.talq.LogReport;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.Service;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** What a gateway may do here: announce itself and its devices, report, and look up what it was told. */
final class Operations {

    private static final int PAGE = 500;

    private final GatewaySettings settings;
    private final Yard yard;
    private final Intake intake;
    private final Twins twins;
    private final Runnable greeted;
    private final Runnable changed;

    /**
     * Operations.
     *
     * @param greeted called when a gateway announces itself, as after a start of its own
     * @param changed called when devices came or went
     */
    Operations(GatewaySettings settings, Yard yard, Intake intake, Twins twins, Runnable greeted, Runnable changed) {
        this.settings = settings;
        this.yard = yard;
        this.intake = intake;
        this.twins = twins;
        this.greeted = greeted;
        this.changed = changed;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST services", this::services),
                new Route("POST device-classes", request -> classes(request, true)),
                new Route("PUT device-classes", request -> classes(request, false)),
                new Route("PUT device-classes/*", this::putClass),
                new Route("DELETE device-classes/*", this::deleteClass),
                new Route("GET devices", this::list),
                new Route("POST devices", this::post),
                new Route("PUT devices", request -> update(request.many(Device.class), true)),
                new Route("PATCH devices", request -> update(request.many(Device.class), false)),
                new Route("GET devices/*", request -> Reply.of(200, yard.device(twin(request)))
                        .now()),
                new Route("PUT devices/*", request -> update(List.of(own(request)), true)
                        .thenApply(reply -> Reply.of(200, yard.device(twin(request))))),
                new Route("PATCH devices/*", request -> update(List.of(own(request)), false)),
                new Route("DELETE devices/*", this::delete),
                new Route("GET devices/*/*", request -> Reply.of(200, function(request))
                        .now()),
                new Route("GET devices/*/*/*", this::attribute),
                new Route(
                        "GET groups", request -> Reply.of(200, wanted("groups")).now()),
                new Route("GET groups/*", request -> one("groups", request)),
                new Route("GET logger-configs/*", request -> one("loggerConfigs", request)),
                new Route(
                        "GET data-packages", request -> Reply.of(200, List.of()).now()),
                new Route("GET data-packages/*", request -> {
                    throw RefusedException.notFound(
                            "data-packages", request.path().get(1));
                }),
                new Route("POST log-reports", request -> intake.take(request.one(LogReport.class))
                        .thenApply(done -> Reply.empty(201))));
    }

    private CompletionStage<Reply> services(Request request) {
        JsonNode json = request.json();
        TalqJson.list(json, Service.class);
        ObjectNode announced = TalqJson.MAPPER.createObjectNode();
        announced.set("services", json);
        return intake.configured(announced).thenApply(done -> {
            greeted.run();
            return Reply.of(201, json);
        });
    }

    private CompletionStage<Reply> classes(Request request, boolean fresh) {
        JsonNode json = request.json();
        List<DeviceClass> classes = TalqJson.list(json, DeviceClass.class);
        List<TalqError> errors = new ArrayList<>();
        int status = 404;
        for (DeviceClass one : classes) {
            Optional<Kinds> known = yard.kinds(one.name());
            if (fresh && known.filter(kinds -> !kinds.equals(Kinds.of(one))).isPresent()) {
                status = 409;
                errors.add(TalqError.of(
                        TalqError.RESOURCE_CONFLICT,
                        "There is another class '" + one.name() + "' already.",
                        "device-classes",
                        one.name()));
            } else if (!fresh && known.isEmpty()) {
                errors.add(TalqError.of(
                        TalqError.RESOURCE_NOT_FOUND,
                        "There is no '" + one.name() + "' among the device-classes.",
                        "device-classes",
                        one.name()));
            }
        }
        refuse(status, errors);
        return inTurn(classes, yard::keep).thenApply(done -> Reply.of(fresh ? 201 : 200, json));
    }

    private static void refuse(int status, List<TalqError> errors) {
        if (!errors.isEmpty()) {
            throw new RefusedException(status, errors);
        }
    }

    private CompletionStage<Reply> putClass(Request request) {
        JsonNode json = request.json();
        DeviceClass one = TalqJson.as(json, DeviceClass.class);
        if (!one.name().equals(request.path().get(1))) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The payload is about '" + one.name() + "', the path about another.",
                    "device-classes",
                    one.name());
        }
        return yard.keep(one).thenApply(done -> Reply.of(200, json));
    }

    private CompletionStage<Reply> deleteClass(Request request) {
        String name = request.path().get(1);
        Kinds kinds = yard.kinds(name).orElseThrow(() -> RefusedException.notFound("device-classes", name));
        if (yard.all().stream().anyMatch(twin -> yard.device(twin).deviceClass().equals(name))) {
            throw RefusedException.of(
                    422,
                    TalqError.DELETING_RESOURCE_IS_REFERRED,
                    "There are devices of the class '" + name + "'.",
                    "device-classes",
                    name);
        }
        List<DeviceClass.FunctionDesc> functions = kinds.byId().entrySet().stream()
                .map(entry -> new DeviceClass.FunctionDesc(entry.getKey(), entry.getValue(), List.of(), List.of()))
                .toList();
        return yard.forget(name).thenApply(done -> Reply.of(200, new DeviceClass(name, functions)));
    }

    private CompletionStage<Reply> post(Request request) {
        JsonNode json = request.json();
        List<Device> devices = TalqJson.list(json, Device.class);
        List<TalqError> errors = new ArrayList<>();
        for (Device device : devices) {
            boolean other = yard.find(device.address())
                    .map(yard::device)
                    .filter(known -> !known.deviceClass().equals(device.deviceClass())
                            || !known.name().equals(device.name()))
                    .isPresent();
            if (other) {
                errors.add(TalqError.of(
                        TalqError.RESOURCE_CONFLICT,
                        "There is another device '" + device.address() + "' already.",
                        "devices",
                        device.address()));
            }
        }
        refuse(409, errors);
        devices.forEach(this::demandClass);
        return keep(devices).thenApply(done -> Reply.of(201, json));
    }

    private void demandClass(Device device) {
        if (device.functions().isEmpty() && yard.kinds(device.deviceClass()).isEmpty()) {
            throw RefusedException.of(
                    422,
                    TalqError.RELATED_RESOURCE_NOT_FOUND,
                    "The class '" + device.deviceClass() + "' of '" + device.address() + "' was not announced.",
                    "device-classes",
                    device.deviceClass());
        }
    }

    private CompletionStage<Void> keep(List<Device> devices) {
        return inTurn(devices, device -> yard.keep(device).thenCompose(done -> intake.take(device)))
                .thenRun(changed);
    }

    /** One after the other: a gateway of thousands of lamps must not flood what is behind. */
    private static <T> CompletionStage<Void> inTurn(
            List<T> all, java.util.function.Function<T, CompletionStage<Void>> work) {
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (T one : all) {
            done = done.thenCompose(before -> work.apply(one));
        }
        return done;
    }

    private CompletionStage<Reply> update(List<Device> devices, boolean whole) {
        List<TalqError> errors = new ArrayList<>();
        for (Device device : devices) {
            if (yard.find(device.address()).isEmpty()) {
                errors.add(TalqError.of(
                        TalqError.RESOURCE_NOT_FOUND,
                        "There is no '" + device.address() + "' among the devices.",
                        "devices",
                        device.address()));
            }
        }
        refuse(404, errors);
        if (whole) {
            devices.forEach(this::demandClass);
            return keep(devices).thenApply(done -> Reply.of(200, devices));
        }
        return inTurn(devices, intake::take).thenApply(done -> Reply.empty(200));
    }

    private Twin twin(Request request) {
        return yard.get(request.path().get(1));
    }

    private Device own(Request request) {
        Device device = request.one(Device.class);
        Twin twin = twin(request);
        if (!device.address().equalsIgnoreCase(request.path().get(1))) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The payload is about '" + device.address() + "', the path about '"
                            + yard.device(twin).address() + "'.",
                    "devices",
                    device.address());
        }
        return device;
    }

    private CompletionStage<Reply> delete(Request request) {
        Twin twin = twin(request);
        Device device = yard.device(twin);
        return yard.removed(twin).thenApply(done -> {
            changed.run();
            return Reply.of(200, device);
        });
    }

    private CompletionStage<Reply> list(Request request) {
        List<String> classes = request.parameters("deviceClasses");
        List<Device> all = yard.all().stream()
                .map(yard::device)
                .filter(device -> classes.isEmpty() || classes.contains(device.deviceClass()))
                .toList();
        boolean paged = request.parameter("offset").isPresent()
                || request.parameter("limit").isPresent();
        int offset = request.number("offset", 0, Integer.MAX_VALUE).orElse(0);
        int limit = paged ? request.number("limit", 1, 10_000).orElse(PAGE) : Integer.MAX_VALUE;
        List<Device> page = all.stream().skip(offset).limit(limit).toList();
        Map<String, String> headers = paged
                ? Map.of(
                        "pagination-count", Integer.toString(page.size()),
                        "pagination-defaultLimit", Integer.toString(PAGE),
                        "pagination-offset", Integer.toString(offset),
                        "pagination-totalCount", Integer.toString(all.size()))
                : Map.of();
        return new Reply(200, Optional.of(page), headers).now();
    }

    private Function function(Request request) {
        String id = request.path().get(2);
        return yard.device(twin(request)).functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        RefusedException.notFound("devices", request.path().get(1) + "/" + id));
    }

    private CompletionStage<Reply> attribute(Request request) {
        Function function = function(request);
        String name = request.path().get(3);
        String address = request.path().get(1) + "/" + function.id() + "/" + name;
        boolean shown = function.type().equals("BasicFunction") && name.equals("displayName");
        if (!shown) {
            // Values belong to the gateway; what came of them stands in the city's things.
            throw RefusedException.notFound("devices", address);
        }
        return Reply.of(
                        200,
                        Attribute.of(
                                "AttributeString", yard.device(twin(request)).name()))
                .now();
    }

    /** What the gateway is wanted to have of a kind. */
    private List<JsonNode> wanted(String property) {
        List<JsonNode> all = new ArrayList<>();
        twins.get(settings.gateway().thing())
                .ifPresent(twin -> TalqJson.tree(twin.json().getBytes(StandardCharsets.UTF_8))
                        .path("features")
                        .path(TalqAdapter.GATEWAY_FEATURE)
                        .path("desiredProperties")
                        .path(property)
                        .forEach(all::add));
        return all;
    }

    private CompletionStage<Reply> one(String property, Request request) {
        String address = request.path().get(1);
        return Reply.of(
                        200,
                        wanted(property).stream()
                                .filter(entity ->
                                        entity.path("address").asText().equals(address))
                                .findFirst()
                                .orElseThrow(() ->
                                        RefusedException.notFound(request.path().get(0), address)))
                .now();
    }
}
