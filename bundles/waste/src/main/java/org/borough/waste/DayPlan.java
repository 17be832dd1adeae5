// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules.Costs;

/**
 * The tours of one day.
 *
 * @param basis over what ways they were planned, in words
 * @param left what no tour calls at, and why
 * @param avoided segments of roads that were congested when they were planned
 */
record DayPlan(LocalDate day, String basis, List<TruckTour> tours, List<Left> left, List<Avoided> avoided) {

    private static final int METRES = 1000;
    private static final double HOUR = 3600.0;

    /** One truck's tour. */
    record TruckTour(String truck, int metres, int seconds, int kilograms, double fixedCost, List<Halt> halts) {}

    /** A container or tip on a tour. */
    record Halt(boolean tip, String id, String name, Place place, LocalTime at, double level, String why) {}

    /** A container that stays behind. */
    record Left(String id, String why) {}

    /** A congested segment that the tours make way for. */
    record Avoided(String segment, String why) {}

    /** Whether the tours make way for a segment. */
    boolean avoids(String segment) {
        return avoided.stream().anyMatch(one -> one.segment().equals(segment));
    }

    double kilometres() {
        return tours.stream().mapToInt(TruckTour::metres).sum() / (double) METRES;
    }

    double hours() {
        return tours.stream().mapToInt(TruckTour::seconds).sum() / HOUR;
    }

    long containers() {
        return tours.stream()
                .flatMap(tour -> tour.halts().stream())
                .filter(halt -> !halt.tip())
                .count();
    }

    private double cost(Costs costs) {
        return kilometres() * costs.perKilometre()
                + hours() * costs.perHour()
                + tours.stream().mapToDouble(TruckTour::fixedCost).sum();
    }

    /** Its figures, so many days of it. */
    ObjectNode figures(Costs costs, double days) {
        return Json.object()
                .put("kilometres", Json.rounded(days * kilometres()))
                .put("hours", Json.rounded(days * hours()))
                .put("cost", Json.rounded(days * cost(costs)))
                .put("co2Kg", Json.rounded(days * kilometres() * costs.co2KgPerKilometre()))
                .put("containers", Math.round(days * containers()));
    }

    ObjectNode json(Costs costs) {
        ObjectNode json = Json.object().put("day", day.toString()).put("basis", basis);
        json.set("figures", figures(costs, 1));
        for (TruckTour tour : tours) {
            ObjectNode one = json.withArrayProperty("tours")
                    .addObject()
                    .put("truck", tour.truck())
                    .put("kilometres", Json.rounded(tour.metres() / (double) METRES))
                    .put("hours", Json.rounded(tour.seconds() / HOUR))
                    .put("kilograms", tour.kilograms())
                    .put("metres", tour.metres())
                    .put("seconds", tour.seconds())
                    .put("fixedCost", tour.fixedCost());
            tour.halts().forEach(halt -> put(one.withArrayProperty("halts").addObject(), halt));
        }
        left.stream().limit(100).forEach(one -> json.withArrayProperty("left")
                .addObject()
                .put("id", one.id())
                .put("why", one.why()));
        avoided.forEach(one -> json.withArrayProperty("avoided")
                .addObject()
                .put("segment", one.segment())
                .put("why", one.why()));
        return json;
    }

    /** The tours that {@link #json} wrote; empty where there are none or somebody else wrote there. */
    static Optional<DayPlan> read(JsonNode json) {
        if (all(json.path("tours"), tour -> tour.has("metres")).contains(false)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DayPlan(
                    LocalDate.parse(json.path("day").asText()),
                    json.path("basis").asText(),
                    all(json.path("tours"), DayPlan::tour),
                    all(json.path("left"), one -> new Left(text(one, "id"), text(one, "why"))),
                    all(json.path("avoided"), one -> new Avoided(text(one, "segment"), text(one, "why")))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> reader) {
        return StreamSupport.stream(array.spliterator(), false).map(reader).toList();
    }

    private static TruckTour tour(JsonNode json) {
        return new TruckTour(
                text(json, "truck"),
                json.path("metres").asInt(),
                json.path("seconds").asInt(),
                json.path("kilograms").asInt(),
                json.path("fixedCost").asDouble(),
                all(json.path("halts"), DayPlan::halt));
    }

    private static Halt halt(JsonNode json) {
        return new Halt(
                json.path("tip").asBoolean(),
                text(json, "id"),
                text(json, "name"),
                new Place(
                        json.path("latitude").asDouble(), json.path("longitude").asDouble()),
                LocalTime.parse(text(json, "at")),
                json.path("level").asDouble(),
                text(json, "why"));
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asText();
    }

    private static void put(ObjectNode json, Halt halt) {
        json.put("at", halt.at().toString())
                .put("name", halt.name())
                .put("latitude", halt.place().latitude())
                .put("longitude", halt.place().longitude());
        if (halt.tip()) {
            json.put("tip", true);
        } else {
            json.put("id", halt.id()).put("level", Math.round(halt.level())).put("why", halt.why());
        }
    }
}
