// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;
import org.borough.waste.forecast.Fill;
import org.borough.waste.rules.WasteRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all areas again and again, has them learn and plan elsewhere. All methods are for one thread. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Known known;
    private final Past past;
    private final Pages pages;
    private final Rulebooks<WasteRules> books;
    private final Office office;
    private final Settings settings;
    private final Map<ThingId, Area> areas;
    private final Map<ThingId, Container> containers = new HashMap<>();
    private final Map<ThingId, Area> areaOf = new HashMap<>();
    private final Map<ThingId, Learned> learned = new HashMap<>();
    private final Set<ThingId> planning = new HashSet<>();
    private final ConcurrentLinkedQueue<Runnable> done = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Past.Day> remembered;

    Watch(
            Known known,
            Past past,
            Pages pages,
            Rulebooks<WasteRules> books,
            Office office,
            Settings settings,
            Map<ThingId, Area> areas) {
        this.known = known;
        this.past = past;
        this.pages = pages;
        this.books = books;
        this.office = office;
        this.settings = settings;
        this.areas = areas;
        this.remembered = past.days();
    }

    /** Areas by id, for those who share the thread. */
    static Map<ThingId, Area> areas() {
        return new TreeMap<>();
    }

    /** One look. */
    void tick() {
        Instant now = known.now();
        boolean changed = takeAreas(now);
        if (known.takeMoved() || changed) {
            relink(now);
        }
        known.takeFresh().forEach(id -> past.ask(known.containers().get(id), now));
        hear();
        for (Runnable next = done.poll(); next != null; next = done.poll()) {
            next.run();
        }
        areas.values().forEach(area -> {
            learn(area, now);
            area.look(now);
            area.sees(Congestion.now(area.id(), area.rules().avoidCongested(), known.segments(), now));
            plan(area, now);
        });
        pages.publish(areas.values(), office.words(), known.lost(), now);
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return pages.status();
    }

    private boolean takeAreas(Instant now) {
        Set<ThingId> changed = known.takeChangedAreas();
        for (ThingId id : changed) {
            Twin twin = known.areas().get(id);
            if (twin == null) {
                areas.remove(id);
                pages.forget(id);
                books.forget(id);
                learned.remove(id);
            } else {
                JsonNode thing = Json.read(twin.json());
                Area area = areas.computeIfAbsent(id, key -> begin(key, thing));
                area.adopt(thing.path("features").path(Known.FEATURE).path("properties"));
                area.confirm(thing.path("attributes").path("emptied"), now);
                books.look(id, known.takeCause(id), now);
            }
        }
        return !changed.isEmpty();
    }

    private Area begin(ThingId id, JsonNode thing) {
        pages.restore(id, thing.path("features"));
        Area area = new Area(id, settings.zone());
        area.remember(planNow(id));
        area.restore(thing.path("features").path(Pages.TOURS).path("properties"));
        return area;
    }

    private String planNow(ThingId id) {
        return Optional.ofNullable(known.areas().get(id))
                .flatMap(twin -> attribute(twin, "planNow"))
                .orElse("");
    }

    private void hear() {
        for (Past.Day day = remembered.poll(); day != null; day = remembered.poll()) {
            Container container = containers.get(day.container());
            if (container != null) {
                container.remember(day.day(), day.percent(container.geometry()));
            }
        }
        for (List<Heard> past = this.past.latest().poll();
                past != null;
                past = this.past.latest().poll()) {
            again(past);
        }
        for (Heard reading : known.takeReadings()) {
            Area area = areaOf.get(reading.container());
            if (area != null) {
                containers.get(reading.container()).hear(reading, area.rules().sensing());
            }
        }
    }

    /** Lets a container hear once more what it said before a restart, unless it spoke since. */
    private void again(List<Heard> past) {
        ThingId id = past.get(0).container();
        Area area = areaOf.get(id);
        if (area != null && !containers.get(id).measured()) {
            past.forEach(
                    reading -> containers.get(id).hear(reading, area.rules().sensing()));
        }
    }

    private void learn(Area area, Instant now) {
        LocalDate today = now.atZone(settings.zone()).toLocalDate();
        Map<ThingId, List<Fill>> days = area.days();
        int count = days.values().stream().mapToInt(List::size).sum();
        Learned last = learned.getOrDefault(area.id(), new Learned(LocalDate.MIN, 0));
        // The past comes in pieces after a start: when there is half as much again, learning again pays.
        if (count > 0 && (!last.day().equals(today) || count > last.count() + last.count() / 2)) {
            learned.put(area.id(), new Learned(today, count));
            send(() -> Outlook.learned(days, today), area::learned, () -> learned.remove(area.id()));
        }
    }

    private void plan(Area area, Instant now) {
        if (planning.contains(area.id()) || past.isAwaited(now) || !area.planIsDue(planNow(area.id()), now)) {
            return;
        }
        planning.add(area.id());
        WasteRules rules = area.rules();
        LocalDate today = now.atZone(settings.zone()).toLocalDate();
        List<Wanted> wanted = area.wanted();
        Congestion congestion = area.congestion();
        Runnable over = () -> planning.remove(area.id());
        Consumer<DayPlan> take = tours -> {
            area.planned(tours);
            over.run();
        };
        send(() -> office.plan(today, rules, wanted, congestion), take, over);
        if (area.fixed().isEmpty()) {
            List<Wanted> everything = area.everything();
            send(() -> office.plan(today, rules, everything, Congestion.none()), area::fixedSchedule, () -> {});
        }
    }

    /** Has something worked out elsewhere; the answer is taken at the next look. */
    private <T> void send(Supplier<T> work, Consumer<T> then, Runnable otherwise) {
        try {
            CompletableFuture.supplyAsync(work, office.executor()).whenComplete((result, failure) -> {
                if (failure != null) {
                    LOG.error("a plan could not be made and is tried again", failure);
                }
                done.add(failure == null ? () -> then.accept(result) : otherwise);
            });
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    /** From how many days an area learned last, and when. */
    private record Learned(LocalDate day, int count) {}

    private void relink(Instant now) {
        areaOf.clear();
        for (Area area : areas.values()) {
            area.link(
                    known.containers().values().stream()
                            .filter(twin -> !areaOf.containsKey(twin.id()) && belongs(twin, area))
                            .sorted(Comparator.comparing(Twin::id))
                            .map(twin -> standing(twin, area, now))
                            .toList(),
                    now);
        }
        containers.keySet().retainAll(areaOf.keySet());
    }

    private Container standing(Twin twin, Area area, Instant now) {
        areaOf.put(twin.id(), area);
        Container container = containers.computeIfAbsent(twin.id(), id -> new Container(twin, settings.zone()));
        container.is(twin, now);
        return container;
    }

    private static boolean belongs(Twin twin, Area area) {
        WasteRules.Members members = area.rules().members();
        return twin.id().namespace().equals(area.id().namespace())
                && !members.attribute().isEmpty()
                && attribute(twin, members.attribute()).equals(Optional.of(members.value()));
    }

    private static Optional<String> attribute(Twin twin, String path) {
        return Stream.<Class<?>>of(String.class, Long.class, Double.class, Boolean.class)
                .flatMap(type -> twin.attribute(path, type).stream())
                .findFirst()
                .map(Object::toString);
    }
}
