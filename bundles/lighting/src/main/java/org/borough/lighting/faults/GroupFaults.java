// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.borough.plausibility.Doubt;
import org.borough.plausibility.Finding;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** The faults of one group of lamps, and what is not believed of its devices. For the thread that steers. */
public final class GroupFaults {

    private static final int ALERTS = 200;
    private static final int LOGGED = 50;
    private static final int FINDINGS = 50;
    private static final int TROUBLES = 500;
    private static final int NAMES = 3;
    private static final double NEIGHBOUR_METRES = 200;

    private final Map<String, Fault> standing = new TreeMap<>();
    private final Deque<JsonNode> log = new ArrayDeque<>();
    private final Map<ThingId, JsonNode> before = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private List<Fault> faults = List.of();
    private List<Finding> findings = List.of();
    private Map<ThingId, List<Signs.Raised>> troubles = Map.of();
    private FaultRules rules;
    private String author = "";

    /** Faults under these rules, until the first look brings others. */
    public GroupFaults(FaultRules rules) {
        this.rules = rules;
    }

    /**
     * One lamp of the group.
     *
     * @param rated watts by its register; 0 when nobody knows
     * @param wanted percent that is asked of it
     */
    public record Member(Twin twin, LampWatch watch, double rated, double wanted) {}

    /**
     * What holds at one look.
     *
     * @param author whose rules they are
     * @param sensors what is found about sensors that notice people
     */
    public record Round(
            FaultRules rules,
            String author,
            String group,
            List<Member> members,
            boolean night,
            List<Finding> sensors,
            Instant now) {}

    /** Goes on from what the group's thing showed before a restart. */
    public void restore(JsonNode state) {
        state.path("faultLog").forEach(log::addLast);
        state.path("troubles")
                .forEach(lamp -> before.put(ThingId.parse(lamp.path("lamp").asText()), lamp.path("signs")));
        for (JsonNode alert : state.path("alerts")) {
            FaultKind kind = FaultKind.valueOf(alert.path("kind").asText().toUpperCase(Locale.ROOT));
            Fault fault = new Fault(
                    kind,
                    alert.path("site").asText(),
                    List.of(),
                    new Stop("", 0, "", Optional.empty()),
                    Instant.parse(alert.path("since").asText()),
                    "");
            standing.put(fault.key(), fault);
            if (kind == FaultKind.SUPPLY) {
                broken.add(fault.site());
            }
        }
    }

    /** Looks at all lamps. */
    public void look(Round round) {
        if (round.members().isEmpty() && !before.isEmpty()) {
            // After a restart its lamps are not known yet.
            return;
        }
        rules = round.rules();
        author = round.author();
        List<Finding> found = new ArrayList<>(round.sensors());
        Map<String, List<Member>> cabinets = new TreeMap<>();
        Map<ThingId, List<Signs.Raised>> sure = new TreeMap<>();
        for (Member member : round.members()) {
            look(member, round);
            found.addAll(member.watch().watch().findings(member.twin().id().toString()));
            List<Signs.Raised> raised = member.watch().raised();
            if (!raised.isEmpty()) {
                sure.put(member.twin().id(), raised);
            }
            cabinets.computeIfAbsent(cabinet(member.twin(), round), name -> new ArrayList<>())
                    .add(member);
        }
        before.clear();
        List<Fault> now = new ArrayList<>();
        Set<ThingId> covered = new HashSet<>();
        cabinets.forEach((name, members) -> supply(name, members, round.now()).ifPresent(fault -> {
            now.add(fault);
            fault.lamps().forEach(lamp -> covered.add(ThingId.parse(lamp)));
        }));
        round.members().forEach(member -> own(member, sure, covered, now));
        now.sort(Comparator.comparing(Fault::stop).thenComparing(Fault::kind));
        tell(now, round.now());
        faults = now;
        troubles = sure;
        found.sort(Comparator.comparing(Finding::thing).thenComparing(Finding::kind));
        findings = found;
    }

    private void look(Member member, Round round) {
        LampWatch watch = member.watch();
        JsonNode known = before.remove(member.twin().id());
        if (known != null) {
            known.forEach(watch::restore);
        }
        Scene scene = watch.scene(round.rules(), member.rated(), member.wanted(), round.night());
        if (watch.look(scene, member.twin().place(), round.now())) {
            watch.watch().note(Doubt.MOVED, "neighbours", round.now(), neighbours(member, round));
        }
    }

    private static String neighbours(Member member, Round round) {
        Place here = member.twin().place().orElseThrow();
        List<String> near = round.members().stream()
                .filter(other -> other != member)
                .filter(other -> metres(other, here) <= NEIGHBOUR_METRES)
                .sorted(Comparator.comparingDouble(other -> metres(other, here)))
                .limit(2)
                .map(other -> other.twin().id() + " at " + Math.round(metres(other, here)) + " m")
                .toList();
        return near.isEmpty()
                ? "no lamp of its group stands within 200 m of its new place: light does not run ahead to it."
                : "next to its new place: " + String.join(", ", near) + ".";
    }

    private static double metres(Member member, Place here) {
        return member.twin().place().map(here::metresTo).orElse(Double.MAX_VALUE);
    }

    private static String cabinet(Twin twin, Round round) {
        return twin.attribute(round.rules().supply().attribute(), String.class).orElse(round.group());
    }

    private Optional<Fault> supply(String name, List<Member> members, Instant now) {
        List<Supply.Dark> dark = new ArrayList<>();
        List<LampWatch> alive = new ArrayList<>();
        for (Member member : members) {
            LampWatch watch = member.watch();
            Optional<Instant> since = watch.darkSince(rules.silence(), now);
            if (since.isPresent()) {
                boolean sure =
                        watch.raised().stream().anyMatch(raised -> raised.sign().isDark());
                Duration usual = watch.watch().rhythm().usual();
                dark.add(new Supply.Dark(watch, since.get(), sure, usual));
            } else {
                alive.add(watch);
            }
        }
        List<Supply.Dark> together = new Supply(rules.supply()).together(dark, alive, broken.contains(name));
        if (together.isEmpty()) {
            broken.remove(name);
            return Optional.empty();
        }
        broken.add(name);
        return Optional.of(fault(name, together, members));
    }

    private static Fault fault(String name, List<Supply.Dark> together, List<Member> members) {
        Set<ThingId> ids = together.stream().map(dark -> dark.lamp().id()).collect(Collectors.toSet());
        List<Stop> stops = members.stream()
                .filter(member -> ids.contains(member.twin().id()))
                .map(member -> Stop.of(member.twin()))
                .sorted()
                .toList();
        long unseen = together.stream().filter(dark -> dark.lamp().isUnseen()).count();
        return new Fault(
                FaultKind.SUPPLY,
                name,
                stops.stream().map(Stop::lamp).toList(),
                stops.get(0),
                together.get(0).since(),
                together.size() + " of " + members.size() + " lamps went silent or dark together, " + unseen
                        + " of them silent.");
    }

    private static void own(
            Member member, Map<ThingId, List<Signs.Raised>> sure, Set<ThingId> covered, List<Fault> faults) {
        Map<FaultKind, Signs.Raised> kinds = new EnumMap<>(FaultKind.class);
        ThingId id = member.twin().id();
        for (Signs.Raised raised : sure.getOrDefault(id, List.of())) {
            boolean known = covered.contains(id) && raised.sign().isDark();
            boolean unsaid = member.watch().isUnseen() && raised.sign() != Sign.SILENT;
            if (!known && !unsaid) {
                kinds.putIfAbsent(raised.sign().kind(), raised);
            }
        }
        kinds.forEach((kind, raised) -> faults.add(new Fault(
                kind,
                id.toString(),
                List.of(id.toString()),
                Stop.of(member.twin()),
                raised.since(),
                raised.evidence())));
    }

    private void tell(List<Fault> now, Instant at) {
        Map<String, Fault> after = new TreeMap<>();
        now.forEach(fault -> after.put(fault.key(), fault));
        after.forEach((key, fault) -> {
            if (!standing.containsKey(key)) {
                note("alert begins", fault, at);
            }
        });
        standing.forEach((key, fault) -> {
            if (!after.containsKey(key)) {
                note("alert ends", fault, at);
            }
        });
        standing.clear();
        standing.putAll(after);
    }

    private void note(String what, Fault fault, Instant at) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("at", at.toString())
                .put("what", what)
                .put("kind", fault.kind().key())
                .put("site", fault.site())
                .put("since", fault.since().toString());
        if (what.endsWith("ends")) {
            entry.put("ended", at.toString());
        }
        log.addFirst(entry.put("why", fault.words()).put("rule", rules.words(fault.kind()) + "; " + author));
        while (log.size() > LOGGED) {
            log.removeLast();
        }
    }

    /** What an operator should read first; empty when all is well. */
    public Optional<String> problem() {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        Map<FaultKind, List<String>> sites = new EnumMap<>(FaultKind.class);
        faults.forEach(fault -> sites.computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
                .add(
                        fault.kind() == FaultKind.SUPPLY
                                ? fault.site() + " (" + fault.lamps().size() + " lamps)"
                                : fault.site()));
        return Optional.of(sites.entrySet().stream()
                .map(entry -> capital(entry.getKey().title()) + ": " + names(entry.getValue()) + ".")
                .collect(Collectors.joining(" ")));
    }

    private static String capital(String title) {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private static String names(List<String> all) {
        return all.size() <= NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, NAMES)) + " and " + (all.size() - NAMES) + " more";
    }

    /** How many faults hold, by kind. */
    public Map<FaultKind, Integer> counts() {
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        faults.forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum));
        return counts;
    }

    /** Tells each fault that holds. */
    public void each(BiConsumer<FaultKind, String> taker) {
        faults.forEach(fault -> taker.accept(fault.kind(), fault.site()));
    }

    /** The faults that hold, in the order in which a vehicle passes them. */
    public ArrayNode alerts() {
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        faults.stream().limit(ALERTS).forEach(fault -> alerts.add(fault.json(rules, author)));
        return alerts;
    }

    /** What stands in the group's thing about faults. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("alertCount", faults.size()).set("alerts", alerts());
        ArrayNode logged = json.putArray("faultLog");
        log.forEach(logged::add);
        json.put("findingCount", findings.size());
        ArrayNode doubts = json.putArray("findings");
        findings.stream().limit(FINDINGS).forEach(finding -> doubts.add(finding.json()));
        return json;
    }

    /** What is sure of each lamp, also of those whose trouble one supply fault explains: one entry a lamp. */
    public ArrayNode troubles() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        troubles.entrySet().stream().limit(TROUBLES).forEach(lamp -> {
            ArrayNode list =
                    json.addObject().put("lamp", lamp.getKey().toString()).putArray("signs");
            lamp.getValue().forEach(raised -> list.addObject()
                    .put("sign", raised.sign().name())
                    .put("since", raised.since().toString())
                    .put("evidence", raised.evidence()));
        });
        return json;
    }
}
