// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Finds models, with all models that they are made of: those of this city at hand, others fetched. */
final class Library {

    static final String REF = "tm:ref";
    static final String EXTENDS = "tm:extends";
    static final String SUBMODEL = "tm:submodel";

    private static final int MAX_DOCUMENTS = 100;
    private static final int MAX_DEPTH = 50;

    private final OwnModels own;
    private final Documents<JsonObject> fetched;
    private final Documents<TwinModel> models;

    Library(OwnModels own, Fetcher fetcher, Settings.Fetching settings, LongSupplier nanos) {
        this.own = own;
        this.fetched =
                new Documents<>(fetcher::fetch, settings.fresh(), settings.negative(), settings.maxModels(), nanos);
        this.models =
                new Documents<>(this::assemble, settings.fresh(), settings.negative(), settings.maxModels(), nanos);
    }

    /** Whether a definition names a model at all, rather than only a kind of thing. */
    boolean names(String definition) {
        return isAddress(definition) || own.find(definition).isPresent();
    }

    /** Completes with a model, or fails with an {@link Unavailable}. */
    CompletableFuture<TwinModel> get(String definition) {
        return models.get(own.canonical(definition));
    }

    /** Forgets everything, since bundles have brought or taken models. */
    void renew() {
        models.clear();
    }

    static boolean isAddress(String definition) {
        return definition.startsWith("https://") || definition.startsWith("http://");
    }

    private CompletableFuture<TwinModel> assemble(String name) {
        return collect(name, new HashMap<>(), Set.of(name))
                .thenApply(documents -> new Assembly(own, documents).model(name));
    }

    /** Loads documents and what they point to, round by round. */
    private CompletableFuture<Map<String, JsonObject>> collect(
            String root, Map<String, JsonObject> known, Set<String> wanted) {
        if (known.size() + wanted.size() > MAX_DOCUMENTS) {
            return CompletableFuture.failedFuture(
                    Unavailable.invalid(root, "it is made of more than " + MAX_DOCUMENTS + " models"));
        }
        List<CompletableFuture<JsonObject>> loads = new ArrayList<>();
        List<String> names = List.copyOf(wanted);
        names.forEach(name -> loads.add(document(name)));
        return CompletableFuture.allOf(loads.toArray(CompletableFuture[]::new)).thenCompose(done -> {
            Set<String> more = new LinkedHashSet<>();
            for (int each = 0; each < names.size(); each++) {
                JsonObject document = loads.get(each).join();
                known.put(names.get(each), document);
                links(names.get(each), document).forEach(more::add);
            }
            more.removeAll(known.keySet());
            return more.isEmpty() ? CompletableFuture.completedFuture(known) : collect(root, known, more);
        });
    }

    private CompletableFuture<JsonObject> document(String name) {
        if (own.isOwn(name)) {
            return own.find(name)
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(
                            Unavailable.unreachable(name, "no bundle of this city brings it")));
        }
        return fetched.get(name);
    }

    private Stream<String> links(String at, JsonObject document) {
        Stream<String> linked = Json.objects(document, "links")
                .filter(link -> {
                    String rel = Json.text(link, "rel").orElse("");
                    return rel.equals(EXTENDS) || rel.equals(SUBMODEL);
                })
                .flatMap(link -> Json.text(link, "href").stream());
        List<String> references = new ArrayList<>();
        gather(at, document, references, 0);
        return Stream.concat(linked, references.stream())
                .map(reference -> resolve(own, at, reference))
                .filter(name -> !name.equals(at));
    }

    private static void gather(String at, JsonObject json, List<String> references, int depth) {
        if (depth > MAX_DEPTH) {
            throw Unavailable.invalid(at, "it is nested too deeply");
        }
        Json.text(json, REF).ifPresent(references::add);
        for (JsonField field : json) {
            gather(at, field.getValue(), references, depth + 1);
        }
    }

    private static void gather(String at, JsonValue value, List<String> references, int depth) {
        if (Json.isObject(value)) {
            gather(at, value.asObject(), references, depth);
        }
    }

    /** The name of the model that a link or reference leads to, without what stands behind {@code #}. */
    static String resolve(OwnModels own, String at, String reference) {
        int fragment = reference.indexOf('#');
        String link = fragment < 0 ? reference : reference.substring(0, fragment);
        if (link.isEmpty()) {
            return at;
        }
        if (isAddress(link) || own.isOwn(link) || !isAddress(at)) {
            return own.canonical(link);
        }
        try {
            return own.canonical(URI.create(at).resolve(link).toString());
        } catch (IllegalArgumentException e) {
            throw Unavailable.invalid(at, "it links to " + link + ", which is no address");
        }
    }
}
