// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Puts a model together from documents that are all at hand: what it extends, what it refers to, its submodels. */
final class Assembly {

    private static final int MAX_DEPTH = 50;
    /** A model may be used in many places, but not without end. */
    private static final int MAX_STEPS = 20_000;

    private final OwnModels own;
    private final Map<String, JsonObject> documents;
    private int steps;

    Assembly(OwnModels own, Map<String, JsonObject> documents) {
        this.own = own;
        this.documents = documents;
    }

    TwinModel model(String name) {
        return model(name, Set.of());
    }

    private TwinModel model(String name, Set<String> within) {
        Set<String> path = entered(name, within);
        requireThingModel(name);
        JsonObject resolved = referred(name, extended(name, Set.of()), 0);
        return new TwinModel(
                name, own.find(name).isPresent(), resolved, ancestors(name, Set.of()), submodels(name, resolved, path));
    }

    private void requireThingModel(String name) {
        JsonValue type = document(name).getValue("@type").orElse(JsonValue.nullLiteral());
        boolean model = type.isString() && type.asString().equals("tm:ThingModel")
                || type.isArray() && type.asArray().stream().anyMatch(JsonValue.of("tm:ThingModel")::equals);
        if (!model) {
            throw Unavailable.invalid(name, "its '@type' must be 'tm:ThingModel'.");
        }
    }

    /** The document over those that it extends; links come from all of them. */
    private JsonObject extended(String name, Set<String> within) {
        Set<String> path = entered(name, within);
        JsonObject model = absolute(name, document(name));
        for (String parent : parents(name)) {
            JsonObject below = extended(parent, path);
            JsonArray links = links(model, below);
            model = JsonFactory.mergeJsonValues(model, below).asObject();
            model = links.isEmpty() ? model : model.setValue("links", links);
        }
        return model;
    }

    /** References that another document inherits must not be read as its own. */
    private JsonObject absolute(String name, JsonObject json) {
        JsonObjectBuilder absolute = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            JsonValue value = field.getValue();
            boolean reference = field.getKeyName().equals(Library.REF) && value.isString();
            absolute.set(
                    field.getKey(),
                    reference ? JsonValue.of(absolute(name, value.asString())) : absoluteWithin(name, value));
        }
        return absolute.build();
    }

    private JsonValue absoluteWithin(String name, JsonValue value) {
        return Json.isObject(value) ? absolute(name, value.asObject()) : value;
    }

    private String absolute(String name, String reference) {
        int fragment = reference.indexOf('#');
        if (fragment < 0) {
            throw Unavailable.reference(reference);
        }
        return Library.resolve(own, name, reference) + reference.substring(fragment);
    }

    private static JsonArray links(JsonObject model, JsonObject below) {
        JsonArrayBuilder links = JsonFactory.newArrayBuilder();
        Json.objects(below, "links")
                .filter(link -> !isRel(link, Library.EXTENDS))
                .forEach(links::add);
        Json.objects(model, "links").forEach(links::add);
        return links.build();
    }

    private List<String> parents(String name) {
        return Json.objects(document(name), "links")
                .filter(link -> isRel(link, Library.EXTENDS))
                .flatMap(link -> Json.text(link, "href").stream())
                .map(href -> Library.resolve(own, name, href))
                .toList();
    }

    /** As definitions of a feature list them: the first that is extended, and what that extends. */
    private List<String> ancestors(String name, Set<String> within) {
        Set<String> path = entered(name, within);
        List<String> ancestors = new ArrayList<>();
        parents(name).stream().findFirst().ifPresent(parent -> {
            ancestors.add(parent);
            ancestors.addAll(ancestors(parent, path));
        });
        return ancestors;
    }

    private JsonObject referred(String name, JsonObject json, int depth) {
        step(name, depth);
        JsonObjectBuilder referred = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            JsonValue value = field.getValue();
            referred.set(field.getKey(), Json.isObject(value) ? member(name, value.asObject(), depth + 1) : value);
        }
        return referred.build();
    }

    private JsonObject member(String name, JsonObject json, int depth) {
        step(name, depth);
        if (json.getValue(Library.REF).isEmpty()) {
            return referred(name, json, depth);
        }
        String reference = Json.text(json, Library.REF).orElseThrow(() -> Unavailable.reference(name));
        int fragment = reference.indexOf('#');
        String target = reference.substring(0, fragment);
        JsonObject found = absolute(target, document(target))
                .getValue(pointer(reference.substring(fragment + 1)))
                .filter(Json::isObject)
                .map(JsonValue::asObject)
                .orElseThrow(() -> Unavailable.reference(reference));
        JsonObject whole = member(target, found, depth + 1);
        JsonObject over = referred(name, json.remove(Library.REF), depth);
        return JsonFactory.mergeJsonValues(over, whole).asObject();
    }

    private static JsonPointer pointer(String fragment) {
        return fragment.isEmpty() || fragment.equals("/") ? JsonPointer.empty() : JsonPointer.of(fragment);
    }

    private Map<String, TwinModel> submodels(String name, JsonObject resolved, Set<String> path) {
        Map<String, TwinModel> submodels = new LinkedHashMap<>();
        Json.objects(resolved, "links")
                .filter(link -> isRel(link, Library.SUBMODEL))
                .forEach(link -> submodels.put(
                        Json.text(link, "instanceName")
                                .orElseThrow(() ->
                                        Unavailable.invalid(name, "a link to a 'tm:submodel' has no 'instanceName'.")),
                        model(Library.resolve(own, name, Json.text(link, "href").orElse("")), path)));
        return submodels;
    }

    private JsonObject document(String name) {
        JsonObject document = documents.get(name);
        if (document == null) {
            throw Unavailable.unreachable(name, "it was not loaded");
        }
        return document;
    }

    private Set<String> entered(String name, Set<String> within) {
        if (within.contains(name)) {
            throw Unavailable.invalid(name, "it is made of itself.");
        }
        step(name, within.size());
        Set<String> path = new TreeSet<>(within);
        path.add(name);
        return path;
    }

    private void step(String name, int depth) {
        if (depth > MAX_DEPTH || ++steps > MAX_STEPS) {
            throw Unavailable.invalid(name, "it is made of too many parts.");
        }
    }

    private static boolean isRel(JsonObject link, String rel) {
        return Json.text(link, "rel").filter(rel::equals).isPresent();
    }
}
