// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.GlobalCommandRegistry;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/**
 * {@code /devops/piggyback[/service[/instance]]}: has one of Ditto's public commands executed in the name of the
 * subjects in its headers, else of the operator. Commands to the inside of Ditto's services mean nothing here.
 */
final class Piggyback {

    private static final List<String> FAMILIES =
            List.of("things.commands:", "policies.commands:", "thing-search.commands:");

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String SUBJECTS = "org.borough.subjects";

    private final Engine engine;

    Piggyback(Engine engine) {
        this.engine = engine;
    }

    /** The answer to the command in a body; never fails. */
    CompletionStage<JsonObject> answer(Request request, JsonObject body) {
        int depth = request.depth();
        JsonObject headers = object(body, "headers", JsonObject.empty());
        JsonObject json = object(body, "piggybackCommand", null);
        Command<?> command = command(json, headers(request, headers));
        return engine.execute(command)
                .toCompletableFuture()
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .handle((response, failure) -> failure == null ? json(response) : json(failure))
                .thenApply(said -> isAlone(headers)
                        ? JsonObject.newBuilder()
                                .set("?", JsonObject.newBuilder().set("?", said).build())
                                .build()
                        : request.surrounded(said, depth));
    }

    private static JsonObject object(JsonObject body, String key, JsonObject other) {
        return body.getValue(key)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .or(() -> java.util.Optional.ofNullable(other))
                .orElseThrow(() -> Fault.invalid(
                        "The body has no object '" + key + "'.",
                        "Send {\"targetActorSelection\":\"…\",\"headers\":{…},\"piggybackCommand\":{\"type\":…}}."));
    }

    /** Clients that ask one instance say so, and look for its answer below two question marks. */
    private static boolean isAlone(JsonObject headers) {
        return headers.getValue("aggregate")
                .map(JsonValue::formatAsString)
                .filter("false"::equals)
                .isPresent();
    }

    private static DittoHeaders headers(Request request, JsonObject given) {
        DittoHeadersBuilder<?, ?> headers = DittoHeaders.newBuilder()
                .randomCorrelationId()
                .schemaVersion(JsonSchemaVersion.V_2)
                .authorizationContext(context((List<?>) request.http().getAttribute(SUBJECTS)));
        try {
            given.stream()
                    .filter(field ->
                            !Map.of("aggregate", 1, "is-group-topic", 1).containsKey(field.getKeyName()))
                    .forEach(field ->
                            headers.putHeader(field.getKey(), field.getValue().formatAsString()));
            return headers.build();
        } catch (IllegalArgumentException | DittoRuntimeException wrong) {
            throw Fault.invalid("The headers are not valid.", wrong.getMessage());
        }
    }

    private static AuthorizationContext context(List<?> subjects) {
        return AuthorizationContext.newInstance(
                DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP,
                subjects.stream()
                        .map(subject -> AuthorizationSubject.newInstance(subject.toString()))
                        .toList());
    }

    private static Command<?> command(JsonObject json, DittoHeaders headers) {
        String type = json.getValue("type").map(JsonValue::formatAsString).orElse("");
        if (FAMILIES.stream().noneMatch(type::startsWith)) {
            throw Fault.unsupported(
                    "The command '" + type + "' is not supported.",
                    "Public commands on things, policies and searches are. Connections have an API of their own,"
                            + " /api/2/connections; caches, shards and clean-ups of Ditto's services do not exist here.");
        }
        try {
            return GlobalCommandRegistry.getInstance().parse(json, headers);
        } catch (DittoRuntimeException | JsonRuntimeException | IllegalArgumentException unreadable) {
            throw Fault.invalid("The command '" + type + "' cannot be read.", unreadable.getMessage());
        }
    }

    private static JsonObject json(CommandResponse<?> response) {
        return response.toJson(JsonSchemaVersion.V_2, FieldType.notHidden());
    }

    private static JsonObject json(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        JsonObject payload = cause instanceof DittoRuntimeException ditto
                ? ditto.toJson()
                : Fault.unavailable("The command was not carried out: " + cause).toJson();
        return JsonObject.newBuilder()
                .set("type", "devops.responses:errorResponse")
                .set("status", payload.getValue("status").orElseGet(() -> JsonFactory.newValue(500)))
                .set("payload", payload)
                .build();
    }
}
