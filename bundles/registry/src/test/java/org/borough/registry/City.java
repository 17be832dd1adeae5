// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistryChange;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;

/** A registry with its doors, as it stands in a city, on a store in memory. */
final class City implements AutoCloseable {

    final MemoryStores stores;
    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    final Registry registry;
    final Templates templates;
    final TemplateProvisioning provisioning;
    final List<String> told = new ArrayList<>();
    final List<RegistryChange> changes = new CopyOnWriteArrayList<>();
    private final ManagementDoor management;
    private final ProvisioningDoor door;

    City(MemoryStores stores, Path folder) {
        this(stores, folder, 2000);
    }

    City(MemoryStores stores, Path folder, int maxBodyBytes) {
        this.stores = stores;
        this.registry =
                new Registry(new QuickSettings(4, 2, 1000, maxBodyBytes), stores, this::tell, changes::add, clock);
        this.templates = new Templates(folder, Duration.ofSeconds(1));
        this.provisioning = new TemplateProvisioning(registry, twins, templates);
        this.management = new ManagementDoor(registry);
        this.door = new ProvisioningDoor(provisioning);
    }

    City() {
        this(new MemoryStores(), Path.of("src/main/resources/BOROUGH-INF/templates"));
    }

    private void tell(DeviceId device, boolean stays) {
        told.add(device + (stays ? " stays" : " goes"));
    }

    /** A request by the administrator. */
    Exchange request(String method, String path) {
        return new Exchange(
                path.startsWith("/v1/") || path.startsWith("/city/v1/audit") ? management : door, method, path);
    }

    Exchange get(String path) {
        return request("GET", path).send();
    }

    Exchange delete(String path) {
        return request("DELETE", path).send();
    }

    Exchange post(String path, String json) {
        return request("POST", path).json(json).send();
    }

    Exchange put(String path, String json) {
        return request("PUT", path).json(json).send();
    }

    Admission login(String tenant, String authId, String password) {
        return await(registry.authenticate(new Credential.Password(tenant, authId, password), "hono-mqtt"));
    }

    Admission admit(String tenant, String device, String gateway) {
        return registry.admit(new DeviceId(tenant, device), gateway, "hono-mqtt");
    }

    static int status(Admission admission) {
        return admission instanceof Admission.Refused refused ? refused.status() : 200;
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        registry.stop();
    }

    /** Cheap hashes, small bodies. */
    record QuickSettings(int bcryptCost, int passwordThreads, int passwordsWaiting, int maxBodyBytes)
            implements RegistrySettings {

        QuickSettings(int bcryptCost, int passwordThreads, int passwordsWaiting) {
            this(bcryptCost, passwordThreads, passwordsWaiting, 2000);
        }

        @Override
        public int maxBcryptCost() {
            return 10;
        }

        @Override
        public String corsAllowedOrigin() {
            return "*";
        }

        @Override
        public int maxBulkBytes() {
            return 1_000_000;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RegistrySettings.class;
        }
    }
}
