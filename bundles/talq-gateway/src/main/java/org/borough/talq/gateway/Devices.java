// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.borough.talq.Attribute;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.Function;
import org.borough.talq.FunctionRow;
import org.borough.talq.FunctionTable;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;

/** Twins as devices, and what they are made of as classes. */
final class Devices {

    private static final DeviceClass.CommandsDesc LEVELS = new DeviceClass.CommandsDesc(
            "override", List.of(new DeviceClass.LevelRange(0, 100)), List.of("reason", "expiration"));
    private static final Set<String> SETTABLE = Set.of("displayName");

    private final FunctionTable table;
    private final Inventory inventory;
    private final Duration silence;
    private final Clock clock;
    private final java.util.function.Function<ThingId, String> calendars;

    /**
     * Devices.
     *
     * @param silence after which a device counts as out of reach
     * @param calendars the calendar that was assigned to a thing; empty for none
     */
    Devices(
            FunctionTable table,
            Inventory inventory,
            Duration silence,
            Clock clock,
            java.util.function.Function<ThingId, String> calendars) {
        this.table = table;
        this.inventory = inventory;
        this.silence = silence;
        this.clock = clock;
        this.calendars = calendars;
    }

    /** The device of a twin, with all values that it has. */
    Device device(Twin twin) {
        return new Device(Inventory.address(twin.id()), name(twin), className(twin), functions(twin, row -> true));
    }

    String name(Twin twin) {
        return text(twin, "name").orElse(twin.id().toString());
    }

    /** The class of a twin: devices with the same features are of the same class. */
    String className(Twin twin) {
        return className(inventory.parts(twin));
    }

    private static String className(Set<Inventory.Part> parts) {
        return parts.stream()
                .map(part -> part.feature().equals(part.capability())
                        ? part.feature()
                        : part.feature() + ":" + part.capability())
                .collect(Collectors.joining("+"));
    }

    /** The classes of all devices, by name. */
    Map<String, DeviceClass> classes() {
        Map<String, DeviceClass> classes = new java.util.TreeMap<>();
        for (Twin twin : inventory.visible()) {
            Set<Inventory.Part> parts = inventory.parts(twin);
            classes.computeIfAbsent(className(parts), name -> describe(name, parts));
        }
        return classes;
    }

    DeviceClass classOf(Twin twin) {
        Set<Inventory.Part> parts = inventory.parts(twin);
        return describe(className(parts), parts);
    }

    private DeviceClass describe(String name, Set<Inventory.Part> parts) {
        List<DeviceClass.FunctionDesc> functions = new ArrayList<>();
        table.functions(FunctionTable.ANY).forEach((id, rows) -> functions.add(describe(id, rows)));
        for (Inventory.Part part : parts) {
            table.functions(part.capability()).forEach((id, rows) -> functions.add(describe(id + part.suffix(), rows)));
        }
        return new DeviceClass(name, functions);
    }

    private static DeviceClass.FunctionDesc describe(String id, List<FunctionRow> rows) {
        List<DeviceClass.AttributeDesc> attributes = rows.stream()
                .filter(row -> !row.type().equals("Event"))
                .map(row -> new DeviceClass.AttributeDesc(
                        row.attribute(),
                        Optional.of(!SETTABLE.contains(row.attribute())),
                        row.unit(),
                        row.isDesired() ? Optional.of(LEVELS) : Optional.empty()))
                .toList();
        List<DeviceClass.EventDesc> events = rows.stream()
                .filter(FunctionRow::isEvent)
                .map(row -> new DeviceClass.EventDesc(row.attribute()))
                .toList();
        return new DeviceClass.FunctionDesc(id, rows.get(0).functionType(), attributes, events);
    }

    /** The functions of a twin with the values that rows stand for. */
    List<Function> functions(Twin twin, Predicate<FunctionRow> wanted) {
        List<Function> functions = new ArrayList<>();
        table.functions(FunctionTable.ANY).forEach((id, rows) -> functions.add(function(twin, "", id, rows, wanted)));
        for (Inventory.Part part : inventory.parts(twin)) {
            table.functions(part.capability())
                    .forEach((id, rows) ->
                            functions.add(function(twin, part.feature(), id + part.suffix(), rows, wanted)));
        }
        return functions;
    }

    private Function function(
            Twin twin, String feature, String id, List<FunctionRow> rows, Predicate<FunctionRow> wanted) {
        Map<String, Attribute> values = new LinkedHashMap<>();
        for (FunctionRow row : rows) {
            if (wanted.test(row) && !row.type().equals("Event")) {
                value(twin, feature, row).ifPresent(value -> values.put(row.attribute(), value));
            }
        }
        return new Function(id, rows.get(0).functionType(), values);
    }

    /** What a row stands for in a feature of a twin, if it has that. */
    Optional<Attribute> value(Twin twin, String feature, FunctionRow row) {
        if (row.isReported()) {
            Property<?> property = row.property(feature);
            return twin.get(property).map(row::toTalq);
        }
        if (row.isDesired()) {
            Property<?> property = row.property(feature);
            return twin.desired(property).map(row::toTalq);
        }
        Optional<Attribute> constant = row.constant();
        return constant.isPresent() ? constant : known(twin, row);
    }

    private Optional<Attribute> known(Twin twin, FunctionRow row) {
        return switch (row.path()) {
            case "thing:id" -> Optional.of(Attribute.of(row.type(), twin.id().toString()));
            case "thing:name" -> Optional.of(Attribute.of(row.type(), name(twin)));
            case "thing:serial" -> text(twin, "serial").map(text -> Attribute.of(row.type(), text));
            case "thing:model" -> text(twin, "model").map(text -> Attribute.of(row.type(), text));
            case "thing:firmware" -> text(twin, "firmware").map(text -> Attribute.of(row.type(), text));
            case "thing:calendar" ->
                Optional.of(calendars.apply(twin.id()))
                        .filter(id -> !id.isEmpty())
                        .map(id -> Attribute.of(row.type(), id));
            case "thing:silent" ->
                Optional.of(Attribute.of(
                        row.type(), twin.modified().isBefore(clock.instant().minus(silence))));
            case "thing:location" ->
                twin.place()
                        .filter(place -> inventory.mayRead(twin.id(), "thing:/attributes/location"))
                        .map(place -> Attribute.of(
                                row.type(), Map.of("latitude", place.latitude(), "longitude", place.longitude())));
            default -> Optional.empty();
        };
    }

    private Optional<String> text(Twin twin, String attribute) {
        return twin.attribute(attribute, String.class)
                .filter(text -> inventory.mayRead(twin.id(), "thing:/attributes/" + attribute));
    }
}
