// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingChange.Kind;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Checks one change of a thing against the models of what it would be, place by place as Ditto does. */
final class ThingChecks {

    private static final String DEFINITION = "definition";
    private static final String ATTRIBUTES = "attributes";
    private static final String FEATURES = "features";
    private static final String PROPERTIES = "properties";
    private static final String DESIRED = "desiredProperties";

    private final ThingChange change;
    private final JsonObject thing;
    private final Function<String, Optional<TwinModel>> models;
    private final Function<String, Switches> switches;
    private final boolean strictOwn;

    /**
     * Checks of one change.
     *
     * @param models finds the model of a definition
     * @param switches tells the checks by the definition of the feature that is concerned, empty for none
     */
    ThingChecks(
            ThingChange change,
            Function<String, Optional<TwinModel>> models,
            Function<String, Switches> switches,
            boolean strictOwn) {
        this.change = change;
        this.thing = change.after();
        this.models = models;
        this.switches = switches;
        this.strictOwn = strictOwn;
    }

    void check() {
        JsonPointer path = change.path();
        boolean gone = change.kind() == Kind.DELETE
                || change.kind() == Kind.MERGE && change.given().isNull();
        if (path.isEmpty()) {
            if (!gone) {
                whole();
            }
            return;
        }
        switch (key(path, 0)) {
            case DEFINITION -> definition(gone);
            case ATTRIBUTES -> attributes(path.nextLevel(), gone);
            case FEATURES -> features(path.nextLevel(), gone);
            default -> {
                // A thing's other members have no model.
            }
        }
    }

    private void whole() {
        Optional<TwinModel> model = Json.definition(thing).flatMap(models);
        model.ifPresent(this::allAttributes);
        allFeatures(model);
    }

    private void definition(boolean gone) {
        if (!gone) {
            if (switches("").on(Check.THING_DEFINITION_CHANGE)) {
                whole();
            }
            return;
        }
        boolean modelled = Json.definition(change.before())
                .flatMap(models)
                .filter(this::strict)
                .isPresent();
        if (modelled && switches("").on(Check.NO_THING_DEFINITION_DELETION)) {
            throw PayloadInvalidException.of("The Thing's definition must not be deleted, as it names a model.");
        }
    }

    private void attributes(JsonPointer path, boolean gone) {
        Optional<TwinModel> model = Json.definition(thing).flatMap(models);
        if (model.isEmpty()) {
            return;
        }
        if (path.isEmpty() && !gone) {
            allAttributes(model.get());
        } else if (switches("").on(Check.ATTRIBUTES)) {
            PropertyChecks checks = attributeChecks(model.get());
            if (gone) {
                checks.gone(path);
            } else {
                checks.at(path, value(), change.path());
            }
        }
    }

    private void allAttributes(TwinModel model) {
        JsonValue attributes = thing.getValue(ATTRIBUTES).orElse(JsonObject.empty());
        if (switches("").on(Check.ATTRIBUTES) && Json.isObject(attributes)) {
            attributeChecks(model).all(attributes.asObject(), Json.at(ATTRIBUTES));
        }
    }

    private PropertyChecks attributeChecks(TwinModel model) {
        boolean strict = strict(model);
        Rules rules = new Rules(strict, strict && switches("").on(Check.NO_OTHER_ATTRIBUTES), true);
        return new PropertyChecks(model, rules, "Thing's attribute", "Thing's attributes");
    }

    private void features(JsonPointer path, boolean gone) {
        Optional<TwinModel> model = Json.definition(thing).flatMap(this::quietly);
        if (path.isEmpty()) {
            if (gone) {
                model.ifPresent(this::mayLoseAll);
            } else {
                allFeatures(model);
            }
            return;
        }
        String id = key(path, 0);
        if (path.getLevelCount() == 1) {
            feature(id, model, gone);
            return;
        }
        switch (key(path, 1)) {
            case DEFINITION -> featureDefinition(id, gone);
            case PROPERTIES -> properties(id, path.getSubPointer(2).orElse(JsonPointer.empty()), false, gone);
            case DESIRED -> properties(id, path.getSubPointer(2).orElse(JsonPointer.empty()), true, gone);
            default -> {
                // A feature has no other members.
            }
        }
    }

    private void mayLoseAll(TwinModel model) {
        if (!model.submodels().isEmpty() && strict(model) && switches("").on(Check.FEATURES_PRESENT)) {
            throw PayloadInvalidException.of(
                    "Could not delete all Features, as there are submodels defined as in the Thing's model");
        }
    }

    private void feature(String id, Optional<TwinModel> model, boolean gone) {
        Switches on = switches(definitionOf(id));
        boolean modelled =
                model.filter(known -> known.submodels().containsKey(id)).isPresent();
        boolean strict = model.filter(this::strict).isPresent();
        if (gone) {
            if (modelled && strict && on.on(Check.FEATURES_PRESENT)) {
                throw PayloadInvalidException.of(
                        "Could not delete Feature <" + id + ">, as it is defined as a submodel in the Thing's model");
            }
            return;
        }
        if (strict && !modelled && on.on(Check.NO_OTHER_FEATURES)) {
            throw PayloadInvalidException.of("Attempting to update the Thing with a feature which is not "
                    + "defined in the model: <" + id + ">");
        }
        Json.definition(featureOf(thing, id)).flatMap(models).ifPresent(known -> allProperties(id, known));
    }

    private void featureDefinition(String id, boolean gone) {
        if (!gone) {
            if (switches(definitionOf(id)).on(Check.FEATURE_DEFINITION_CHANGE)) {
                Json.definition(featureOf(thing, id)).flatMap(models).ifPresent(model -> allProperties(id, model));
            }
            return;
        }
        String before = Json.definition(featureOf(change.before(), id)).orElse("");
        boolean modelled = quietly(before).filter(this::strict).isPresent();
        if (modelled && switches(before).on(Check.NO_FEATURE_DEFINITION_DELETION)) {
            throw PayloadInvalidException.of(
                    "The definition of Feature <" + id + "> must not be deleted, as it names a model.");
        }
    }

    private void properties(String id, JsonPointer path, boolean desired, boolean gone) {
        Optional<TwinModel> known = Json.definition(featureOf(thing, id)).flatMap(models);
        if (known.isEmpty() || !switches(definitionOf(id)).on(desired ? Check.DESIRED_PROPERTIES : Check.PROPERTIES)) {
            return;
        }
        PropertyChecks checks = propertyChecks(id, known.get(), desired);
        if (gone) {
            checks.gone(path);
        } else if (path.isEmpty()) {
            checks.all(Json.isObject(value()) ? value().asObject() : JsonObject.empty(), change.path());
        } else {
            checks.at(path, value(), change.path());
        }
    }

    private void allFeatures(Optional<TwinModel> model) {
        JsonObject features = Json.object(thing, FEATURES);
        model.filter(this::strict).ifPresent(known -> presence(known, features));
        Map<String, TwinModel> submodels = model.map(TwinModel::submodels).orElse(Map.of());
        for (JsonField feature : features) {
            String id = feature.getKeyName();
            Optional<TwinModel> known = Optional.ofNullable(submodels.get(id))
                    .or(() -> Json.definition(featureOf(thing, id)).flatMap(this::quietly));
            known.ifPresent(one -> allProperties(id, one));
        }
    }

    private void presence(TwinModel model, JsonObject features) {
        Set<String> missing = new LinkedHashSet<>(model.submodels().keySet());
        Set<String> extra = new LinkedHashSet<>();
        for (JsonField feature : features) {
            if (!missing.remove(feature.getKeyName())) {
                extra.add(feature.getKeyName());
            }
        }
        if (!missing.isEmpty() && switches("").on(Check.FEATURES_PRESENT)) {
            throw PayloadInvalidException.of(
                    "Attempting to update the Thing with missing in the model defined features: " + missing);
        }
        if (!extra.isEmpty() && switches("").on(Check.NO_OTHER_FEATURES)) {
            throw PayloadInvalidException.of(
                    "Attempting to update the Thing with feature(s) which were not defined in the model: " + extra);
        }
    }

    private void allProperties(String id, TwinModel model) {
        Switches on = switches(definitionOf(id));
        JsonObject feature = featureOf(thing, id);
        if (on.on(Check.PROPERTIES)) {
            propertyChecks(id, model, false).all(Json.object(feature, PROPERTIES), Json.at(FEATURES, id, PROPERTIES));
        }
        if (on.on(Check.DESIRED_PROPERTIES)) {
            propertyChecks(id, model, true).all(Json.object(feature, DESIRED), Json.at(FEATURES, id, DESIRED));
        }
    }

    private PropertyChecks propertyChecks(String id, TwinModel model, boolean desired) {
        boolean strict = strict(model);
        Check nothingElse = desired ? Check.NO_OTHER_DESIRED_PROPERTIES : Check.NO_OTHER_PROPERTIES;
        boolean only = strict && switches(definitionOf(id)).on(nothingElse);
        String whose = "Feature <" + id + ">'s " + (desired ? "desired " : "");
        return new PropertyChecks(
                model, new Rules(strict && !desired, only, !desired), whose + "property", whose + "properties");
    }

    private boolean strict(TwinModel model) {
        return strictOwn || !model.own();
    }

    /** A model that only may be wanted: when it cannot be had, the change is judged without. */
    private Optional<TwinModel> quietly(String definition) {
        try {
            return definition.isEmpty() ? Optional.empty() : models.apply(definition);
        } catch (Unavailable none) {
            return Optional.empty();
        }
    }

    private Switches switches(String featureDefinition) {
        return switches.apply(featureDefinition);
    }

    private String definitionOf(String feature) {
        return Json.definition(featureOf(thing, feature)).orElse("");
    }

    private JsonValue value() {
        return thing.getValue(change.path()).orElse(change.given());
    }

    private static JsonObject featureOf(JsonObject thing, String id) {
        return Json.object(thing, Json.at(FEATURES, id));
    }

    private static String key(JsonPointer path, int level) {
        return path.get(level).map(JsonKey::toString).orElse("");
    }
}
