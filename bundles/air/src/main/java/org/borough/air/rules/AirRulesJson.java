// SPDX-License-Identifier: EPL-2.0
package org.borough.air.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.borough.air.index.Averaging;
import org.borough.air.index.IndexTable;
import org.borough.air.index.IndexTables;
import org.borough.air.index.Pollutant;
import org.borough.air.index.TableJson;
import org.borough.air.rules.AirRules.Adoption;
import org.borough.air.rules.AirRules.Authorship;
import org.borough.air.rules.AirRules.Beside;
import org.borough.air.rules.AirRules.Calibration;
import org.borough.air.rules.AirRules.Hours;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Members;
import org.borough.air.rules.AirRules.Plausibility;
import org.borough.air.rules.AirRules.Site;
import org.borough.rulebook.Fields;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** Rules out of the JSON object that stands in an area's thing. */
public final class AirRulesJson {

    private static final IndexTables SHIPPED = IndexTables.shipped();
    private static final List<String> POLLUTANTS =
            Arrays.stream(Pollutant.values()).map(Pollutant::key).toList();
    private static final List<String> AVERAGINGS =
            Arrays.stream(Averaging.values()).map(Averaging::key).toList();

    private static final int DATE = 10;

    private AirRulesJson() {}

    /**
     * Rules as far as they could be read.
     *
     * @param rules with defaults in place of what is wrong
     * @param problems one sentence for each key that is wrong
     */
    public record Parsed(AirRules rules, List<String> problems) {

        /** Whether nothing is wrong. */
        public boolean valid() {
            return problems.isEmpty();
        }
    }

    /** Reads. */
    public static Parsed read(JsonNode json) {
        Fields fields = new Fields(json);
        List<IndexTable> own = fields.list("tables", AirRulesJson::table);
        List<JsonNode> written = new ArrayList<>();
        json.path("tables").forEach(written::add);
        Law law = Law.of(fields.oneOf("law", Law.EU.id(), List.of(Law.EU.id(), Law.NONE.id())));
        IndexTables tables = SHIPPED.with(own);
        List<Limit> limits = fields.list("limits", AirRulesJson::limit);
        AirRules rules = new AirRules(
                members(fields),
                fields.oneOf("index", "european", tables.names()),
                tables,
                written,
                law,
                fields.number("referenceTemperatureCelsius", 20, 0, 30),
                new Hours(
                        fields.number("completeShare", 0.75, 0.01, 1),
                        fields.minutes("readingHoldMinutes", 15, 1, 60),
                        fields.minutes("lateMinutes", 1440, 5, 2880),
                        fields.minutes("silenceMinutes", 120, 5, 10_080)),
                plausibility(fields),
                calibration(fields),
                fields.list("sites", AirRulesJson::site),
                limits,
                new Authorship(fields.required("author", "A. Expert"), fields.text("source"), fields.date("date")));
        fields.require(
                !rules.members().isEmpty(),
                "The area has no sensors; give members (a list of thing ids), memberAttribute with memberValue, or"
                        + " memberRadiusMetres with latitude and longitude.");
        lawful(rules, fields);
        return new Parsed(rules, fields.problems());
    }

    private static void lawful(AirRules rules, Fields fields) {
        Authorship by = rules.authorship();
        fields.require(
                rules.law() != Law.NONE || !by.source().isEmpty(),
                "law is \"none\": then nothing protects people but your own limits, so say on what grounds; add source.");
        if (!by.date().isEmpty()) {
            LocalDate day = LocalDate.parse(by.date());
            rules.limits().stream()
                    .flatMap(limit -> rules.law().contradiction(limit, day).stream())
                    .forEach(problem -> fields.require(false, "limits: " + problem));
        }
    }

    private static Calibration calibration(Fields fields) {
        return new Calibration(
                fields.number("colocationMetres", 20, 0, 500),
                fields.whole("colocationHours", 72, 24, 1440),
                fields.oneOf("equationAdoption", Adoption.FIRST, Adoption.class),
                fields.list("colocations", AirRulesJson::beside));
    }

    private static Beside beside(Fields fields) {
        List<ThingId> sensor = fields.things("sensor");
        List<ThingId> station = fields.things("station");
        fields.require(sensor.size() == 1, "sensor must be the id of one thing.");
        fields.require(station.size() == 1, "station must be the id of one thing.");
        Instant from = instant(fields, "from", Instant.MIN);
        Instant until = instant(fields, "until", Instant.MAX);
        fields.require(from.isBefore(until), "until must be after from.");
        boolean known = sensor.size() == 1 && station.size() == 1;
        return known ? new Beside(sensor.get(0), station.get(0), from, until) : null;
    }

    /** A day, which begins in UTC, or an instant. */
    private static Instant instant(Fields fields, String key, Instant fallback) {
        String text = fields.text(key);
        try {
            return text.isEmpty() ? fallback : Instant.parse(text.length() == DATE ? text + "T00:00:00Z" : text);
        } catch (DateTimeParseException e) {
            fields.require(false, key + " is \"" + text + "\"; it must be such as 2026-11-01 or 2026-11-01T08:00:00Z.");
            return fallback;
        }
    }

    private static Members members(Fields fields) {
        String attribute = fields.text("memberAttribute");
        String value = fields.text("memberValue");
        double radius = fields.number("memberRadiusMetres", 0, 0, 100_000);
        Optional<Place> middle =
                fields.has("latitude") && fields.has("longitude") ? Optional.of(place(fields)) : Optional.empty();
        fields.require(
                attribute.isEmpty() == value.isEmpty(), "memberAttribute and memberValue must be given together.");
        fields.require(
                radius == 0 || middle.isPresent(),
                "memberRadiusMetres needs the middle: latitude (-90 to 90) and longitude (-180 to 180).");
        return new Members(fields.things("members"), attribute, value, middle, radius);
    }

    private static Plausibility plausibility(Fields fields) {
        return new Plausibility(
                fields.number("neighbourMetres", 2000, 10, 50_000),
                (int) fields.number("neighbourCount", 3, 2, 50),
                fields.number("outlierDeviations", 5, 2, 100),
                (int) fields.number("stuckHours", 6, 2, 48),
                fields.number("movedMetres", 50, 1, 10_000));
    }

    private static Place place(Fields fields) {
        return new Place(fields.number("latitude", 0, -90, 90), fields.number("longitude", 0, -180, 180));
    }

    private static Site site(Fields fields) {
        fields.require(
                fields.has("latitude") && fields.has("longitude"),
                "latitude (-90 to 90) and longitude (-180 to 180) must be given.");
        return new Site(
                fields.required("name", "Primary school"),
                place(fields),
                fields.number("radiusMetres", 500, 1, 50_000),
                Math.round(fields.number("people", 0, 0, 100_000_000)),
                fields.text("group"));
    }

    private static Limit limit(Fields fields) {
        String pollutant = fields.oneOf("pollutant", "", POLLUTANTS);
        fields.require(!pollutant.isEmpty(), "pollutant is missing; it must be one of " + POLLUTANTS + ".");
        double above = fields.number("above", Double.NaN, 0, 100_000);
        double below = fields.number("below", above, 0, 100_000);
        fields.require(fields.has("above"), "above is missing; it must be a number in the pollutant's unit.");
        fields.require(!(below > above), "below must not be greater than above: an alert ends lower than it begins.");
        String averaging = fields.oneOf("averaging", Averaging.HOUR.key(), AVERAGINGS);
        return new Limit(
                Pollutant.of(pollutant).orElse(Pollutant.PM25),
                TableJson.averaging("limits", averaging),
                above,
                below,
                (int) fields.number("hours", 1, 1, 24),
                fields.text("groups"),
                fields.text("advice"),
                "");
    }

    private static IndexTable table(Fields fields) {
        try {
            return TableJson.read(fields.object());
        } catch (IllegalArgumentException e) {
            fields.require(false, Objects.toString(e.getMessage()));
            return null;
        }
    }
}
