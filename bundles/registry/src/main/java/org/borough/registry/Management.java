// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.DeviceId;

/** Hono's Device Registry Management API, version 1, without the web around it. */
final class Management {

    private static final String IN_ROOM = "GET and POST";
    private static final String IN_HAND = "GET, PUT, POST and DELETE";

    private final Directory directory;
    private final Passwords passwords;
    private final Credentials credentials;

    Management(Registry registry) {
        this.directory = registry.directory();
        this.passwords = registry.passwords();
        this.credentials = registry.credentials();
    }

    /** {@code /v1/tenants[/{tenant}]}. */
    CompletionStage<Answer> tenants(Call call) {
        List<String> path = call.segments();
        return switch (path.size()) {
            case 0 ->
                switch (call.method()) {
                    case "GET" -> done(searchTenants(call));
                    case "POST" -> createTenant(call, UUID.randomUUID().toString());
                    default -> throw Door.noMethod(call, IN_ROOM);
                };
            case 1 ->
                switch (call.method()) {
                    case "GET" -> done(tenant(Ids.tenant(path.get(0))));
                    case "POST" -> createTenant(call, Ids.tenant(path.get(0)));
                    case "PUT" -> updateTenant(call, Ids.tenant(path.get(0)));
                    case "DELETE" -> deleteTenant(call, Ids.tenant(path.get(0)));
                    default -> throw Door.noMethod(call, IN_HAND);
                };
            default -> throw Door.noResource();
        };
    }

    private Answer searchTenants(Call call) {
        return Search.of(call)
                .in(
                        directory.now().tenants().stream()
                                .map(tenant -> tenant.doc().body().deepCopy().put("id", tenant.id())),
                        "tenant");
    }

    private Answer tenant(String id) {
        Doc doc = directory.now().existingTenant(id).doc();
        return Answer.found(doc.body(), doc);
    }

    private CompletionStage<Answer> createTenant(Call call, String id) {
        ObjectNode body = Bodies.tenant(call.json().orElseGet(Json::object));
        return directory.change(call.by(), edit -> {
            Tenant tenant = edit.createTenant(id, body);
            return Answer.created("/v1/tenants/" + id, id, tenant.doc());
        });
    }

    private CompletionStage<Answer> updateTenant(Call call, String id) {
        ObjectNode body = Bodies.tenant(call.requiredJson());
        return directory.change(call.by(), edit -> {
            Tenant tenant = edit.found().existingTenant(id);
            call.demandVersion(tenant.doc());
            return Answer.changed(edit.updateTenant(tenant, body).doc());
        });
    }

    private CompletionStage<Answer> deleteTenant(Call call, String id) {
        return directory.change(call.by(), edit -> {
            call.demandVersion(edit.found().existingTenant(id).doc());
            edit.dropTenant(id);
            return Answer.gone();
        });
    }

    /** {@code /v1/devices/{tenant}[/{device}]}. */
    CompletionStage<Answer> devices(Call call) {
        List<String> path = call.segments();
        return switch (path.size()) {
            case 1 -> {
                String tenant = Ids.tenant(path.get(0));
                yield switch (call.method()) {
                    case "GET" -> done(searchDevices(call, tenant));
                    case "POST" ->
                        createDevice(
                                call, new DeviceId(tenant, UUID.randomUUID().toString()));
                    case "DELETE" -> deleteDevices(call, tenant);
                    default -> throw Door.noMethod(call, "GET, POST and DELETE");
                };
            }
            case 2 -> {
                DeviceId device = device(path);
                yield switch (call.method()) {
                    case "GET" -> done(device(device));
                    case "POST" -> createDevice(call, device);
                    case "PUT" -> updateDevice(call, device);
                    case "DELETE" -> deleteDevice(call, device);
                    default -> throw Door.noMethod(call, IN_HAND);
                };
            }
            default -> throw Door.noResource();
        };
    }

    private static DeviceId device(List<String> path) {
        return new DeviceId(Ids.tenant(path.get(0)), Ids.device(path.get(1)));
    }

    private Answer searchDevices(Call call, String tenant) {
        Shelves now = directory.now();
        now.existingTenant(tenant);
        Stream<Device> devices = now.devices(tenant).stream();
        if (call.parameter("isGateway").isPresent()) {
            boolean wanted = Boolean.parseBoolean(call.parameter("isGateway").get());
            Gateways gateways = Gateways.of(now.devices(tenant));
            devices = devices.filter(device -> gateways.contains(device) == wanted);
        }
        return Search.of(call)
                .in(devices.map(device -> shown(device).put("id", device.id().id())), "device");
    }

    private Answer device(DeviceId id) {
        Device device = directory.now().existingDevice(id);
        return Answer.found(shown(device), device.doc());
    }

    private static ObjectNode shown(Device device) {
        Doc doc = device.doc();
        ObjectNode shown = doc.body().deepCopy();
        ObjectNode status = shown.withObjectProperty(Doc.STATUS)
                .put("created", doc.created().toString());
        if (!doc.updated().equals(doc.created())) {
            status.put("updated", doc.updated().toString());
        }
        status.put("last-user", doc.by());
        return shown;
    }

    private CompletionStage<Answer> createDevice(Call call, DeviceId id) {
        ObjectNode body = Bodies.device(call.json().orElseGet(Json::object));
        return directory.change(call.by(), edit -> {
            Tenant tenant = edit.found().existingTenant(id.tenant());
            Device device = edit.createDevice(tenant, id, body, Json.MAPPER.createArrayNode());
            return Answer.created("/v1/devices/" + id, id.id(), device.doc());
        });
    }

    private CompletionStage<Answer> updateDevice(Call call, DeviceId id) {
        ObjectNode body = Bodies.device(call.requiredJson());
        return directory.change(call.by(), edit -> {
            Device device = edit.found().existingDevice(id);
            call.demandVersion(device.doc());
            return Answer.changed(edit.updateDevice(device, body).doc());
        });
    }

    private CompletionStage<Answer> deleteDevice(Call call, DeviceId id) {
        return directory.change(call.by(), edit -> {
            call.demandVersion(edit.found().existingDevice(id).doc());
            edit.dropDevice(id);
            return Answer.gone();
        });
    }

    private CompletionStage<Answer> deleteDevices(Call call, String tenant) {
        return directory.change(call.by(), edit -> {
            edit.found().existingTenant(tenant);
            edit.dropDevices(tenant);
            return Answer.gone();
        });
    }

    /** {@code /v1/credentials/{tenant}/{device}}. */
    CompletionStage<Answer> credentials(Call call) {
        if (call.segments().size() != 2) {
            throw Door.noResource();
        }
        DeviceId id = device(call.segments());
        return switch (call.method()) {
            case "GET" -> {
                Doc doc = directory.now().existingDevice(id).doc();
                yield done(Answer.found(Credentials.shown(doc.credentials()), doc));
            }
            case "PUT" -> updateCredentials(call, id);
            default -> throw Door.noMethod(call, "GET and PUT");
        };
    }

    private CompletionStage<Answer> updateCredentials(Call call, DeviceId id) {
        ArrayNode requested = Bodies.credentials(call.requiredJson());
        Device found = directory.now().existingDevice(id);
        call.demandVersion(found.doc());
        return passwords
                .run(() -> credentials.accept(requested, found.doc().credentials()))
                .thenCompose(accepted -> directory.change(call.by(), edit -> {
                    Device device = edit.found().existingDevice(id);
                    if (device.doc().credentials() != found.doc().credentials()) {
                        throw new RefusedException(412, "resource version mismatch");
                    }
                    call.demandVersion(device.doc());
                    Tenant tenant = edit.found().existingTenant(id.tenant());
                    return Answer.changed(
                            edit.updateCredentials(tenant, device, accepted).doc());
                }));
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedStage(answer);
    }
}
