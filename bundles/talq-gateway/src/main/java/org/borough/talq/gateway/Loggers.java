// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.talq.FunctionRow;
import org.borough.talq.FunctionTable;
import org.borough.talq.LogReport;
import org.borough.talq.LoggerConfig;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.things.Luminaire;
import org.borough.twin.Change;
import org.borough.twin.Twin;

/** The loggers of the CMS, and what they record of changes. */
final class Loggers {

    static final String KIND = "logger-configs";
    static final int MOST = 50;

    private final FunctionTable table;
    private final Inventory inventory;
    private final Devices devices;
    private final Shelf shelf;
    private final Streets streets;
    private final boolean pushed;
    private final Clock clock;
    private final Map<String, Recorder> recorders = new ConcurrentHashMap<>();

    Loggers(
            FunctionTable table,
            Inventory inventory,
            Devices devices,
            Shelf shelf,
            Streets streets,
            boolean pushed,
            Clock clock) {
        this.table = table;
        this.inventory = inventory;
        this.devices = devices;
        this.shelf = shelf;
        this.streets = streets;
        this.pushed = pushed;
        this.clock = clock;
        shelf.list(KIND).forEach(json -> open(TalqJson.as(json, LoggerConfig.class)));
    }

    List<Route> routes() {
        return List.of(
                new Route("POST logger-configs", this::add),
                new Route("GET logger-configs/*", request -> Reply.of(200, known(request))
                        .now()),
                new Route("PUT logger-configs/*", this::change),
                new Route("DELETE logger-configs/*", this::remove),
                new Route("GET log-reports/count", request -> Reply.of(
                                200,
                                recorders.values().stream()
                                        .filter(recorder -> recorder.waiting() > 0)
                                        .count())
                        .now()),
                new Route("GET log-reports/*", this::report));
    }

    private JsonNode known(Request request) {
        String address = request.path().get(1);
        return shelf.find(KIND, address).orElseThrow(() -> RefusedException.notFound(KIND, address));
    }

    private CompletionStage<Reply> add(Request request) {
        JsonNode json = request.json();
        LoggerConfig config = TalqJson.as(json, LoggerConfig.class);
        Optional<JsonNode> present = shelf.find(KIND, config.address());
        if (present.isPresent() && !present.get().equals(json)) {
            throw RefusedException.of(
                    409,
                    TalqError.RESOURCE_CONFLICT,
                    "There is another '" + config.address() + "' already.",
                    KIND,
                    config.address());
        }
        if (present.isEmpty() && shelf.count(KIND) >= MOST) {
            throw RefusedException.of(422, TalqError.SERVICE_CONSTRAINT_EXCEEDED, "There may be " + MOST + " loggers.");
        }
        return keep(config, json).thenApply(done -> Reply.empty(201));
    }

    private CompletionStage<Reply> change(Request request) {
        known(request);
        JsonNode json = request.json();
        LoggerConfig config = TalqJson.as(json, LoggerConfig.class);
        if (!config.address().equals(request.path().get(1))) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The payload is about '" + config.address() + "', the path about another.",
                    KIND,
                    config.address());
        }
        return keep(config, json).thenApply(done -> Reply.empty(200));
    }

    private CompletionStage<Reply> remove(Request request) {
        JsonNode config = known(request);
        String address = request.path().get(1);
        return shelf.remove(KIND, address).thenApply(done -> {
            recorders.remove(address);
            return Reply.of(200, config);
        });
    }

    private CompletionStage<Reply> report(Request request) {
        known(request);
        Recorder recorder = recorders.get(request.path().get(1));
        return Reply.of(200, recorder.pending(!pushed)).now();
    }

    private CompletionStage<Void> keep(LoggerConfig config, JsonNode json) {
        config.recordingMode().ifPresent(mode -> check(config, mode.type(), LoggerConfig.VENDOR, LoggerConfig.EVENT));
        config.reportingMode().ifPresent(mode -> check(config, mode.type(), LoggerConfig.IMMEDIATE));
        return shelf.put(KIND, config.address(), json).thenRun(() -> open(config));
    }

    private static void check(LoggerConfig config, String type, String... known) {
        if (!List.of(known).contains(type)) {
            throw RefusedException.of(
                    422,
                    TalqError.SERVICE_CONSTRAINT_EXCEEDED,
                    "'" + config.address() + "' needs " + type + "; the DataCollectService of Borough has "
                            + String.join(" and ", known) + ".",
                    KIND,
                    config.address());
        }
    }

    /** Begins to record, first of all how things stand. */
    private void open(LoggerConfig config) {
        Recorder recorder = new Recorder(config, new Selected(config, shelf, streets), clock);
        recorders.put(config.address(), recorder);
        inventory.visible().forEach(twin -> snapshot(twin, List.of(recorder)));
    }

    /** Records how a device stands that came to be there. */
    void present(Twin twin) {
        snapshot(twin, recorders.values());
    }

    private void snapshot(Twin twin, Collection<Recorder> all) {
        for (Inventory.Part part : inventory.parts(twin)) {
            for (FunctionRow row : rows(part)) {
                String functionId = row.functionId() + part.suffix();
                if (row.isEvent()) {
                    // Only what is wrong now: that all else is right goes without saying.
                    if (row.type().equals("AttributeBoolean") && isTrue(twin, part, row)) {
                        all.forEach(one -> one.event(twin, functionId, row, true, twin.modified()));
                    }
                } else {
                    devices.value(twin, part.feature(), row)
                            .ifPresent(value ->
                                    all.forEach(one -> one.value(twin, functionId, row, value, twin.modified())));
                }
            }
        }
    }

    private static boolean isTrue(Twin twin, Inventory.Part part, FunctionRow row) {
        return twin.get(row.property(part.feature()))
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private List<FunctionRow> rows(Inventory.Part part) {
        return table.rows().stream()
                .filter(row -> row.capability().equals(part.capability()) && (row.isReported() || row.isDesired()))
                .toList();
    }

    /** Records a change. */
    void changed(Twin twin, Change change) {
        if (recorders.isEmpty() || change.part() == Change.Part.ATTRIBUTE) {
            return;
        }
        boolean desired = change.part() == Change.Part.DESIRED;
        for (Inventory.Part part : inventory.parts(twin)) {
            if (part.feature().equals(change.feature())) {
                for (FunctionRow row : rows(part)) {
                    if (row.isDesired() == desired && touches(change, row)) {
                        record(twin, part, row, change);
                    }
                }
            }
        }
    }

    private static boolean touches(Change change, FunctionRow row) {
        return change.path().isEmpty() || change.path().equals(row.path());
    }

    private void record(Twin twin, Inventory.Part part, FunctionRow row, Change change) {
        String functionId = row.functionId() + part.suffix();
        Instant at = change.at();
        if (!row.isEvent()) {
            devices.value(twin, part.feature(), row)
                    .ifPresent(value -> recorders.values().forEach(one -> one.value(twin, functionId, row, value, at)));
        } else if (row.type().equals("AttributeBoolean")) {
            boolean now = isTrue(twin, part, row);
            boolean before = change.before().filter(Boolean.TRUE::equals).isPresent();
            if (now != before) {
                recorders.values().forEach(one -> one.event(twin, functionId, row, now, at));
            }
        } else if (!change.before().equals(change.after())) {
            Optional<Double> wanted = twin.desired(Luminaire.LEVEL.in(part.feature()));
            twin.get(Luminaire.LEVEL.in(part.feature()))
                    .ifPresent(level ->
                            recorders.values().forEach(one -> one.state(twin, functionId, row, wanted, level, at)));
        }
    }

    /** Hands on what is to be reported now. */
    void due(java.util.function.BiConsumer<Recorder, LogReport> reporter) {
        Instant now = clock.instant();
        recorders.values().forEach(recorder -> recorder.due(now)
                .ifPresent(report -> reporter.accept(recorder, report)));
    }

    long lost() {
        return recorders.values().stream().mapToLong(Recorder::lost).sum();
    }
}
