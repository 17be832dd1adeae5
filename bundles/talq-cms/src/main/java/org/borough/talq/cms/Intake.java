// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.talq.Device;
import org.borough.talq.LogReport;
import org.borough.talq.RefusedException;
import org.borough.talq.State;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.Endpoint;
import org.borough.twin.Twin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what a gateway tells of its devices to the router, one message a device, and waits until all of it is on disk. */
final class Intake {

    private static final String PROTOCOL = "talq";
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final GatewaySettings settings;
    private final Yard yard;
    private final Uplinks uplinks;
    private final Registrations registrations;
    private final Clock clock;

    Intake(GatewaySettings settings, Yard yard, Uplinks uplinks, Registrations registrations, Clock clock) {
        this.settings = settings;
        this.yard = yard;
        this.uplinks = uplinks;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** Takes a report. What is about devices that nobody announced goes to the gateway's quarantine as it came. */
    CompletionStage<Void> take(LogReport report) {
        Map<String, List<LogReport.Data>> byDevice = new LinkedHashMap<>();
        for (LogReport.Entry entry : report.entries()) {
            String device = entry.data().srcAddress().replaceAll("/.*", "");
            byDevice.computeIfAbsent(device, address -> new ArrayList<>()).add(entry.data());
        }
        List<CompletionStage<Void>> done = new ArrayList<>();
        byDevice.forEach((address, data) -> {
            Optional<Twin> twin = yard.find(address);
            done.add(twin.isPresent() ? send(twin.get(), data) : unknown(address, data));
        });
        return all(done);
    }

    static CompletionStage<Void> all(List<CompletionStage<Void>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> unknown(String address, List<LogReport.Data> data) {
        if (address.equalsIgnoreCase(settings.gatewayAddress())) {
            // What a gateway says of itself has no meaning among capabilities.
            return CompletableFuture.completedStage(null);
        }
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putArray("unknown").add(address);
        json.set("entries", TalqJson.node(data));
        return hand(settings.gateway(), "", json);
    }

    private CompletionStage<Void> send(Twin twin, List<LogReport.Data> data) {
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.put("functions", yard.kinds(twin).toString());
        data.forEach(one -> entry(json, one));
        return hand(settings.device(twin.id().name()), settings.name(), json);
    }

    private static void entry(ObjectNode json, LogReport.Data data) {
        String source = data.srcAddress();
        int slash = source.indexOf('/');
        String name = data.type().equals(LogReport.ATTRIBUTE) ? data.attributeName() : data.eventType();
        JsonNode value =
                switch (data.type()) {
                    case LogReport.ATTRIBUTE ->
                        data.attributeValue().orElseThrow().content();
                    case LogReport.EVENT -> TalqJson.node(data.startEndFlag().orElse(true));
                    default ->
                        state(data.state().orElse(data.command().orElseThrow().state()));
                };
        ObjectNode entry = json.withArray("entries")
                .addObject()
                .put("function", slash < 0 ? "" : source.substring(slash + 1))
                .put("name", name);
        entry.set("value", value);
        data.attributeValue().flatMap(one -> one.at()).or(data::at).ifPresent(at -> entry.put("at", at.toString()));
    }

    private static JsonNode state(State state) {
        return state.value();
    }

    /** Takes the values that a device was announced with. */
    CompletionStage<Void> take(Device device) {
        Twin twin = yard.get(device.address());
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.put("functions", yard.kinds(twin).toString());
        device.functions().forEach(function -> function.attributes().forEach((name, value) -> {
            ObjectNode entry = json.withArray("entries")
                    .addObject()
                    .put("function", function.id())
                    .put("name", name);
            entry.set("value", value.content());
            value.at().ifPresent(at -> entry.put("at", at.toString()));
        }));
        return json.has("entries")
                ? hand(settings.device(device.address()), settings.name(), json)
                : CompletableFuture.completedStage(null);
    }

    /** Tells the twin of the gateway what the gateway has taken. */
    CompletionStage<Void> configured(ObjectNode lists) {
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.set("configured", lists);
        return hand(settings.gateway(), "", json);
    }

    private CompletionStage<Void> hand(DeviceId device, String gateway, ObjectNode json) {
        Admission admission = registrations.admit(device, gateway, PROTOCOL);
        if (admission instanceof Admission.Refused refused) {
            throw RefusedException.of(
                    422,
                    TalqError.RELATED_RESOURCE_NOT_FOUND,
                    device + ": " + refused.reason(),
                    "devices",
                    device.id());
        }
        Map<String, String> properties = new java.util.HashMap<>(
                ((Admission.Admitted) admission).registration().defaults());
        properties.put("orig_adapter", PROTOCOL);
        properties.put("orig_address", "talq/" + settings.name());
        byte[] payload = json.toString().getBytes(StandardCharsets.UTF_8);
        Message message = new Message(
                device, gateway, Endpoint.EVENT, 1, "application/json", properties, payload, clock.instant());
        return uplinks.accept(message).done().thenApply(acknowledgement -> {
            if (acknowledgement instanceof Acknowledgement.Refused refused) {
                int status = refused.status() >= 500 ? 503 : 422;
                throw RefusedException.of(status, TalqError.GENERIC_ERROR, refused.reason(), "devices", device.id());
            }
            if (acknowledgement instanceof Acknowledgement.Quarantined quarantined) {
                LOG.warn("What {} told of {} is in quarantine: {}", settings.name(), device, quarantined.reason());
            }
            return null;
        });
    }
}
