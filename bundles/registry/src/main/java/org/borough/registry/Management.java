// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
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

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String DELETE = "DELETE";

    private final Directory directory;
    private final Passwords passwords;
    private final Credentials credentials;

    Management(Registry registry) {
        this.directory = registry.directory();
        this.passwords = registry.passwords();
        this.credentials = registry.credentials();
    }

    /** What may be done with a resource: {@code /v1/tenants}, {@code /v1/devices} or {@code /v1/credentials}. */
    static List<String> methods(String place, int ids) {
        return switch (place + " " + ids) {
            case "/v1/tenants 0" -> List.of(GET, POST);
            case "/v1/devices 1" -> List.of(GET, POST, DELETE);
            case "/v1/tenants 1", "/v1/devices 2" -> List.of(GET, POST, PUT, DELETE);
            case "/v1/credentials 2" -> List.of(GET, PUT);
            default -> List.of();
        };
    }

    /** {@code /v1/tenants[/{tenant}]}. */
    CompletionStage<Answer> tenants(Call call) {
        List<String> path = call.segments();
        if (path.isEmpty()) {
            return call.method().equals(GET)
                    ? done(searchTenants(call))
                    : createTenant(call, UUID.randomUUID().toString());
        }
        String id = Ids.tenant(path.get(0));
        return switch (call.method()) {
            case GET -> done(tenant(id));
            case POST -> createTenant(call, id);
            case PUT -> updateTenant(call, id);
            default -> deleteTenant(call, id);
        };
    }

    private Answer searchTenants(Call call) {
        return Search.of(call)
                .in(
                        directory.now().tenants().stream().map(tenant -> copy(TrustAnchors.shown(
                                        tenant.doc().body()))
                                .put("id", tenant.id())),
                        "tenant");
    }

    private Answer tenant(String id) {
        Doc doc = directory.now().existingTenant(id).doc();
        return Answer.found(TrustAnchors.shown(doc.body()), doc);
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
        if (path.size() == 1) {
            String tenant = Ids.tenant(path.get(0));
            return switch (call.method()) {
                case GET -> done(searchDevices(call, tenant));
                case POST ->
                    createDevice(call, new DeviceId(tenant, UUID.randomUUID().toString()));
                default -> deleteDevices(call, tenant);
            };
        }
        DeviceId device = device(path);
        return switch (call.method()) {
            case GET -> done(device(device));
            case POST -> createDevice(call, device);
            case PUT -> updateDevice(call, device);
            default -> deleteDevice(call, device);
        };
    }

    private static DeviceId device(List<String> path) {
        return new DeviceId(Ids.tenant(path.get(0)), Ids.device(path.get(1)));
    }

    private Answer searchDevices(Call call, String tenant) {
        Shelves now = directory.now();
        now.existingTenant(tenant);
        Stream<Device> devices = now.devices(tenant).stream();
        if (call.flag("isGateway").isPresent()) {
            boolean wanted = call.flag("isGateway").get();
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

    /** Stored trees are never changed, so that the copy may share what is in them. */
    private static ObjectNode copy(ObjectNode stored) {
        return Json.object().setAll(stored);
    }

    private static ObjectNode shown(Device device) {
        Doc doc = device.doc();
        ObjectNode shown = copy(doc.body());
        ObjectNode status = shown.path(Doc.STATUS) instanceof ObjectNode kept ? copy(kept) : Json.object();
        shown.set(Doc.STATUS, status);
        status.put("created", doc.created().toString());
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

    /** With a tenant its devices are gone too: whoever deletes them afterwards has what they wanted, as in Hono. */
    private CompletionStage<Answer> deleteDevice(Call call, DeviceId id) {
        return directory.change(call.by(), edit -> {
            if (edit.found().tenant(id.tenant()).isEmpty()) {
                return Answer.gone();
            }
            call.demandVersion(edit.found().existingDevice(id).doc());
            edit.dropDevice(id);
            return Answer.gone();
        });
    }

    private CompletionStage<Answer> deleteDevices(Call call, String tenant) {
        return directory.change(call.by(), edit -> {
            edit.dropDevices(tenant);
            return Answer.gone();
        });
    }

    /** {@code /v1/credentials/{tenant}/{device}}. */
    CompletionStage<Answer> credentials(Call call) {
        DeviceId id = device(call.segments());
        if (call.method().equals(PUT)) {
            return updateCredentials(call, id);
        }
        Doc doc = directory.now().existingDevice(id).doc();
        return done(Answer.found(Credentials.shown(doc.credentials()), doc));
    }

    private CompletionStage<Answer> updateCredentials(Call call, DeviceId id) {
        ArrayNode requested = Bodies.credentials(call.requiredJson());
        // Told early, before passwords are hashed for nothing; what counts is what is found in the end.
        call.demandVersion(directory.now().existingDevice(id).doc());
        JsonNode tenant = directory.now().existingTenant(id.tenant()).doc().body();
        return passwords
                .run(() -> credentials.prepare(requested, tenant))
                .thenCompose(prepared -> directory.change(call.by(), edit -> {
                    Device device = edit.found().existingDevice(id);
                    call.demandVersion(device.doc());
                    ArrayNode merged = credentials.merge(prepared, device.doc().credentials());
                    return Answer.changed(
                            edit.updateCredentials(edit.found().existingTenant(id.tenant()), device, merged)
                                    .doc());
                }));
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedStage(answer);
    }
}
