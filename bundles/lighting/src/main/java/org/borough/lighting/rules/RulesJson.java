// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.borough.lighting.faults.FaultRules;
import org.borough.lighting.sun.Twilight;
import org.borough.rulebook.Fields;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** Rules as the JSON object that stands in a group's thing, and back. */
public final class RulesJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RulesJson() {}

    /**
     * Rules as far as they could be read.
     *
     * @param rules with defaults in place of what is wrong
     * @param problems one sentence for each key that is wrong
     */
    public record Parsed(Rules rules, List<String> problems) {

        public boolean valid() {
            return problems.isEmpty();
        }
    }

    public static Parsed read(JsonNode json) {
        Fields fields = new Fields(json);
        Plan plan = PlanJson.read(fields, json);
        Rules.Levels levels = levels(fields, plan.floor());
        Rules rules = new Rules(
                members(fields),
                new Rules.Sensing(
                        fields.things("sensors"),
                        fields.number("sensorRadiusMetres", 50, 0, 5000),
                        fields.seconds("sensorSilenceSeconds", 3600, 10, 604_800),
                        new Rules.LookAhead(
                                fields.whole("lookAheadLamps", 2, 0, 20),
                                fields.number("lookAheadMetres", 0, 0, 1000))),
                levels,
                new Rules.Timing(
                        fields.seconds("holdSeconds", 60, 0, 86_400),
                        fields.number("fadeStep", 20, 1, 100),
                        fields.seconds("fadeSeconds", 10, 0, 3600),
                        fields.seconds("manualSeconds", 3600, 60, 604_800)),
                schedule(fields),
                plan,
                fields.number("ratedPowerWatts", 0, 0, 100_000),
                carbon(fields),
                FaultRules.read(fields),
                new Rules.Authorship(
                        fields.required("author", "A. Expert"), fields.text("source"), fields.date("date")));
        fields.require(
                !rules.members().isEmpty(),
                "The group has no lamps; give members (a list of thing ids), memberAttribute with memberValue, or"
                        + " memberRadiusMetres with latitude and longitude.");
        PlanJson.hold(fields, plan, levels);
        return new Parsed(rules, fields.problems());
    }

    /** A value as it stands in a file: JSON where it is an object or a list, else its text. */
    public static JsonNode value(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{") || stripped.startsWith("[")) {
            try {
                return MAPPER.readTree(stripped);
            } catch (JsonProcessingException e) {
                // It stays a text; who reads it says what it must be.
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }

    private static Rules.Carbon carbon(Fields fields) {
        double grams = fields.number("co2GramsPerKwh", 0, 0, 2000);
        String source = grams > 0 ? fields.required("co2Source", "Umweltbundesamt 2025") : fields.text("co2Source");
        String date = grams > 0 ? fields.date("co2Date") : fields.text("co2Date");
        return new Rules.Carbon(grams, source, date);
    }

    private static Rules.Members members(Fields fields) {
        String attribute = fields.text("memberAttribute");
        String value = fields.text("memberValue");
        double radius = fields.number("memberRadiusMetres", 0, 0, 100_000);
        fields.require(
                attribute.isEmpty() == value.isEmpty(), "memberAttribute and memberValue must be given together.");
        fields.require(
                radius == 0 || fields.has("latitude"),
                "memberRadiusMetres needs the middle: latitude (-90 to 90) and longitude (-180 to 180).");
        return new Rules.Members(fields.things("members"), attribute, value, radius);
    }

    private static Rules.Levels levels(Fields fields, double classFloor) {
        double floor = fields.number("floorLevel", 20, 0, 100);
        double full = fields.number("fullLevel", 100, 0, 100);
        double dim = fields.number("dimLevel", Math.min(full, Math.max(Math.max(floor, classFloor), 40)), 0, 100);
        double unsensed = fields.number("unsensedLevel", full, 0, 100);
        fields.require(
                floor <= dim && dim <= full,
                "floorLevel " + Decider.percent(floor) + ", dimLevel " + Decider.percent(dim) + " and fullLevel "
                        + Decider.percent(full) + " must not fall in this order.");
        fields.require(unsensed >= floor, "unsensedLevel must not be below floorLevel " + Decider.percent(floor) + ".");
        return new Rules.Levels(floor, dim, full, unsensed);
    }

    private static Rules.Schedule schedule(Fields fields) {
        double latitude = fields.number("latitude", 0, -90, 90);
        double longitude = fields.number("longitude", 0, -180, 180);
        boolean both = fields.has("latitude") && fields.has("longitude");
        fields.require(
                fields.has("latitude") == fields.has("longitude"), "latitude and longitude must be given together.");
        return new Rules.Schedule(
                both ? Optional.of(new Place(latitude, longitude)) : Optional.empty(),
                fields.oneOf("twilight", Twilight.OFFICIAL, Twilight.class),
                fields.minutes("sunsetOffsetMinutes", 0, -180, 180),
                fields.minutes("sunriseOffsetMinutes", 0, -180, 180),
                fields.oneOf("daylight", Daylight.OFF, Daylight.class));
    }

    public static ObjectNode write(Rules rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        things(json, "members", rules.members().ids());
        put(json, "memberAttribute", rules.members().attribute());
        put(json, "memberValue", rules.members().value());
        json.put("memberRadiusMetres", rules.members().radiusMetres());
        rules.schedule().place().ifPresent(place -> json.put("latitude", place.latitude())
                .put("longitude", place.longitude()));
        things(json, "sensors", rules.sensing().linked());
        json.put("sensorRadiusMetres", rules.sensing().radiusMetres())
                .put("sensorSilenceSeconds", seconds(rules.sensing().silence()))
                .put("lookAheadLamps", rules.sensing().ahead().lamps())
                .put("lookAheadMetres", rules.sensing().ahead().metres())
                .put("floorLevel", rules.levels().floor())
                .put("dimLevel", rules.levels().dim())
                .put("fullLevel", rules.levels().full())
                .put("unsensedLevel", rules.levels().unsensed())
                .put("holdSeconds", seconds(rules.timing().hold()))
                .put("fadeStep", rules.timing().fadeStep())
                .put("fadeSeconds", seconds(rules.timing().fade()))
                .put("manualSeconds", seconds(rules.timing().manual()))
                .put("twilight", rules.schedule().twilight().name().toLowerCase(Locale.ROOT))
                .put("sunsetOffsetMinutes", seconds(rules.schedule().sunsetOffset()) / 60)
                .put("sunriseOffsetMinutes", seconds(rules.schedule().sunriseOffset()) / 60)
                .put("daylight", rules.schedule().daylight().name().toLowerCase(Locale.ROOT))
                .put("ratedPowerWatts", rules.ratedPowerWatts())
                .put("co2GramsPerKwh", rules.carbon().gramsPerKwh())
                .put("author", rules.authorship().author());
        json.setAll(rules.plan().json());
        rules.faults().write(json);
        put(json, "co2Source", rules.carbon().source());
        put(json, "co2Date", rules.carbon().date());
        put(json, "source", rules.authorship().source());
        return json.put("date", rules.authorship().date());
    }

    private static void things(ObjectNode json, String key, List<ThingId> ids) {
        if (!ids.isEmpty()) {
            ids.forEach(id -> json.withArray(key).add(id.toString()));
        }
    }

    private static void put(ObjectNode json, String key, String text) {
        if (!text.isEmpty()) {
            json.put(key, text);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
