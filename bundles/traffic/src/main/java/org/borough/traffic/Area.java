// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.borough.rulebook.RuleSet;
import org.borough.thing.ThingId;
import org.borough.traffic.rules.TrafficRuleSet;
import org.borough.traffic.rules.TrafficRules;
import org.borough.traffic.rules.TrafficRules.Choice;
import org.borough.traffic.rules.TrafficRules.Signal;

/** The traffic of one area: its segments, what is expected of them, and which plans suit. For one thread. */
final class Area {

    private static final TrafficRuleSet RULES = new TrafficRuleSet();

    private final ThingId id;
    private final Learning learning;
    private final Map<ThingId, SignalChoice> choices = new HashMap<>();
    private final Map<ThingId, Wanted> wanted = new TreeMap<>();
    private final Deque<JsonNode> decisions = new ArrayDeque<>();
    private final Map<ThingId, Segment.State> states = new HashMap<>();
    private final Map<ThingId, List<Outlook.Expected>> expected = new HashMap<>();
    private TrafficRules rules = RULES.read(Json.object()).rules();
    private List<String> problems = List.of("Its rules were not read yet.");
    private List<Segment> segments = List.of();
    private Map<ThingId, Segment> byId = Map.of();
    private Instant lookedAt = Instant.MIN;
    private Optional<ObjectNode> shared = Optional.empty();

    Area(ThingId id, Executor executor) {
        this.id = id;
        this.learning = new Learning(executor);
    }

    /** What is wanted of a controller, and why. */
    record Wanted(Signal signal, String plan, String why, Instant since) {}

    ThingId id() {
        return id;
    }

    TrafficRules rules() {
        return rules;
    }

    List<String> problems() {
        return problems;
    }

    List<Segment> segments() {
        return segments;
    }

    Learning learning() {
        return learning;
    }

    Map<ThingId, Wanted> wanted() {
        return wanted;
    }

    Deque<JsonNode> decisions() {
        return decisions;
    }

    Segment.State state(Segment segment) {
        return states.get(segment.id());
    }

    List<Outlook.Expected> expected(Segment segment) {
        return expected.getOrDefault(segment.id(), List.of());
    }

    /** What of it was last used in learning together; empty when nothing was. */
    Optional<ObjectNode> shared() {
        return shared;
    }

    void share(ObjectNode page) {
        shared = Optional.of(page);
    }

    /** Takes rules; wrong ones are refused as a whole. */
    void adopt(JsonNode json) {
        RuleSet.Parsed<TrafficRules> parsed = RULES.read(json);
        problems = parsed.problems();
        if (parsed.valid()) {
            rules = parsed.rules();
            List<ThingId> controllers =
                    rules.signals().stream().map(Signal::controller).toList();
            wanted.keySet().retainAll(controllers);
            choices.keySet().retainAll(controllers);
        }
    }

    void link(List<Segment> members) {
        segments = List.copyOf(members);
        byId = members.stream().collect(Collectors.toMap(Segment::id, one -> one));
        states.keySet().retainAll(byId.keySet());
        expected.keySet().retainAll(states.keySet());
    }

    /** Goes on from what was shown before a restart. */
    void restore(JsonNode page) {
        page.path("decisions").forEach(decisions::add);
        page.path("signals").forEach(signal -> {
            SignalChoice choice = new SignalChoice();
            choice.remember(
                    signal.path("plan").asText(),
                    Instant.parse(signal.path("since").asText("1970-01-01T00:00:00Z")));
            choices.put(ThingId.parse(signal.path("controller").asText()), choice);
        });
    }

    /** Looks at everything. */
    void look(Sights sights, int kept, Instant now) {
        boolean step = Course.step(now) != (lookedAt.equals(Instant.MIN) ? Long.MIN_VALUE : Course.step(lookedAt));
        lookedAt = now;
        learning.look(segments, rules.learning(), now);
        for (Segment segment : segments) {
            segment.judge(now);
            states.put(segment.id(), segment.state(rules, now));
        }
        if (step) {
            expect(sights, now);
        }
        rules.signals().forEach(signal -> decide(signal, sights, kept, now));
    }

    private void expect(Sights sights, Instant now) {
        expected.clear();
        segments.forEach(segment -> expected.put(segment.id(), sights.simple(segment, states.get(segment.id()), now)));
        List<List<Outlook.Expected>> learned = learning.expected(byId, now);
        for (int i = 0; i < learned.size(); i++) {
            expected.put(learning.outlook().orElseThrow().segments().get(i), learned.get(i));
        }
    }

    private void decide(Signal signal, Sights sights, int kept, Instant now) {
        SignalChoice choice = choices.computeIfAbsent(signal.controller(), any -> new SignalChoice());
        SignalChoice.Decided decided = choice.choose(signal, rules, sight(sights), now);
        wanted.put(signal.controller(), new Wanted(signal, choice.plan(), decided.why(), choice.since()));
        if (decided.changed()) {
            decisions.addFirst(Json.object()
                    .put("at", now.toString())
                    .put("controller", signal.controller().toString())
                    .put("plan", decided.plan())
                    .put("act", rules.steering() ? "asked" : "proposed")
                    .put("why", decided.why())
                    .put("rule", rules.authorship().toString()));
            while (decisions.size() > kept) {
                decisions.removeLast();
            }
        }
    }

    private SignalChoice.Sight sight(Sights sights) {
        return new SignalChoice.Sight() {
            @Override
            public String level(Choice choice) {
                return levelOf(choice);
            }

            @Override
            public Optional<String> alert(Choice choice) {
                return sights.alert(choice.of());
            }
        };
    }

    private String levelOf(Choice choice) {
        Segment.State state = states.get(choice.of());
        Segment segment = byId.get(choice.of());
        if (segment == null || state == null) {
            return "";
        }
        if (choice.when() == TrafficRules.When.LEVEL) {
            // What nobody measured steers no signal.
            return state.quality().equals("measured") ? state.level() : "";
        }
        return expected.getOrDefault(choice.of(), List.of()).stream()
                .filter(one -> one.minutes() == choice.minutes())
                .map(one -> segment.level(rules, one.speed(), Double.NaN))
                .findFirst()
                .orElse("");
    }
}
