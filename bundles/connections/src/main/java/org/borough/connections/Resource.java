// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.exceptions.UnsupportedMediaTypeException;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectivityCommandInvalidException;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.CloseConnection;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.EnableConnectionLogs;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.OpenConnection;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.ResetConnectionLogs;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.ResetConnectionMetrics;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseOptions;
import org.eclipse.ditto.json.JsonValue;

/** What the requests of {@code /api/2/connections} mean. */
final class Resource {

    private static final Set<String> JSON = Set.of("application/json", "application/octet-stream", "");
    private static final Set<String> TEXT = Set.of("text/plain", "application/octet-stream", "");

    private final Cabinet cabinet;

    Resource(Cabinet cabinet) {
        this.cabinet = cabinet;
    }

    CompletionStage<Reply> answer(Request request) {
        List<String> path = request.path();
        return switch (path.size()) {
            case 0 -> all(request);
            case 1 -> one(request, ConnectionId.of(path.get(0)));
            case 2 -> part(request, ConnectionId.of(path.get(0)), path.get(1));
            default -> throw DoorException.unknown();
        };
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private CompletionStage<Reply> all(Request request) {
        return switch (request.method()) {
            case "GET" -> now(Reply.of(200, list(request)));
            case "POST" -> request.flag("dry-run") ? test(request) : create(request);
            default -> throw DoorException.methodNotAllowed(request.method());
        };
    }

    private JsonValue list(Request request) {
        Optional<JsonFieldSelector> fields = fields(request);
        boolean idsOnly = request.query().containsKey("ids-only")
                ? request.flag("ids-only")
                : request.query().getOrDefault("fields", "").equals("id");
        return cabinet.all().stream()
                .map(Holding::connection)
                .map(connection -> idsOnly ? JsonValue.of(connection.getId().toString()) : shown(connection, fields))
                .collect(JsonCollectors.valuesToArray());
    }

    private static Optional<JsonFieldSelector> fields(Request request) {
        return Optional.ofNullable(request.query().get("fields"))
                .filter(text -> !text.isBlank())
                .map(text -> JsonFactory.newFieldSelector(
                        text, JsonParseOptions.newBuilder().withoutUrlDecoding().build()));
    }

    private static JsonValue shown(Connection connection, Optional<JsonFieldSelector> fields) {
        JsonObject document = Secrets.hide(document(connection));
        return fields.map(document::get).orElse(document);
    }

    private static JsonObject document(Connection connection) {
        return connection.toJson(JsonSchemaVersion.V_2, FieldType.notHidden());
    }

    private CompletionStage<Reply> create(Request request) {
        Connection connection = Documents.create(json(request));
        return cabinet.put(connection).thenApply(created -> created(request, created));
    }

    /** The answer to whoever gave the document shows it as it was given. */
    private static Reply created(Request request, Connection connection) {
        String id = connection.getId().toString();
        String url = request.url().replaceAll("/+$", "");
        String location = url.endsWith("/" + id) ? url : url + "/" + id;
        return new Reply(201, Map.of("Location", location), document(connection).toString());
    }

    private static JsonObject json(Request request) {
        if (!JSON.contains(request.mediaType())) {
            throw UnsupportedMediaTypeException.withDetailedInformationBuilder(
                            request.mediaType(), Set.of("application/json"))
                    .build();
        }
        return Documents.read(request.body());
    }

    private CompletionStage<Reply> test(Request request) {
        return cabinet.test(Documents.trial(json(request)))
                .thenApply(works ->
                        Reply.of(200, JsonValue.of("The connection could be opened and its payload mappings made.")));
    }

    private CompletionStage<Reply> one(Request request, ConnectionId id) {
        return switch (request.method()) {
            case "GET" -> now(Reply.of(200, shown(cabinet.existing(id).connection(), fields(request))));
            case "PUT" -> put(request, id);
            case "DELETE" -> cabinet.delete(id).thenApply(deleted -> Reply.of(204));
            default -> throw DoorException.methodNotAllowed(request.method());
        };
    }

    private CompletionStage<Reply> put(Request request, ConnectionId id) {
        JsonObject given = json(request);
        boolean known = cabinet.has(id);
        JsonObject complete =
                known ? Secrets.restore(given, document(cabinet.existing(id).connection())) : given;
        return cabinet.put(Documents.put(id, complete))
                .thenApply(connection -> known ? Reply.of(204) : created(request, connection));
    }

    private CompletionStage<Reply> part(Request request, ConnectionId id, String part) {
        boolean command = part.equals("command");
        if (!Set.of("command", "status", "metrics", "logs").contains(part)) {
            throw DoorException.unknown();
        }
        if (!request.method().equals(command ? "POST" : "GET")) {
            throw DoorException.methodNotAllowed(request.method());
        }
        return switch (part) {
            case "command" -> command(request, id);
            case "status" -> now(Reply.of(200, cabinet.status(id)));
            case "metrics" -> now(Reply.of(200, cabinet.metrics(id)));
            default -> now(Reply.of(200, cabinet.existing(id).monitor().logs()));
        };
    }

    private CompletionStage<Reply> command(Request request, ConnectionId id) {
        if (!TEXT.contains(request.mediaType())) {
            throw UnsupportedMediaTypeException.withDetailedInformationBuilder(
                            request.mediaType(), Set.of("text/plain"))
                    .build();
        }
        Holding holding = cabinet.existing(id);
        switch (request.body()) {
            case OpenConnection.TYPE -> {
                return cabinet.open(id).thenApply(opened -> Reply.of(200));
            }
            case CloseConnection.TYPE -> {
                return cabinet.close(id).thenApply(closed -> Reply.of(200));
            }
            case ResetConnectionMetrics.TYPE -> holding.monitor().resetMetrics();
            case EnableConnectionLogs.TYPE -> holding.monitor().logbook().enable();
            case ResetConnectionLogs.TYPE -> holding.monitor().logbook().reset();
            default ->
                throw ConnectivityCommandInvalidException.newBuilder(request.body())
                        .build();
        }
        return now(Reply.of(200));
    }
}
