// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.adapter.Uplink;
import org.borough.talq.FunctionRow;
import org.borough.talq.FunctionTable;
import org.borough.talq.TalqJson;
import org.borough.thing.Command;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.things.Luminaire;
import org.borough.things.Vendor;
import org.osgi.service.component.annotations.Component;

/** Translates what the door took from a gateway into readings, and wishes into what the gateway is to be told. */
@Component(service = DeviceAdapter.class)
@AdapterFor(model = {TalqAdapter.DEVICE, TalqAdapter.GATEWAY})
public final class TalqAdapter implements DeviceAdapter {

    static final String DEVICE = "borough:talqDevice:1.0.0";
    static final String GATEWAY = "borough:talqGateway:1.0.0";
    static final String GATEWAY_FEATURE = "talqGateway";
    static final String OVERRIDE = "override";
    static final String CONFIGURE = "configure";

    private final FunctionTable table = FunctionTable.standard();

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        JsonNode json = json(uplink);
        if (json.has("unknown")) {
            throw new UndecodableUplinkException("the devices " + json.path("unknown") + " were not announced");
        }
        List<Reading<?>> readings = new ArrayList<>();
        json.path("configured")
                .fields()
                .forEachRemaining(
                        entry -> readings.add(new Property<>(GATEWAY, GATEWAY_FEATURE, entry.getKey(), List.class)
                                .is(list(entry.getValue()))));
        Kinds kinds = Kinds.parse(json.path("functions").asText());
        json.path("entries").forEach(entry -> read(kinds, entry, readings));
        return readings;
    }

    private static List<?> list(JsonNode value) {
        return TalqJson.plain(value)
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElse(List.of());
    }

    private static JsonNode json(Uplink uplink) {
        try {
            return TalqJson.MAPPER.readTree(uplink.json().text());
        } catch (JsonProcessingException e) {
            throw new UndecodableUplinkException("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private void read(Kinds kinds, JsonNode entry, List<Reading<?>> readings) {
        String function = entry.path("function").asText();
        String name = entry.path("name").asText();
        Instant at = entry.has("at") ? Instant.parse(entry.path("at").asText()) : Reading.ON_ARRIVAL;
        String kind = kinds.byId().getOrDefault(function, "");
        JsonNode value = entry.path("value");
        table.meaning(kinds.byId().values(), kind, name)
                .flatMap(row -> reading(row, kinds.feature(row.capability(), function), value, at))
                .ifPresent(readings::add);
        word(function + "/" + name, value, at).ifPresent(readings::add);
    }

    private static Optional<Reading<?>> reading(FunctionRow row, String feature, JsonNode value, Instant at) {
        if (row.type().equals("Event")) {
            return value.isNumber()
                    ? Optional.of(Luminaire.LEVEL.in(feature).is(value.doubleValue(), at))
                    : Optional.empty();
        }
        Property<?> property = row.property(feature);
        return row.fromTalq(value).map(ours -> reading(property, ours, at));
    }

    private static <T> Reading<T> reading(Property<T> property, Object value, Instant at) {
        return property.is(property.type().cast(value), at);
    }

    private static Optional<Reading<?>> word(String name, JsonNode value, Instant at) {
        return TalqJson.plain(value).map(plain -> at(Vendor.says(DEVICE, name, plain), at));
    }

    private static <T> Reading<T> at(Reading<T> reading, Instant at) {
        return reading.property().is(reading.value(), at);
    }

    @Override
    public Downlink encode(Command command) {
        if (!(command instanceof Command.Desired desired)) {
            throw new UnsupportedCommandException(command);
        }
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        boolean gateway =
                desired.settings().stream().allMatch(one -> one.feature().equals(GATEWAY_FEATURE));
        for (Setting setting : desired.settings()) {
            if (gateway) {
                json.set(setting.path(), TalqJson.node(setting.value()));
            } else {
                ArrayNode levels = json.withArray("levels");
                levels.addObject().put("feature", setting.feature()).put("level", level(command, setting));
            }
        }
        return Downlink.json(gateway ? CONFIGURE : OVERRIDE, json.toString());
    }

    private static double level(Command command, Setting setting) {
        boolean lamp = setting.feature().matches("luminaire(-\\d+)?")
                && setting.path().equals(Luminaire.LEVEL.path())
                && setting.value() instanceof Number;
        if (!lamp) {
            throw new UnsupportedCommandException(command);
        }
        return ((Number) setting.value()).doubleValue();
    }
}
