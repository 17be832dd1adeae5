// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.borough.rulebook.Fields;

/** Reads what a group's rules say about classes. */
public final class ClassingJson {

    /** The key of the class. */
    public static final String KEY = "lightingClass";

    /** The key of a city's own tables. */
    public static final String TABLES = "classTables";

    private static final ClassTables SHIPPED = ClassTables.shipped();
    private static final String DEFAULT_TABLE = "en13201";

    private ClassingJson() {}

    /**
     * Reads it.
     *
     * @param day on which the rules were laid down: the tables that held then count
     */
    public static Optional<Classing> read(Fields fields, LocalDate day) {
        ClassTables tables = SHIPPED.with(fields.list(TABLES, ClassingJson::table).stream()
                .filter(Objects::nonNull)
                .toList());
        return fields.inside(KEY, inner -> classing(inner, tables, day));
    }

    private static ClassTable table(Fields fields) {
        try {
            return ClassTableJson.read(fields.object());
        } catch (IllegalArgumentException e) {
            fields.require(false, Objects.toString(e.getMessage()));
            return null;
        }
    }

    private static Classing classing(Fields fields, ClassTables tables, LocalDate day) {
        String name = fields.oneOf("table", DEFAULT_TABLE, tables.names());
        Optional<ClassTable> found = tables.find(name, day);
        fields.require(found.isPresent(), "table " + name + " does not hold on " + day + "; name one version of it.");
        ClassTable table =
                found.or(() -> tables.find(DEFAULT_TABLE + "-2015", day)).orElseThrow();
        String kind = fields.required("kind", "P");
        Optional<Family> known = table.family(kind);
        fields.require(
                kind.isEmpty() || known.isPresent(), "kind is " + kind + "; it must be one of " + table.kinds() + ".");
        Family family = known.orElse(table.families().get(0));
        Map<String, String> parameters =
                fields.inside("parameters", inner -> all(inner, family)).orElse(Map.of());
        fields.require(
                fields.has("parameters"), "parameters is missing; it must be an object of " + keys(family) + ".");
        RoadClass selected = parameters.isEmpty()
                ? family.classes().get(0)
                : family.select(parameters).road();
        RoadClass installed = road(fields, "installed", family, selected);
        RoadClass floor = road(
                fields, "floor", family, family.classes().get(family.classes().size() - 1));
        fields.require(
                floor.mean() <= installed.mean(),
                "floor " + family.words(floor) + " is brighter than the class the lamps were installed for, "
                        + family.words(installed) + ": they could never go below full level. Lower the floor, or say"
                        + " for which class the lamps were installed.");
        return new Classing(
                table, family, parameters, installed, floor, upkeep(fields), traffic(fields), ambient(fields, family));
    }

    private static RoadClass road(Fields fields, String key, Family family, RoadClass fallback) {
        String name = fields.text(key);
        Optional<RoadClass> road = family.find(name);
        fields.require(
                name.isEmpty() || road.isPresent(),
                key + " is \"" + name + "\"; it must be one of " + family.names() + ".");
        return road.orElse(fallback);
    }

    private static Map<String, String> all(Fields fields, Family family) {
        Map<String, String> values = some(fields, family);
        for (Parameter parameter : family.parameters()) {
            fields.require(
                    fields.has(parameter.key()),
                    parameter.key() + " is missing; it must be one of " + parameter.names() + ".");
        }
        return values;
    }

    /** Reads some parameters of a family, as a program sets them for a time. */
    public static Map<String, String> some(Fields fields, Family family) {
        Map<String, String> values = new HashMap<>();
        for (Parameter parameter : family.parameters()) {
            String value = fields.text(parameter.key());
            boolean allowed = parameter.option(value).isPresent();
            fields.require(
                    value.isEmpty() || allowed,
                    parameter.key() + " is \"" + value + "\"; it must be one of " + parameter.names() + ".");
            if (allowed) {
                values.put(parameter.key(), value);
            }
        }
        return values;
    }

    private static String keys(Family family) {
        return String.join(
                ", ", family.parameters().stream().map(Parameter::key).toList());
    }

    private static Upkeep upkeep(Fields fields) {
        double factor = fields.number("maintenanceFactor", 1, 0.1, 1);
        Optional<LocalDate> renewed = fields.has("renewed")
                ? Optional.of(fields.date("renewed"))
                        .filter(text -> !text.isEmpty())
                        .map(LocalDate::parse)
                : Optional.empty();
        return new Upkeep(factor, renewed, fields.number("maintenanceMonths", 48, 1, 240));
    }

    private static Optional<TrafficRule> traffic(Fields fields) {
        return fields.inside("traffic", inner -> {
            inner.require(
                    inner.has("capacityPerHour"),
                    "capacityPerHour is missing; it must be the number that the street can take in an hour.");
            return new TrafficRule(
                    inner.things("sensors"),
                    inner.number("capacityPerHour", 1, 1, 1_000_000),
                    inner.minutes("windowMinutes", 60, 5, 60),
                    inner.minutes("settleMinutes", 15, 0, 120));
        });
    }

    private static Optional<AmbientRule> ambient(Fields fields, Family family) {
        return fields.inside("ambient", inner -> {
            List<Parameter> measured = family.parameters().stream()
                    .filter(parameter -> parameter.measured() == Parameter.Measured.AMBIENT)
                    .toList();
            inner.require(!measured.isEmpty(), "nothing in this table depends on the brightness around.");
            inner.require(inner.has("sensors"), "sensors is missing; it must list light sensors.");
            inner.require(inner.has("fromLux"), "fromLux is missing; it must be an object such as {\"high\": 20}.");
            Map<String, Double> bounds = new HashMap<>();
            inner.inside("fromLux", lux -> {
                for (Parameter parameter : measured) {
                    for (Parameter.Option option : parameter.options()) {
                        if (lux.has(option.name())) {
                            bounds.put(option.name(), lux.number(option.name(), 0, 0, 100_000));
                        }
                    }
                }
                return bounds;
            });
            return new AmbientRule(inner.things("sensors"), bounds);
        });
    }

    /** The part of rules that this reads, as it was written. */
    public static List<String> keys() {
        return List.of(KEY, TABLES);
    }
}
