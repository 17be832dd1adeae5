// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.borough.lighting.rules.Decision;
import org.borough.lighting.rules.ManualLevel;
import org.borough.lighting.rules.RulesJson;
import org.borough.lighting.rules.Sky;
import org.borough.rulebook.ServicePolicy;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the state of the groups and of the service in their things. For the thread that steers. */
final class Pages {

    /** The feature of a group's thing that this service writes. */
    static final String STATE = "lightingState";

    private static final String SERVICE = "lightingService";
    private static final int LAMPS_NAMED = 10;
    private static final int WORKLIST = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Twins twins;
    private final Defaults defaults;
    private final Known known;
    private final Diary diary;
    private final Map<ThingId, Group> all = new HashMap<>();
    private final Map<ThingId, ObjectNode> shown = new HashMap<>();
    private final Map<ThingId, Instant> shownAt = new HashMap<>();
    private final Map<ThingId, String> refusals = new ConcurrentHashMap<>();
    private final Map<ThingId, Status> statuses = new HashMap<>();
    private volatile Status status = Status.ok("It has not looked at its groups yet.");

    Pages(Twins twins, Defaults defaults, Known known) {
        this.twins = twins;
        this.defaults = defaults;
        this.known = known;
        this.diary = new Diary(defaults.decisions());
        twins.get(defaults.thing())
                .map(Twin::json)
                .map(Json::read)
                .ifPresent(thing -> diary.restore(
                        thing.path("features").path(SERVICE).path("properties").path("decisions")));
    }

    /** Notes what was decided for some lamps of a group at once. */
    void note(Group group, Decision decision, List<ThingId> lamps, Instant now) {
        ObjectNode entry = Json.object()
                .put("at", now.toString())
                .put("group", group.id().toString())
                .put("level", decision.level())
                .put("rule", decision.rule().name().toLowerCase(Locale.ROOT))
                .put("reason", decision.reason())
                .put("evidence", decision.evidence())
                .put("author", group.rules().authorship().toString())
                .put("lampCount", lamps.size());
        ArrayNode names = entry.putArray("lamps");
        lamps.stream().limit(LAMPS_NAMED).forEach(lamp -> names.add(lamp.toString()));
        group.diary().note(entry);
        diary.note(entry);
    }

    void forget(ThingId group) {
        all.remove(group);
        shown.remove(group);
        shownAt.remove(group);
        statuses.remove(group);
        refusals.remove(group);
    }

    /** Writes what is new. Figures that change all the time are written now and then only. */
    void publish(Collection<Group> groups, Instant now) {
        for (Group group : groups) {
            all.put(group.id(), group);
            statuses.put(group.id(), status(group, now));
            show(group.id(), lasting(group, statuses.get(group.id())), () -> figures(group), now);
        }
        Status overview = Overview.of(all.values(), statuses);
        status = overview;
        show(defaults.thing(), service(overview), this::totals, now);
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return status;
    }

    /** Writes everything, whether it is due or not. */
    void publishAll(Collection<Group> groups, Instant now) {
        shownAt.clear();
        publish(groups, now);
    }

    private Status status(Group group, Instant now) {
        String refusal = refusals.getOrDefault(group.id(), "");
        Status own = group.status(known.sensors(), now);
        return refusal.isEmpty() ? own : Status.degraded(refusal + ' ' + own.reason());
    }

    private void show(ThingId thing, ObjectNode lasting, Supplier<ObjectNode> figures, Instant now) {
        boolean news = !lasting.equals(shown.get(thing));
        boolean due = !now.isBefore(shownAt.getOrDefault(thing, Instant.MIN).plus(defaults.publish()));
        if (!news && !due) {
            return;
        }
        shown.put(thing, lasting.deepCopy());
        shownAt.put(thing, now);
        ObjectNode properties = lasting.deepCopy().setAll(figures.get());
        String feature = thing.equals(defaults.thing()) ? SERVICE : STATE;
        write(thing, feature, properties.put("shownAt", now.toString()));
    }

    private void write(ThingId thing, String feature, ObjectNode properties) {
        ObjectNode json = Json.object();
        Optional<Twin> twin = twins.get(thing);
        boolean there = twin.isPresent();
        twin.filter(one -> properties.has("rules"))
                .map(one -> Json.read(one.json()).path("features").path(feature).path("properties"))
                .ifPresent(before ->
                        properties.set("rules", Json.replacing(before.path("rules"), properties.path("rules"))));
        if (!there) {
            json.set("_policy", ServicePolicy.json("lighting", Known.SUBJECT));
            json.putObject("attributes").put("name", "Street lighting");
        }
        ObjectNode node = json.putObject("features").putObject(feature);
        node.putArray("definition").add("borough:" + feature + ":1.0.0");
        node.set("properties", properties);
        String text = (there ? json : Json.withoutNulls(json)).toString();
        twins.merge(thing, text, Cause.of(Known.SUBJECT, "shows its state"))
                .whenComplete((done, refusal) -> wrote(thing, Optional.ofNullable(refusal)));
    }

    private void wrote(ThingId thing, Optional<Throwable> refusal) {
        if (refusal.isEmpty()) {
            refusals.remove(thing);
            return;
        }
        String text = "The state cannot be shown in " + thing + " (" + words(refusal.get())
                + "); its policy must grant " + Known.SUBJECT + " READ and WRITE on thing:/features/" + STATE + ".";
        if (!text.equals(refusals.put(thing, text))) {
            LOG.warn(text);
        }
    }

    private ObjectNode lasting(Group group, Status how) {
        ObjectNode json = Json.object();
        json.putObject("status").put("level", how.level().name()).put("reason", how.reason());
        Sky sky = group.sky();
        json.putObject("sky").put("night", sky.night()).put("words", sky.words());
        json.put("lamps", group.lamps().size());
        ManualLevel manual = group.manual();
        json.set("override", manual.equals(ManualLevel.NONE) ? null : Json.manual(manual));
        json.set("rules", RulesJson.write(group.rules()));
        json.set("plan", group.look().json(group.rules()));
        json.set("decisions", group.diary().json());
        json.setAll(group.faults().json());
        ArrayNode manuals = json.putArray("manual");
        for (Lamp lamp : group.lamps()) {
            if (!lamp.manual().equals(ManualLevel.NONE)) {
                manuals.add(Json.manual(lamp.manual()).put("lamp", lamp.id().toString()));
            }
        }
        return json;
    }

    private ObjectNode figures(Group group) {
        ObjectNode json = Json.object();
        json.set("energy", group.energy().json());
        json.set("co2", group.energy().co2(group.rules().carbon()));
        json.set("troubles", group.faults().troubles());
        json.set("lampEnergy", Accounts.lamps(group.lamps(), group.rules().carbon()));
        json.put("lampsNotAsWanted", group.lamps().stream().filter(this::strays).count());
        ArrayNode sensors = json.putArray("sensors");
        group.lamps().stream()
                .flatMap(lamp -> lamp.sensors().stream())
                .distinct()
                .sorted()
                .flatMap(id -> Optional.ofNullable(known.sensors().get(id)).stream())
                .forEach(sensor -> sensors.addObject()
                        .put("id", sensor.id().toString())
                        .put("quietSince", sensor.quiet().toString())
                        .put("heard", sensor.heard().toString()));
        return json;
    }

    private boolean strays(Lamp lamp) {
        Twin twin = known.lamps().get(lamp.id());
        return twin != null
                && Lamp.features(twin).stream()
                        .flatMap(feature -> twin.get(Luminaire.LEVEL.in(feature)).stream())
                        .anyMatch(level -> Math.abs(level - lamp.wanted()) > 1);
    }

    private ObjectNode service(Status how) {
        ObjectNode json = Json.object();
        json.putObject("status").put("level", how.level().name()).put("reason", how.reason());
        json.put("groups", all.size());
        json.put(
                "lamps",
                all.values().stream().mapToInt(group -> group.lamps().size()).sum());
        json.set("decisions", diary.json());
        json.setAll(worklist());
        return json;
    }

    /** The faults of all groups as one way through the streets. */
    private ObjectNode worklist() {
        List<JsonNode> alerts = new ArrayList<>();
        all.values().forEach(group -> group.faults()
                .alerts()
                .forEach(alert ->
                        alerts.add(((ObjectNode) alert).put("group", group.id().toString()))));
        alerts.sort(
                Comparator.comparing((JsonNode alert) -> alert.path("street").asText())
                        .thenComparing(alert -> alert.path("streetOrder").asDouble(Double.MAX_VALUE))
                        .thenComparing(alert -> alert.path("site").asText()));
        ObjectNode json = Json.object().put("alertCount", alerts.size());
        ArrayNode list = json.putArray("worklist");
        alerts.stream().limit(WORKLIST).forEach(list::add);
        return json;
    }

    private ObjectNode totals() {
        Energy sum = all.values().stream()
                .map(Group::energy)
                .reduce(Energy::plus)
                .orElseGet(() -> Energy.none(Instant.EPOCH));
        ObjectNode json = Json.object();
        json.set("energy", all.isEmpty() ? null : sum.json());
        json.set("co2", Accounts.co2(all.values()));
        return json;
    }

    /** What went wrong, without the wrapping of stages. */
    static String words(Throwable refusal) {
        return refusal instanceof CompletionException && refusal.getCause() != null
                ? words(refusal.getCause())
                : refusal.getMessage();
    }
}
