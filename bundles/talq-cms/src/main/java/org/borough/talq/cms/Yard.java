// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Provisioning;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.FunctionTable;
import org.borough.talq.RefusedException;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** The devices of a gateway as things, made with what their functions mean. */
final class Yard {

    private static final Cause ANNOUNCED = Cause.of("integration:devices", "announced by its TALQ gateway");
    private static final String BY = "service:talq";

    private final GatewaySettings settings;
    private final Twins twins;
    private final Provisioning provisioning;
    private final Registrations registrations;
    private final FunctionTable table;

    Yard(
            GatewaySettings settings,
            Twins twins,
            Provisioning provisioning,
            Registrations registrations,
            FunctionTable table) {
        this.settings = settings;
        this.twins = twins;
        this.provisioning = provisioning;
        this.registrations = registrations;
        this.table = table;
    }

    /** Makes the gateway itself. */
    CompletionStage<Void> open() {
        return make(settings.name(), "talq-gateway", "{}", List.of());
    }

    private CompletionStage<Void> make(String id, String template, String attributes, List<String> via) {
        Provisioning.Request request =
                new Provisioning.Request(settings.tenant(), id, template, "", "", attributes, via);
        return provisioning.provision(request, BY).thenApply(result -> {
            if (result instanceof Provisioning.Result.Refused refused) {
                int status = refused.status() >= 500 ? 503 : 422;
                throw RefusedException.of(status, TalqError.GENERIC_ERROR, refused.reason(), "devices", id);
            }
            return null;
        });
    }

    Optional<Twin> find(String address) {
        return address.contains(":") || address.contains("/")
                ? Optional.empty()
                : twins.get(settings.device(address).thing()).filter(this::isOurs);
    }

    private boolean isOurs(Twin twin) {
        return twin.definition().equals(TalqAdapter.DEVICE)
                && twin.attribute("talq/gateway", String.class)
                        .filter(settings.name()::equals)
                        .isPresent();
    }

    Twin get(String address) {
        return find(address).orElseThrow(() -> RefusedException.notFound("devices", address));
    }

    /** All devices of the gateway. */
    List<Twin> all() {
        return registrations.list(settings.tenant()).stream()
                .filter(registration -> registration.via().contains(settings.name()))
                .map(Registration::device)
                .flatMap(device -> twins.get(device.thing()).stream())
                .filter(this::isOurs)
                .toList();
    }

    Kinds kinds(Twin twin) {
        return Kinds.parse(twin.attribute("talq/functions", String.class).orElse(""));
    }

    /** What a class says of its functions; empty when it was not announced. */
    Optional<Kinds> kinds(String className) {
        return twins.get(settings.gateway().thing())
                .flatMap(twin -> twin.attribute("deviceClasses/" + key(className), String.class))
                .map(Kinds::parse);
    }

    CompletionStage<Void> keep(DeviceClass one) {
        return classes(one.name(), TalqJson.node(Kinds.of(one).toString()));
    }

    CompletionStage<Void> forget(String className) {
        return classes(className, TalqJson.node(null));
    }

    private CompletionStage<Void> classes(String name, JsonNode functions) {
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putObject("attributes").putObject("deviceClasses").set(key(name), functions);
        return twins.merge(settings.gateway().thing(), json.toString(), ANNOUNCED);
    }

    private static String key(String className) {
        return URLEncoder.encode(className, StandardCharsets.UTF_8);
    }

    /** The functions of a device, from what it says itself and what its class says. */
    Kinds kinds(Device device) {
        return kinds(device.deviceClass()).orElse(Kinds.NONE).with(device);
    }

    /** Makes a device, or brings it up to date. Completes when it is on disk. */
    CompletionStage<Void> keep(Device device) {
        ThingId thing = settings.device(device.address()).thing();
        CompletionStage<Void> there = twins.get(thing).isPresent()
                ? CompletableFuture.completedStage(null)
                : make(settings.device(device.address()).id(), "talq-device", "{}", List.of(settings.name()));
        return there.thenCompose(done -> twins.merge(thing, thing(device).toString(), ANNOUNCED));
    }

    private ObjectNode thing(Device device) {
        Kinds kinds = kinds(device);
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        ObjectNode attributes = json.putObject("attributes").put("name", device.name());
        attributes
                .putObject("talq")
                .put("gateway", settings.name())
                .put("address", device.address())
                .put("class", device.deviceClass())
                .put("functions", kinds.toString())
                .putNull("removed");
        location(device).ifPresent(point -> attributes.set("location", point));
        ObjectNode features = json.putObject("features");
        table.rows().stream().filter(row -> row.isReported()).forEach(row -> kinds.byId()
                .forEach((id, kind) -> {
                    boolean means = kind.equals(row.kind())
                            && table.capabilities(kinds.byId().values()).contains(row.capability());
                    if (means && row.key()) {
                        features.putObject(kinds.feature(row.capability(), id))
                                .putArray("definition")
                                .add(row.model());
                    }
                }));
        return json;
    }

    private static Optional<ObjectNode> location(Device device) {
        return device.functions().stream()
                .flatMap(function -> Optional.ofNullable(function.attributes().get("location")).stream())
                .map(value -> value.content())
                .filter(place -> place.path("latitude").isNumber()
                        && place.path("longitude").isNumber())
                .map(place -> {
                    ObjectNode point = TalqJson.MAPPER.createObjectNode().put("type", "Point");
                    point.putArray("coordinates")
                            .add(place.path("longitude").doubleValue())
                            .add(place.path("latitude").doubleValue());
                    return point;
                })
                .findFirst();
    }

    /** Marks a device that the gateway has no more; its thing and its past stay with the city. */
    CompletionStage<Void> removed(Twin twin) {
        return twins.merge(twin.id(), "{\"attributes\":{\"talq\":{\"removed\":true}}}", ANNOUNCED);
    }

    /** A device as its gateway announced it. */
    Device device(Twin twin) {
        List<org.borough.talq.Function> functions = kinds(twin).byId().entrySet().stream()
                .map(entry -> new org.borough.talq.Function(
                        entry.getKey(), entry.getValue().replaceAll("\\[.*", ""), java.util.Map.of()))
                .toList();
        return new Device(
                twin.attribute("talq/address", String.class).orElse(twin.id().name()),
                twin.attribute("name", String.class).orElse(""),
                twin.attribute("talq/class", String.class).orElse(""),
                functions);
    }
}
