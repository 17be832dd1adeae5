// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.rulebook.ServicePolicy;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each calibrated sensor has a thing that shows its equations, those that wait for a person's word, and the hours beside
 * its station: from it the service goes on after a restart. For the thread that watches.
 */
final class EquationPages {

    /** The capability of these things. */
    static final String CAPABILITY = "borough:airCalibration";

    /** The attribute by which a person adopts a proposed equation. */
    static final String ADOPT = "adopt";

    private static final String FEATURE = "calibration";
    private static final Logger LOG = LoggerFactory.getLogger(EquationPages.class);

    private final Twins twins;
    private final ThingId service;
    private final Map<ThingId, ObjectNode> shown = new HashMap<>();
    private final Map<ThingId, JsonNode> answers = new HashMap<>();
    private final Map<ThingId, String> refusals = new ConcurrentHashMap<>();

    EquationPages(Twins twins, ThingId service) {
        this.twins = twins;
        this.service = service;
    }

    /** The thing that shows the equations of a sensor. */
    ThingId pageOf(ThingId sensor) {
        return ThingId.parse(service + "-" + sensor.namespace() + "-" + sensor.name());
    }

    /** Goes on from what was shown before a restart. */
    void restore(Sensor sensor) {
        ThingId page = pageOf(sensor.id());
        twins.get(page).ifPresent(twin -> {
            JsonNode json = properties(twin);
            json.path("quantities").fields().forEachRemaining(one -> sensor.equations(one.getKey())
                    .restore(one.getValue()));
            if (json.isObject()) {
                shown.put(page, json.deepCopy());
            }
            if (json.path("answer").isObject()) {
                answers.put(page, json.path("answer"));
            }
        });
    }

    private static JsonNode properties(Twin twin) {
        return Json.read(twin.json()).path("features").path(FEATURE).path("properties");
    }

    /** Answers a person who adopts an equation; returns whether another one is in force now. */
    boolean answer(Twin page, Map<ThingId, Sensor> sensors, Optional<Cause> cause, Instant last, Instant now) {
        JsonNode wish = Json.read(page.json()).path("attributes").path(ADOPT);
        String name = properties(page).path("sensor").asText();
        if (wish.isMissingNode() || wish.isNull() || name.isEmpty()) {
            return false;
        }
        String by = cause.map(Cause::by).orElse("unknown");
        String quantity = wish.path("quantity").asText();
        int version = wish.path("version").asInt();
        Optional<Equations> equations = Optional.ofNullable(sensors.get(ThingId.parse(name)))
                .map(one -> one.equations().get(quantity));
        boolean fits = equations
                .flatMap(Equations::proposed)
                .filter(one -> one.version() == version)
                .isPresent();
        if (fits) {
            String reason = wish.path("reason").asText();
            equations.get().adopt(last, reason.isBlank() ? by : by + ": " + reason);
        }
        answers.put(
                page.id(),
                Json.object()
                        .put("at", now.toString())
                        .put(
                                "asked",
                                quantity + " version " + wish.path("version").asText())
                        .put("done", fits)
                        .put("by", by)
                        .put("words", fits ? "It corrects from " + last + " on." : refusal(equations)));
        return fits;
    }

    private static String refusal(Optional<Equations> equations) {
        String open = equations
                .flatMap(Equations::proposed)
                .map(one -> "version " + one.version() + " is proposed")
                .orElse("nothing is proposed");
        return "Write {\"quantity\": \"pm25\", \"version\": 2} as it stands under quantities/…/proposed; for this quantity "
                + open + ".";
    }

    /** Shows what changed. */
    void publish(Collection<Sensor> sensors) {
        for (Sensor sensor : sensors) {
            if (sensor.equations().isEmpty()) {
                continue;
            }
            ThingId page = pageOf(sensor.id());
            ObjectNode json = Json.object().put("sensor", sensor.id().toString());
            ObjectNode quantities = json.putObject("quantities");
            sensor.equations().forEach((quantity, all) -> {
                if (!all.isEmpty()) {
                    quantities.set(quantity, all.json());
                }
            });
            Optional.ofNullable(answers.get(page)).ifPresent(answer -> json.set("answer", answer));
            if (!quantities.isEmpty() && !json.equals(shown.get(page))) {
                show(sensor, page, json);
            }
        }
    }

    private void show(Sensor sensor, ThingId page, ObjectNode json) {
        ObjectNode patch = Json.object();
        if (twins.get(page).isEmpty()) {
            patch.set("_policy", ServicePolicy.json("air", Known.SUBJECT));
            patch.putObject("attributes").put("name", "Calibration of " + sensor.id());
        } else {
            twins.get(page)
                    .filter(twin -> Json.read(twin.json()).path("attributes").has(ADOPT))
                    .ifPresent(twin -> patch.putObject("attributes").putNull(ADOPT));
        }
        ObjectNode feature = patch.putObject("features").putObject(FEATURE);
        feature.putArray("definition").add(CAPABILITY + ":1.0.0");
        feature.set("properties", Merge.patch(shown.get(page), json));
        shown.put(page, json);
        twins.merge(page, patch.toString(), Cause.of(Known.SUBJECT, "shows equations"))
                .whenComplete((done, refusal) -> wrote(page, refusal));
    }

    private void wrote(ThingId page, Throwable refusal) {
        if (refusal == null) {
            refusals.remove(page);
        } else if (refusals.put(page, String.valueOf(refusal.getMessage())) == null) {
            LOG.warn("The equations cannot be shown in {}: {}", page, refusal.getMessage());
        }
    }

    /** What keeps a page from being written; empty when nothing does. */
    Optional<String> problem() {
        return refusals.entrySet().stream()
                .findFirst()
                .map(one -> "The equations cannot be shown in " + one.getKey() + " (" + one.getValue() + ").");
    }
}
