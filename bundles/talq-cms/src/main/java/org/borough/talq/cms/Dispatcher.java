// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Delivery;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.talq.Command;
import org.borough.talq.OverrideCommand;
import org.borough.talq.RefusedException;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqClient;
import org.borough.talq.TalqClient.Answer;
import org.borough.talq.TalqJson;
import org.borough.thing.Property;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Brings to a gateway what its devices are to be told: commands as they come, groups and plans when they change. */
final class Dispatcher implements DownlinkSink {

    /** The lists of the gateway's thing in the order in which they build on each other. */
    private static final List<Kind> KINDS = List.of(
            new Kind("groups", "/groups", "address"),
            new Kind("controlPrograms", "/control-programs", "id"),
            new Kind("calendars", "/calendars", "id"),
            new Kind("assignments", "/assign-commands", ""),
            new Kind("loggerConfigs", "/logger-configs", "address"));

    private final GatewaySettings settings;
    private final TalqClient client;
    private final Yard yard;
    private final Intake intake;
    private final Twins twins;
    private final Clock clock;
    private CompletionStage<String> underWay = CompletableFuture.completedStage("");
    private volatile String trouble = "";

    Dispatcher(GatewaySettings settings, TalqClient client, Yard yard, Intake intake, Twins twins, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.yard = yard;
        this.intake = intake;
        this.twins = twins;
        this.clock = clock;
    }

    /** A list of entities: its property, its path, and the member by which they are told apart; empty for commands. */
    private record Kind(String property, String path, String id) {

        Property<List<?>> reported() {
            @SuppressWarnings("unchecked") // A list of anything.
            Class<List<?>> type = (Class<List<?>>) (Class<?>) List.class;
            return new Property<>(TalqAdapter.GATEWAY, TalqAdapter.GATEWAY_FEATURE, property, type);
        }
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage message) {
        CompletionStage<String> sent;
        try {
            JsonNode json = TalqJson.tree(message.payload());
            sent = message.subject().equals(TalqAdapter.CONFIGURE)
                    ? configure((ObjectNode) json)
                    : override(message, json);
        } catch (RefusedException e) {
            sent = CompletableFuture.completedStage(e.getMessage());
        }
        return sent.handle((problem, failure) -> failure == null ? problem : words(failure))
                .thenApply(problem -> {
                    trouble = problem;
                    return problem.isEmpty() ? new Delivery.Delivered() : new Delivery.NotDelivered(503, problem);
                });
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What went wrong last; empty when nothing did. */
    String trouble() {
        return trouble;
    }

    private CompletionStage<String> override(DownlinkMessage message, JsonNode json) {
        Twin twin = yard.get(message.device().id());
        Kinds kinds = yard.kinds(twin);
        String address =
                twin.attribute("talq/address", String.class).orElse(twin.id().name());
        Instant end = clock.instant().plus(settings.override());
        // One command for all lamps of a level, so that a luminaire with two does not flicker.
        Map<Double, List<ResourceReference>> byLevel = new LinkedHashMap<>();
        for (JsonNode level : json.path("levels")) {
            String function = kinds.actuator(level.path("feature").asText());
            if (function.isEmpty()) {
                return CompletableFuture.completedStage(twin.id() + " has no lamp actuator for "
                        + level.path("feature").asText());
            }
            byLevel.computeIfAbsent(level.path("level").doubleValue(), any -> new ArrayList<>())
                    .add(new ResourceReference("devices", address + "/" + function));
        }
        List<Step> steps = new ArrayList<>();
        byLevel.forEach((level, lamps) -> {
            Command command = Command.level(level, "override").until(end);
            steps.add(() -> send("POST", "/override-commands", new OverrideCommand(lamps, Optional.of(command))));
        });
        return inTurn(steps);
    }

    /** Sends lists of the gateway's thing, one call after the other; completes with what went wrong, or nothing. */
    synchronized CompletionStage<String> configure(ObjectNode lists) {
        CompletionStage<String> next = underWay.thenCompose(before -> bring(lists));
        underWay = next.exceptionally(failure -> "");
        return next;
    }

    private CompletionStage<String> bring(ObjectNode lists) {
        List<Step> steps = new ArrayList<>();
        for (Kind kind : KINDS) {
            lists.path(kind.property()).forEach(entity -> steps.add(() -> upsert(kind, entity)));
        }
        for (int i = KINDS.size() - 1; i >= 0; i--) {
            Kind kind = KINDS.get(i);
            if (lists.has(kind.property()) && !kind.id().isEmpty()) {
                surplus(kind, lists.path(kind.property())).forEach(id -> steps.add(() -> delete(kind, id)));
            }
        }
        return inTurn(steps)
                .thenCompose(problem -> problem.isEmpty()
                        ? intake.configured(lists).thenApply(done -> "")
                        : CompletableFuture.completedStage(problem));
    }

    /** Ids that the gateway has been given before and that are wanted no more. */
    private List<String> surplus(Kind kind, JsonNode wanted) {
        List<String> ids = new ArrayList<>();
        Optional<List<?>> reported = twins.get(settings.gateway().thing()).flatMap(twin -> twin.get(kind.reported()));
        TalqJson.node(reported.orElse(List.of()))
                .forEach(entity -> ids.add(entity.path(kind.id()).asText()));
        wanted.forEach(entity -> ids.remove(entity.path(kind.id()).asText()));
        return ids;
    }

    private CompletionStage<String> upsert(Kind kind, JsonNode entity) {
        if (kind.id().isEmpty()) {
            return send("POST", kind.path(), entity);
        }
        Object fresh = kind.property().equals("loggerConfigs") ? entity : List.of(entity);
        return client.send("PUT", kind.path() + "/" + entity.path(kind.id()).asText(), entity)
                .thenCompose(answer -> answer.status() == 404
                        ? send("POST", kind.path(), fresh)
                        : CompletableFuture.completedStage(problem(answer)));
    }

    private CompletionStage<String> delete(Kind kind, String id) {
        return client.send("DELETE", kind.path() + "/" + id, null)
                .thenApply(answer -> answer.status() == 404 ? "" : problem(answer));
    }

    private CompletionStage<String> send(String method, String path, Object body) {
        return client.send(method, path, body).thenApply(Dispatcher::problem);
    }

    private static String problem(Answer answer) {
        return answer.isTaken() ? "" : answer.problem();
    }

    @FunctionalInterface
    private interface Step {

        CompletionStage<String> take();
    }

    /** One after the other, up to the first that goes wrong. */
    private static CompletionStage<String> inTurn(List<Step> steps) {
        CompletionStage<String> all = CompletableFuture.completedStage("");
        for (Step step : steps) {
            all = all.thenCompose(
                    problem -> problem.isEmpty() ? step.take() : CompletableFuture.completedStage(problem));
        }
        return all;
    }
}
