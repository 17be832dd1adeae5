// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules.Costs;

/**
 * The tours of one day.
 *
 * @param basis over what ways they were planned, in words
 * @param left what no tour calls at, and why
 */
record DayPlan(LocalDate day, String basis, List<TruckTour> tours, List<Left> left) {

    private static final int METRES = 1000;
    private static final double HOUR = 3600.0;

    /** One truck's tour. */
    record TruckTour(String truck, int metres, int seconds, int kilograms, double fixedCost, List<Halt> halts) {}

    /** A container or tip on a tour. */
    record Halt(boolean tip, String id, String name, Place place, LocalTime at, double level, String why) {}

    /** A container that stays behind. */
    record Left(String id, String why) {}

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
                    .put("kilograms", tour.kilograms());
            tour.halts().forEach(halt -> put(one.withArrayProperty("halts").addObject(), halt));
        }
        left.stream().limit(100).forEach(one -> json.withArrayProperty("left")
                .addObject()
                .put("id", one.id())
                .put("why", one.why()));
        return json;
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
