// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.borough.rulebook.Fields;
import org.borough.rulebook.RuleSet;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules.Authorship;
import org.borough.waste.rules.WasteRules.AvoidCongested;
import org.borough.waste.rules.WasteRules.Costs;
import org.borough.waste.rules.WasteRules.Due;
import org.borough.waste.rules.WasteRules.Fleet;
import org.borough.waste.rules.WasteRules.Members;
import org.borough.waste.rules.WasteRules.Quiet;
import org.borough.waste.rules.WasteRules.Sensing;
import org.borough.waste.rules.WasteRules.Slow;
import org.borough.waste.rules.WasteRules.TipSite;
import org.borough.waste.rules.WasteRules.Truck;

/** Rules out of the JSON object that stands in an area's thing, and back. */
public final class WasteRulesJson implements RuleSet<WasteRules> {

    private static final int CENTS = 100;
    private static final int MOST_SEGMENTS = 100;

    @Override
    public Parsed<WasteRules> read(JsonNode json) {
        Fields fields = new Fields(json);
        WasteRules rules = new WasteRules(
                new Members(
                        fields.required("memberAttribute", "wasteArea"), fields.required("memberValue", "city centre")),
                due(fields),
                new Sensing(
                        fields.number("emptiedDropPercent", 25, 5, 100),
                        fields.whole("frozenHours", 72, 12, 2000),
                        fields.number("driftPercent", 20, 5, 90),
                        fields.number("fireCelsius", 70, 40, 300),
                        fields.whole("silentHours", 36, 1, 2000),
                        fields.whole("lateHours", 48, 1, 1000)),
                new Fleet(
                        fields.list("trucks", WasteRulesJson::truck),
                        fields.list("tips", WasteRulesJson::tip),
                        time(fields, "planAt", "05:00"),
                        fields.number("planSeconds", 10, 0.05, 600),
                        fields.number("stopMinutes", 2, 0, 60)),
                new Costs(
                        fields.number("costPerKilometre", 1.5, 0, 1000),
                        fields.number("costPerHour", 90, 0, 10_000),
                        fields.number("co2KgPerKilometre", 1.3, 0, 100)),
                fields.list("quiet", WasteRulesJson::quiet),
                fields.list("slow", WasteRulesJson::slow),
                fields.inside("avoidCongested", WasteRulesJson::avoidCongested),
                days(fields),
                new Authorship(fields.required("author", "A. Foreman"), fields.text("source"), fields.date("date")));
        fields.require(
                !rules.fleet().trucks().isEmpty(),
                "trucks is missing; it must be a list with at least one truck: name, latitude, longitude, capacityKg.");
        return new Parsed<>(rules, fields.problems());
    }

    private static Due due(Fields fields) {
        Due due = new Due(
                fields.number("collectPercent", 75, 10, 100),
                fields.number("overflowPercent", 95, 20, 100),
                fields.number("alongPercent", 55, 0, 100),
                (int) Math.round(CENTS * fields.number("alongWorth", 1.5, 0, 1000)),
                fields.whole("longestDays", 14, 1, 90));
        fields.require(
                due.collectPercent() <= due.overflowPercent(),
                "collectPercent must not be above overflowPercent: a container would overflow before it is due.");
        fields.require(
                due.alongPercent() <= due.collectPercent(),
                "alongPercent must not be above collectPercent: from there on a container is collected anyway.");
        return due;
    }

    private static Truck truck(Fields fields) {
        Truck truck = new Truck(
                fields.required("name", "Truck 1"),
                place(fields),
                fields.whole("capacityKg", 9000, 10, 60_000),
                time(fields, "from", "06:00"),
                time(fields, "to", "14:00"),
                fields.number("fixedCost", 60, 0, 10_000));
        fields.require(truck.from().isBefore(truck.to()), "from must be before to: a shift ends on the day it begins.");
        return truck;
    }

    private static TipSite tip(Fields fields) {
        return new TipSite(
                fields.required("name", "Transfer station"), place(fields), fields.number("unloadMinutes", 15, 0, 240));
    }

    private static Quiet quiet(Fields fields) {
        Quiet quiet = new Quiet(
                fields.required("name", "Primary school"),
                place(fields),
                fields.number("radiusMetres", 150, 1, 5000),
                time(fields, "from", "07:30"),
                time(fields, "to", "08:30"));
        fields.require(quiet.from().isBefore(quiet.to()), "from must be before to.");
        return quiet;
    }

    private static Slow slow(Fields fields) {
        return new Slow(
                fields.required("name", "Roadworks"),
                place(fields),
                fields.number("radiusMetres", 150, 1, 5000),
                fields.number("factor", 2, 1, 10));
    }

    private static AvoidCongested avoidCongested(Fields fields) {
        AvoidCongested avoid = new AvoidCongested(
                fields.things("segments"),
                fields.number("radiusMetres", 150, 1, 5000),
                fields.number("factor", 2, 1, 10),
                fields.whole("staleMinutes", 30, 5, 1440));
        fields.require(
                !avoid.segments().isEmpty() && avoid.segments().size() <= MOST_SEGMENTS,
                "segments must name 1 to " + MOST_SEGMENTS + " things that tell a travel state.");
        return avoid;
    }

    private static Place place(Fields fields) {
        fields.require(
                fields.has("latitude") && fields.has("longitude"),
                "latitude (-90 to 90) and longitude (-180 to 180) must be given.");
        return new Place(fields.number("latitude", 0, -90, 90), fields.number("longitude", 0, -180, 180));
    }

    private static LocalTime time(Fields fields, String key, String fallback) {
        String text = fields.text(key);
        try {
            return LocalTime.parse(text.isEmpty() ? fallback : text);
        } catch (DateTimeParseException e) {
            fields.require(false, key + " is \"" + text + "\"; it must be a time such as " + fallback + ".");
            return LocalTime.parse(fallback);
        }
    }

    private static Set<DayOfWeek> days(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        String text = fields.text("fixedDays");
        for (String day : (text.isEmpty() ? "monday,thursday" : text).split(",")) {
            try {
                days.add(DayOfWeek.valueOf(day.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                fields.require(
                        false, "fixedDays has \"" + day.strip() + "\"; it must be days such as monday,thursday.");
            }
        }
        return days;
    }

    @Override
    public ObjectNode write(WasteRules rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("memberAttribute", rules.members().attribute())
                .put("memberValue", rules.members().value())
                .put("collectPercent", rules.due().collectPercent())
                .put("overflowPercent", rules.due().overflowPercent())
                .put("alongPercent", rules.due().alongPercent())
                .put("alongWorth", (double) rules.due().alongWorth() / CENTS)
                .put("longestDays", rules.due().longestDays())
                .put("emptiedDropPercent", rules.sensing().emptiedDrop())
                .put("frozenHours", rules.sensing().frozenHours())
                .put("driftPercent", rules.sensing().driftPercent())
                .put("fireCelsius", rules.sensing().fireCelsius())
                .put("silentHours", rules.sensing().silentHours())
                .put("lateHours", rules.sensing().lateHours())
                .put("planAt", rules.fleet().planAt().toString())
                .put("planSeconds", rules.fleet().planSeconds())
                .put("stopMinutes", rules.fleet().stopMinutes())
                .put("costPerKilometre", rules.costs().perKilometre())
                .put("costPerHour", rules.costs().perHour())
                .put("co2KgPerKilometre", rules.costs().co2KgPerKilometre())
                .put("fixedDays", fixedDays(rules));
        lists(rules, json);
        json.put("author", rules.authorship().author())
                .put("date", rules.authorship().date());
        if (!rules.authorship().source().isEmpty()) {
            json.put("source", rules.authorship().source());
        }
        return json;
    }

    private static String fixedDays(WasteRules rules) {
        List<String> days = rules.fixedDays().stream()
                .sorted()
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .toList();
        return String.join(",", days);
    }

    private static void lists(WasteRules rules, ObjectNode json) {
        rules.fleet().trucks().forEach(truck -> put(
                        json.withArrayProperty("trucks").addObject().put("name", truck.name()), truck.depot())
                .put("capacityKg", truck.capacityKg())
                .put("from", truck.from().toString())
                .put("to", truck.to().toString())
                .put("fixedCost", truck.fixedCost()));
        rules.fleet().tips().forEach(tip -> put(
                        json.withArrayProperty("tips").addObject().put("name", tip.name()), tip.place())
                .put("unloadMinutes", tip.unloadMinutes()));
        rules.quiet().forEach(quiet -> put(
                        json.withArrayProperty("quiet").addObject().put("name", quiet.name()), quiet.place())
                .put("radiusMetres", quiet.radiusMetres())
                .put("from", quiet.from().toString())
                .put("to", quiet.to().toString()));
        rules.slow()
                .forEach(slow -> put(json.withArrayProperty("slow").addObject().put("name", slow.name()), slow.place())
                        .put("radiusMetres", slow.radiusMetres())
                        .put("factor", slow.factor()));
        rules.avoidCongested().ifPresent(avoid -> {
            ObjectNode object = json.putObject("avoidCongested");
            avoid.segments().forEach(id -> object.withArrayProperty("segments").add(id.toString()));
            object.put("radiusMetres", avoid.radiusMetres())
                    .put("factor", avoid.factor())
                    .put("staleMinutes", avoid.staleMinutes());
        });
    }

    private static ObjectNode put(ObjectNode json, Place place) {
        return json.put("latitude", place.latitude()).put("longitude", place.longitude());
    }

    @Override
    public Set<String> floors() {
        return Set.of();
    }
}
