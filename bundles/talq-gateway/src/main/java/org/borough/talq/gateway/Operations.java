// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.borough.talq.Attribute;
import org.borough.talq.DataPackage;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.Function;
import org.borough.talq.FunctionRow;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.Service;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** What is offered about services, classes and devices. */
final class Operations {

    private static final int PAGE = 500;

    private final Inventory inventory;
    private final Devices devices;
    private final Twins twins;
    private final CmsSettings settings;

    Operations(Inventory inventory, Devices devices, Twins twins, CmsSettings settings) {
        this.inventory = inventory;
        this.devices = devices;
        this.twins = twins;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET services", request -> Reply.of(200, services()).now()),
                new Route("GET services/*", this::service),
                new Route(
                        "GET device-classes",
                        request -> Reply.of(200, devices.classes().values()).now()),
                new Route(
                        "GET device-classes/count",
                        request -> Reply.of(200, devices.classes().size()).now()),
                new Route("GET device-classes/*", this::deviceClass),
                new Route("GET devices", this::list),
                new Route(
                        "GET devices/count",
                        request -> Reply.of(200, wanted(request).size()).now()),
                new Route("POST devices", request -> refused("POST")),
                new Route("PUT devices", request -> change(request.many(Device.class), true)),
                new Route("PATCH devices", request -> change(request.many(Device.class), false)),
                new Route("GET devices/*", request -> Reply.of(200, device(request))
                        .now()),
                new Route("PUT devices/*", request -> change(List.of(own(request)), true)
                        .thenApply(reply -> Reply.of(200, device(request)))),
                new Route("PATCH devices/*", request -> change(List.of(own(request)), false)),
                new Route("DELETE devices/*", request -> {
                    inventory.get(request.path().get(1));
                    return refused("DELETE");
                }),
                new Route("GET devices/*/*", this::function),
                new Route("PATCH devices/*/*", this::patchFunction),
                new Route("GET devices/*/*/*", this::attribute),
                new Route("PATCH devices/*/*/*", this::patchAttribute),
                new Route(
                        "GET data-packages", request -> Reply.of(200, List.of()).now()),
                new Route("PUT data-packages", Operations::packages));
    }

    static List<Service> services() {
        return List.of(
                Service.of(
                        "ConfigurationService",
                        "commissioningSupported",
                        false,
                        "devicesPaginationSupported",
                        true,
                        "supportedProfiles",
                        List.of("lighting", "wasteManagement", "environmentalMonitoring", "smartTraffic")),
                Service.of(
                        "ControlService",
                        "supportedTypes",
                        List.of("AbsoluteActivePeriod", "AstroClockActivePeriod", "ccDate", "ccDay"),
                        "maximumCalendars",
                        Plans.MOST_CALENDARS,
                        "maximumPrograms",
                        Plans.MOST_PROGRAMS,
                        "dayOffset",
                        12,
                        "ccDateSupport",
                        "dayOfYearOnly",
                        "ccDaySupport",
                        "noOccurrences",
                        "programSecondsSupported",
                        false),
                Service.of(
                        "DataCollectService",
                        "maximumDataLogs",
                        Loggers.MOST,
                        "supportedModes",
                        List.of("VendorRecordingMode", "EventRecordingMode", "ImmediateReportingMode"),
                        "attributeScopeSupported",
                        true),
                Service.of(
                        "GroupManagementService",
                        "maximumNumberOfGroups",
                        Groups.MOST,
                        "maximumGroupSize",
                        Groups.LARGEST,
                        "attributes",
                        List.of("purpose")));
    }

    private CompletionStage<Reply> service(Request request) {
        String name = request.path().get(1);
        return Reply.of(
                        200,
                        services().stream()
                                .filter(service -> service.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> RefusedException.notFound("services", name)))
                .now();
    }

    private CompletionStage<Reply> deviceClass(Request request) {
        String name = request.path().get(1);
        DeviceClass found = devices.classes().get(name);
        if (found == null) {
            throw RefusedException.notFound("device-classes", name);
        }
        return Reply.of(200, found).now();
    }

    private List<Twin> wanted(Request request) {
        List<String> classes = request.parameters("deviceClasses");
        return inventory.visible().stream()
                .filter(twin -> classes.isEmpty() || classes.contains(devices.className(twin)))
                .toList();
    }

    private CompletionStage<Reply> list(Request request) {
        List<Twin> all = wanted(request);
        boolean paged = request.parameter("offset").isPresent()
                || request.parameter("limit").isPresent();
        int offset = request.number("offset", 0, Integer.MAX_VALUE).orElse(0);
        int limit = paged ? request.number("limit", 1, 10_000).orElse(PAGE) : Integer.MAX_VALUE;
        List<Device> page =
                all.stream().skip(offset).limit(limit).map(devices::device).toList();
        Map<String, String> headers = paged
                ? Map.of(
                        "pagination-count", Integer.toString(page.size()),
                        "pagination-defaultLimit", Integer.toString(PAGE),
                        "pagination-offset", Integer.toString(offset),
                        "pagination-totalCount", Integer.toString(all.size()))
                : Map.of();
        return CompletableFuture.completedStage(new Reply(200, java.util.Optional.of(page), headers));
    }

    private Device device(Request request) {
        return devices.device(inventory.get(request.path().get(1)));
    }

    private Function find(Twin twin, String id, Predicate<FunctionRow> wanted) {
        return devices.functions(twin, wanted).stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("devices", Inventory.address(twin.id()) + "/" + id));
    }

    private CompletionStage<Reply> function(Request request) {
        String scope = request.parameter("attributeScope").orElse("");
        Twin twin = inventory.get(request.path().get(1));
        return Reply.of(
                        200,
                        find(
                                twin,
                                request.path().get(2),
                                row -> scope.isEmpty() || row.scope().equals(scope)))
                .now();
    }

    private CompletionStage<Reply> attribute(Request request) {
        Twin twin = inventory.get(request.path().get(1));
        Function function = find(twin, request.path().get(2), row -> true);
        Attribute value = function.attributes().get(request.path().get(3));
        if (value == null) {
            throw RefusedException.notFound(
                    "devices",
                    Inventory.address(twin.id()) + "/" + function.id() + "/"
                            + request.path().get(3));
        }
        return Reply.of(200, value).now();
    }

    private Device own(Request request) {
        Device device = request.one(Device.class);
        Twin twin = inventory.get(request.path().get(1));
        if (!device.address().equalsIgnoreCase(Inventory.address(twin.id()))) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The payload is about '" + device.address() + "', the path about another.",
                    "devices",
                    device.address());
        }
        return device;
    }

    private static CompletionStage<Reply> refused(String method) {
        throw RefusedException.of(
                422,
                TalqError.GENERIC_ERROR,
                method + " of devices is not offered: Borough makes and deletes its devices itself"
                        + " (commissioningSupported is false).");
    }

    /** All that may be set of a device is its name; what is read-only is passed over, as TALQ wants it. */
    private CompletionStage<Reply> change(List<Device> given, boolean whole) {
        List<TalqError> errors = new ArrayList<>();
        Map<Twin, String> names = new LinkedHashMap<>();
        for (Device device : given) {
            java.util.Optional<Twin> twin = inventory.find(device.address());
            if (twin.isEmpty()) {
                errors.add(TalqError.of(
                        TalqError.RESOURCE_NOT_FOUND,
                        "There is no '" + device.address() + "' among the devices.",
                        "devices",
                        device.address()));
            } else {
                device.functions().forEach(function -> find(twin.get(), function.id(), row -> true));
                checkClass(device, twin.get());
                names.put(twin.get(), device.name());
            }
        }
        if (!errors.isEmpty()) {
            throw new RefusedException(404, errors);
        }
        List<CompletionStage<Void>> writes = new ArrayList<>();
        names.forEach((twin, name) -> writes.add(rename(twin, name)));
        return Stages.all(writes).thenApply(done -> whole ? Reply.of(200, given) : Reply.empty(200));
    }

    private void checkClass(Device device, Twin twin) {
        if (!device.deviceClass().equals(devices.className(twin))) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The class of the device is '" + devices.className(twin) + "', not '" + device.deviceClass() + "'.",
                    "devices",
                    device.address());
        }
    }

    private CompletionStage<Void> rename(Twin twin, String name) {
        if (name.equals(devices.name(twin))) {
            return CompletableFuture.completedStage(null);
        }
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putObject("attributes").put("name", name);
        return twins.merge(
                twin.id(), json.toString(), Cause.of(settings.subject(), "named by the CMS " + settings.name()));
    }

    private CompletionStage<Reply> patchFunction(Request request) {
        Twin twin = inventory.get(request.path().get(1));
        find(twin, request.path().get(2), row -> true);
        Function given = request.one(Function.class);
        return patch(twin, given.attributes());
    }

    private CompletionStage<Reply> patchAttribute(Request request) {
        Twin twin = inventory.get(request.path().get(1));
        Function function = find(twin, request.path().get(2), row -> true);
        String name = request.path().get(3);
        boolean known = devices.classOf(twin).functions().stream()
                .filter(desc -> desc.functionId().equals(function.id()))
                .flatMap(desc -> desc.attributes().stream())
                .anyMatch(desc -> desc.name().equals(name));
        if (!known) {
            throw RefusedException.notFound("devices", Inventory.address(twin.id()) + "/" + function.id() + "/" + name);
        }
        return patch(twin, Map.of(name, request.one(Attribute.class)));
    }

    private CompletionStage<Reply> patch(Twin twin, Map<String, Attribute> values) {
        Attribute name = values.get("displayName");
        CompletionStage<Void> written = name == null
                ? CompletableFuture.completedStage(null)
                : rename(twin, name.content().asText());
        return written.thenApply(done -> Reply.empty(200));
    }

    private static CompletionStage<Reply> packages(Request request) {
        List<DataPackage> packages = request.many(DataPackage.class);
        if (packages.isEmpty()) {
            return Reply.empty(200).now();
        }
        throw new RefusedException(
                404,
                packages.stream()
                        .map(one -> TalqError.of(
                                TalqError.RESOURCE_NOT_FOUND,
                                "There is no package '" + one.packageId() + "': Borough fetches none.",
                                "data-packages",
                                one.packageId()))
                        .toList());
    }
}
