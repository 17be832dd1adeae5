// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;

/** Entities of one kind that the CMS makes, changes and deletes, kept as they were sent. */
final class Entities<T> {

    private final Shelf shelf;
    private final Kind<T> kind;

    Entities(Shelf shelf, Kind<T> kind) {
        this.shelf = shelf;
        this.kind = kind;
    }

    /**
     * A kind.
     *
     * @param name its name in paths
     * @param most how many there may be
     * @param check refuses what cannot be kept
     * @param users who needs an entity of this id, in words; empty for nobody
     */
    record Kind<T>(
            String name,
            Class<T> type,
            Function<T, String> id,
            int most,
            Check<T> check,
            Function<String, String> users) {}

    /** Refuses what cannot be kept, for a reason that names it. */
    @FunctionalInterface
    interface Check<T> {

        /** Looks at one entity; the others came with it. */
        void look(T entity, Set<String> others);
    }

    List<Route> routes() {
        String name = kind.name();
        return List.of(
                new Route("GET " + name, request -> Reply.of(200, shelf.list(name))
                        .now()),
                new Route("GET " + name + "/count", request -> Reply.of(200, shelf.count(name))
                        .now()),
                new Route(
                        "GET " + name + "/*",
                        request -> Reply.of(200, known(request.path().get(1))).now()),
                new Route("POST " + name, request -> keep(request.json(), true)),
                new Route("PUT " + name, request -> keep(request.json(), false)),
                new Route("PUT " + name + "/*", this::change),
                new Route(
                        "DELETE " + name + "/*",
                        request -> delete(request.path().get(1))));
    }

    JsonNode known(String id) {
        return shelf.find(kind.name(), id).orElseThrow(() -> RefusedException.notFound(kind.name(), id));
    }

    private CompletionStage<Reply> change(Request request) {
        String id = request.path().get(1);
        JsonNode json = request.json();
        T entity = TalqJson.as(json, kind.type());
        if (!kind.id().apply(entity).equals(id)) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "The payload is about '" + kind.id().apply(entity) + "', the path about '" + id + "'.",
                    kind.name(),
                    id);
        }
        known(id);
        kind.check().look(entity, Set.of(id));
        return shelf.put(kind.name(), id, json).thenApply(done -> Reply.of(200, json));
    }

    /** Keeps a list: all of it or, when one cannot be kept, nothing. */
    CompletionStage<Reply> keep(JsonNode json, boolean fresh) {
        List<T> entities = TalqJson.list(json, kind.type());
        List<TalqError> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>(entities.stream().map(kind.id()).toList());
        int status = 422;
        for (int i = 0; i < entities.size(); i++) {
            String id = kind.id().apply(entities.get(i));
            boolean there = shelf.find(kind.name(), id).isPresent();
            if (fresh && there && !shelf.find(kind.name(), id).get().equals(json.get(i))) {
                status = 409;
                errors.add(about(TalqError.RESOURCE_CONFLICT, "There is another '" + id + "' already.", id));
            } else if (!fresh && !there) {
                status = 404;
                errors.add(about(TalqError.RESOURCE_NOT_FOUND, "There is no '" + id + "' to change.", id));
            } else {
                check(entities.get(i), ids, errors);
            }
        }
        if (fresh && shelf.count(kind.name()) + ids.size() > kind.most()) {
            errors.add(about(
                    TalqError.SERVICE_CONSTRAINT_EXCEEDED,
                    "There may be " + kind.most() + " " + kind.name() + ".",
                    ""));
        }
        if (!errors.isEmpty()) {
            throw new RefusedException(status, errors);
        }
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 0; i < entities.size(); i++) {
            writes.add(shelf.put(kind.name(), kind.id().apply(entities.get(i)), json.get(i)));
        }
        return Stages.all(writes).thenApply(done -> Reply.of(fresh ? 201 : 200, json));
    }

    private void check(T entity, Set<String> others, List<TalqError> errors) {
        try {
            kind.check().look(entity, others);
        } catch (RefusedException e) {
            errors.addAll(e.errors());
        }
    }

    private TalqError about(String key, String description, String id) {
        return TalqError.of(key, description, kind.name(), id);
    }

    private CompletionStage<Reply> delete(String id) {
        JsonNode entity = known(id);
        String users = kind.users().apply(id);
        if (!users.isEmpty()) {
            throw RefusedException.of(
                    422,
                    TalqError.DELETING_RESOURCE_IS_REFERRED,
                    "'" + id + "' is needed by " + users + ".",
                    kind.name(),
                    id);
        }
        return shelf.remove(kind.name(), id).thenApply(done -> Reply.of(200, entity));
    }
}
