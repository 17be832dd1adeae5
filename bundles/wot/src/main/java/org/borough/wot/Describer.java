// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Optional;
import java.util.function.Function;
import org.borough.engine.ThingModels.Rights;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.wot.model.ThingDefinitionInvalidException;

/** Makes Thing Descriptions of models, as the W3C derives the one from the other and Ditto lays it out. */
final class Describer {

    private static final String TM_TYPE = "tm:ThingModel";
    private static final String TD = "application/td+json";
    private static final String TM = "application/tm+json";

    private final Settings.Describing settings;
    private final OwnModels own;
    private final Forms forms;

    Describer(Settings.Describing settings, OwnModels own) {
        this.settings = settings;
        this.own = own;
        this.forms = new Forms(settings.uriVariables());
    }

    /** What is described: a thing, or one of its features, for somebody. */
    private record Subject(JsonObject thing, Optional<String> feature, Rights rights, TwinModel model) {

        String id() {
            return Json.text(thing, "thingId").orElse("");
        }

        JsonObject described() {
            return feature.map(name -> Json.object(thing, Json.at("features", name)))
                    .orElse(thing);
        }

        /** Where it stands within the thing. */
        JsonPointer root() {
            return feature.map(name -> Json.at("features", name)).orElse(JsonPointer.empty());
        }

        /** Where its properties stand within it. */
        String properties() {
            return feature.isPresent() ? "properties" : "attributes";
        }

        String path() {
            return feature.map(name -> "features/" + name + "/").orElse("");
        }
    }

    JsonObject describe(
            JsonObject thing,
            Optional<String> feature,
            Rights rights,
            DittoHeaders headers,
            Function<String, Optional<TwinModel>> models) {
        JsonObject described =
                feature.map(id -> Json.object(thing, Json.at("features", id))).orElse(thing);
        Optional<String> definition = Json.definition(described);
        TwinModel model = definition.flatMap(models).orElseThrow(() -> ThingDefinitionInvalidException.newBuilder(
                        definition.orElse(null))
                .dittoHeaders(headers)
                .build());
        Subject subject = new Subject(thing, feature, rights, model);
        JsonObject values = Json.object(described, subject.properties());
        Placeholders placeholders =
                new Placeholders(Json.object(values, "model-placeholders"), settings.placeholders(), headers);
        return placeholders.resolve(description(subject));
    }

    private JsonObject description(Subject subject) {
        JsonObject model = subject.model.json();
        JsonObjectBuilder td = model.toBuilder()
                .remove("tm:optional")
                .remove("tm:required")
                .set("@type", type(model))
                .set(
                        "id",
                        "urn:" + subject.id()
                                + (subject.feature.isPresent() ? "/features/" + subject.feature.get() : ""))
                .set("base", base(subject) + subject.path())
                .set("links", links(subject));
        Json.text(model, "version/model")
                .ifPresent(version ->
                        td.set("version", Json.object(model, "version").setValue("instance", version)));
        td.setAll(settings.template());
        stamps(subject, td);
        interactions(subject, td);
        if (settings.uriVariables()) {
            td.set("uriVariables", Forms.uriVariables());
        }
        return td.set("schemaDefinitions", Forms.schemaDefinitions()).build();
    }

    private void stamps(Subject subject, JsonObjectBuilder td) {
        if (settings.created()) {
            Json.text(subject.thing, "_created").ifPresent(time -> td.set("created", time));
        }
        if (settings.modified()) {
            Json.text(subject.thing, "_modified").ifPresent(time -> td.set("modified", time));
        }
    }

    private static JsonValue type(JsonObject model) {
        JsonValue type = model.getValue("@type").orElse(JsonValue.of(TM_TYPE));
        if (!type.isArray()) {
            return JsonValue.of("Thing");
        }
        JsonArrayBuilder types = JsonFactory.newArrayBuilder();
        type.asArray().forEach(each -> types.add(each.equals(JsonValue.of(TM_TYPE)) ? JsonValue.of("Thing") : each));
        return types.build();
    }

    private String base(Subject subject) {
        return settings.base() + "/api/2/things/" + subject.id() + "/";
    }

    private JsonArray links(Subject subject) {
        JsonArrayBuilder links = JsonFactory.newArrayBuilder();
        if (subject.feature.isPresent()) {
            links.add(link("collection", base(subject), TD));
        }
        links.add(link("type", own.address(subject.model.name()), TM));
        Json.objects(subject.model.json(), "links").forEach(given -> {
            String rel = Json.text(given, "rel").orElse("");
            if (rel.equals(Library.SUBMODEL)) {
                submodel(subject, given).ifPresent(links::add);
            } else if (!rel.equals(Library.EXTENDS)) {
                links.add(given);
            }
        });
        return links.build();
    }

    private Optional<JsonObject> submodel(Subject subject, JsonObject given) {
        String name = Json.text(given, "instanceName").orElse("");
        boolean seen = !settings.byPermission() || subject.rights.mayRead(Json.at("features", name));
        return seen ? Optional.of(link("item", "features/" + name, TD)) : Optional.empty();
    }

    private static JsonObject link(String rel, String href, String type) {
        return JsonObject.newBuilder()
                .set("rel", rel)
                .set("href", href)
                .set("type", type)
                .build();
    }

    private void interactions(Subject subject, JsonObjectBuilder td) {
        JsonPointer all = subject.root().append(Json.at(subject.properties()));
        JsonArray root = subject.model
                .json()
                .getValue("forms")
                .filter(JsonValue::isArray)
                .map(given -> Forms.given(given.asArray(), subject.properties()))
                .orElseGet(() -> forms.root(
                        subject.properties(),
                        mayRead(subject, all),
                        mayWrite(subject, all),
                        mayReceive(subject, subject.root().append(Json.at("outbox", "messages")))));
        td.set("forms", root);
        if (subject.model.json().contains("properties")) {
            td.set("properties", properties(subject, all));
        }
        if (subject.model.json().contains("actions")) {
            td.set("actions", actions(subject));
        }
        if (subject.model.json().contains("events")) {
            td.set("events", events(subject));
        }
    }

    private JsonObject properties(Subject subject, JsonPointer all) {
        JsonObjectBuilder properties = JsonFactory.newObjectBuilder();
        for (JsonField field : subject.model.properties()) {
            if (!Json.isObject(field.getValue())) {
                continue;
            }
            JsonObject property = field.getValue().asObject();
            JsonPointer within = subject.model
                    .category(property)
                    .map(category -> Json.at(category, field.getKeyName()))
                    .orElseGet(() -> Json.at(field.getKeyName()));
            boolean read = mayRead(subject, all.append(within)) && !flag(property, "writeOnly", false);
            boolean write = mayWrite(subject, all.append(within)) && !flag(property, "readOnly", false);
            String href = subject.properties() + within;
            boolean observable = flag(property, "observable", true);
            JsonArray forms = given(property, href).orElseGet(() -> this.forms.property(href, read, write, observable));
            if (read || write || !settings.byPermission()) {
                properties.set(
                        field.getKey(),
                        property.toBuilder()
                                .set("observable", observable)
                                .set("forms", forms)
                                .build());
            }
        }
        return properties.build();
    }

    private JsonObject actions(Subject subject) {
        JsonObjectBuilder actions = JsonFactory.newObjectBuilder();
        for (JsonField field : subject.model.actions()) {
            String name = field.getKeyName();
            boolean seen = !settings.byPermission()
                    || subject.rights.maySend(subject.root().append(Json.at("inbox", "messages", name)));
            if (seen && Json.isObject(field.getValue())) {
                JsonObject action = field.getValue().asObject();
                JsonArray forms = given(action, "inbox/messages/" + name).orElseGet(() -> this.forms.action(name));
                actions.set(
                        field.getKey(),
                        action.toBuilder()
                                .set("synchronous", true)
                                .set("forms", forms)
                                .build());
            }
        }
        return actions.build();
    }

    private JsonObject events(Subject subject) {
        JsonObjectBuilder events = JsonFactory.newObjectBuilder();
        for (JsonField field : subject.model.events()) {
            String name = field.getKeyName();
            boolean seen = mayReceive(subject, subject.root().append(Json.at("outbox", "messages", name)));
            if (seen && Json.isObject(field.getValue())) {
                JsonObject event = field.getValue().asObject();
                JsonArray forms = given(event, "outbox/messages/" + name).orElseGet(() -> this.forms.event(name));
                events.set(field.getKey(), event.setValue("forms", forms));
            }
        }
        return events.build();
    }

    private boolean mayRead(Subject subject, JsonPointer path) {
        return !settings.byPermission() || subject.rights.mayRead(path);
    }

    private boolean mayWrite(Subject subject, JsonPointer path) {
        return !settings.byPermission() || subject.rights.mayWrite(path);
    }

    private boolean mayReceive(Subject subject, JsonPointer path) {
        return !settings.byPermission() || subject.rights.mayReceive(path);
    }

    private static Optional<JsonArray> given(JsonObject interaction, String href) {
        return interaction
                .getValue("forms")
                .filter(JsonValue::isArray)
                .map(forms -> Forms.given(forms.asArray(), href));
    }

    private static boolean flag(JsonObject json, String name, boolean otherwise) {
        return json.getValue(name)
                .filter(JsonValue::isBoolean)
                .map(JsonValue::asBoolean)
                .orElse(otherwise);
    }
}
