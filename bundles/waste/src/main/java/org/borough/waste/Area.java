// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.rulebook.RuleSet;
import org.borough.thing.ThingId;
import org.borough.waste.forecast.Fill;
import org.borough.waste.forecast.Forecast;
import org.borough.waste.rules.WasteRules;
import org.borough.waste.rules.WasteRulesJson;

/** The containers of one area, their rules and plans. For one thread. */
final class Area {

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final WasteRulesJson RULES = new WasteRulesJson();

    private final ThingId id;
    private final ZoneId zone;
    private final Map<String, String> refusedConfirmations = new TreeMap<>();
    private WasteRules rules = RULES.read(Json.object()).rules();
    private List<String> problems = List.of();
    private List<Container> containers = List.of();
    private Map<ThingId, View> views = Map.of();
    private Outlook outlook = Outlook.none();
    private JsonNode emptied = Json.object();
    private Optional<DayPlan> plan = Optional.empty();
    private Optional<DayPlan> fixed = Optional.empty();
    private Congestion congestion = Congestion.none();
    private Optional<JsonNode> comparison = Optional.empty();
    private String asked = "";

    Area(ThingId id, ZoneId zone) {
        this.id = id;
        this.zone = zone;
    }

    /** What is shown of a container. */
    record View(Container container, double level, boolean believed, Forecast tomorrow, Optional<Choice.Reason> due) {}

    ThingId id() {
        return id;
    }

    ZoneId zone() {
        return zone;
    }

    WasteRules rules() {
        return rules;
    }

    List<String> problems() {
        return problems;
    }

    List<Container> containers() {
        return containers;
    }

    Map<ThingId, View> views() {
        return views;
    }

    Outlook outlook() {
        return outlook;
    }

    Optional<DayPlan> plan() {
        return plan;
    }

    Optional<DayPlan> fixed() {
        return fixed;
    }

    /** The comparison with the fixed schedule that was shown before a restart. */
    Optional<JsonNode> comparison() {
        return comparison;
    }

    Congestion congestion() {
        return congestion;
    }

    /** Takes how the segments are that the rules name. */
    void sees(Congestion now) {
        congestion = now;
    }

    Map<String, String> refusedConfirmations() {
        return refusedConfirmations;
    }

    /** Takes rules; wrong ones are refused as a whole. */
    void adopt(JsonNode json) {
        RuleSet.Parsed<WasteRules> parsed = RULES.read(json);
        problems = parsed.problems();
        if (parsed.valid() && !parsed.rules().equals(rules)) {
            rules = parsed.rules();
            fixed = Optional.empty();
        }
    }

    void link(List<Container> members, Instant now) {
        if (!members.equals(containers)) {
            fixed = Optional.empty();
        }
        containers = List.copyOf(members);
        confirm(emptied, now);
    }

    void learned(Outlook better) {
        outlook = better;
    }

    void planned(DayPlan tours) {
        plan = Optional.of(tours);
        comparison = Optional.empty();
    }

    void fixedSchedule(DayPlan tours) {
        fixed = Optional.of(tours);
    }

    /** Takes what crews confirmed: by container, when it was emptied, and the weight where they know it. */
    void confirm(JsonNode confirmations, Instant now) {
        emptied = confirmations;
        refusedConfirmations.clear();
        Map<String, Container> byId = new LinkedHashMap<>();
        containers.forEach(container -> byId.put(container.id().toString(), container));
        confirmations.fields().forEachRemaining(entry -> {
            Optional<Instant> at = Json.instant(entry.getValue().path("at").asText());
            Container container = byId.get(entry.getKey());
            if (at.isEmpty()) {
                refusedConfirmations.put(entry.getKey(), "at must be a moment such as 2026-11-20T07:45:00Z.");
            } else if (container == null) {
                refusedConfirmations.put(entry.getKey(), "there is no such container in this area.");
            } else if (at.get().minus(AHEAD).isAfter(now)) {
                refusedConfirmations.put(entry.getKey(), at.get() + " has not come yet.");
            } else {
                container.emptiedBy(at.get(), entry.getValue().path("kg").asDouble(0));
            }
        });
    }

    /** Whether the tours of today are to be planned now: it is time, or somebody asked. */
    boolean planIsDue(String planNow, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        boolean time = !now.atZone(zone).toLocalTime().isBefore(rules.fleet().planAt());
        boolean another = !planNow.isEmpty() && !planNow.equals(asked);
        asked = planNow;
        boolean missing = plan.map(DayPlan::day).filter(today::equals).isEmpty();
        return !containers.isEmpty() && problems.isEmpty() && (another || time && missing);
    }

    /** What was asked for before a restart is not asked for again. */
    void remember(String planNow) {
        asked = planNow;
    }

    /** Goes on with the tours that were shown before a restart: crews are on their way with them. */
    void restore(JsonNode tours) {
        plan = DayPlan.read(tours);
        comparison = plan.map(same -> tours.path("fixedSchedulePerWeek")).filter(JsonNode::isObject);
    }

    /** Looks at every container. */
    void look(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Map<ThingId, View> seen = new LinkedHashMap<>();
        for (Container container : containers) {
            boolean believed = container.believed(rules.sensing(), now);
            double level = container.level(rules.sensing(), now);
            Forecast tomorrow = outlook.tomorrow(container, level, today);
            Choice.Known known = new Choice.Known(level, believed, tomorrow, container.emptied());
            Optional<Choice.Reason> due =
                    container.burning() || container.tilted() ? Optional.empty() : Choice.decide(known, rules, now);
            seen.put(container.id(), new View(container, level, believed, tomorrow, due));
        }
        views = seen;
    }

    /** Which containers a tour should call at today. */
    List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        views.values().forEach(view -> view.due().ifPresent(reason -> wanted(view, reason, Math.max(view.level(), 1))
                .ifPresent(wanted::add)));
        return wanted;
    }

    /** All containers, as the fixed schedule empties them, half full on average where nobody knows better. */
    List<Wanted> everything() {
        List<Wanted> wanted = new ArrayList<>();
        Choice.Reason reason = new Choice.Reason(true, "the fixed schedule empties all");
        views.values().forEach(view -> wanted(view, reason, 50).ifPresent(wanted::add));
        return wanted;
    }

    private static Optional<Wanted> wanted(View view, Choice.Reason reason, double level) {
        Container container = view.container();
        int kilograms = (int) Math.ceil(level / 100 * container.geometry().fullKg());
        return container
                .place()
                .map(place -> new Wanted(
                        container.id(),
                        container.name(),
                        place,
                        view.level(),
                        kilograms,
                        reason.must(),
                        reason.words()));
    }

    /** The days of each container, to learn from. */
    Map<ThingId, List<Fill>> days() {
        Map<ThingId, List<Fill>> days = new LinkedHashMap<>();
        containers.stream()
                .filter(Container::measured)
                .forEach(container -> days.put(container.id(), container.fills()));
        return days;
    }
}
