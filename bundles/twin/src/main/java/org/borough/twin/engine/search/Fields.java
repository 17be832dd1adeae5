// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.rql.query.expression.ThingsFieldExpressionFactory;
import org.eclipse.ditto.rql.query.expression.visitors.ExistsFieldExpressionVisitor;
import org.eclipse.ditto.rql.query.expression.visitors.FilterFieldExpressionVisitor;

/** Finds the field that a property of a filter or an order names, by Ditto's own rules. */
final class Fields implements ExistsFieldExpressionVisitor<Field>, FilterFieldExpressionVisitor<Field> {

    private static final Pattern METADATA = Pattern.compile("/?_metadata/.+");
    private static final Fields READER = new Fields();
    private static final Map<String, Field> SIMPLE = Map.of(
            "thingId", Field.ID,
            "namespace", Field.NAMESPACE,
            "policyId", new Field(Field.Kind.POLICY, java.util.List.of()),
            "_revision", new Field(Field.Kind.REVISION, java.util.List.of()),
            "_created", new Field(Field.Kind.CREATED, java.util.List.of()),
            "_modified", new Field(Field.Kind.MODIFIED, java.util.List.of()),
            "definition", Field.value(JsonPointer.of("/definition")));
    private static final ThingsFieldExpressionFactory FACTORY = ThingsFieldExpressionFactory.of(names());

    private Fields() {}

    static Field filtered(String property) {
        return FACTORY.filterBy(property).acceptFilterVisitor(READER);
    }

    static Field existing(String property) {
        return FACTORY.existsBy(property).acceptExistsVisitor(READER);
    }

    static Field sorted(String property) {
        if (METADATA.matcher(property).matches()) {
            // Ditto filters by metadata but does not sort by it.
            return Field.value(JsonPointer.of(property));
        }
        return FACTORY.sortBy(property).acceptSortVisitor(READER);
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        SIMPLE.keySet().forEach(name -> names.put(name, name));
        return names;
    }

    @Override
    public Field visitAttribute(String key) {
        return Field.value(JsonPointer.of("attributes/" + key));
    }

    @Override
    public Field visitFeature(String feature) {
        return feature(feature, "");
    }

    @Override
    public Field visitFeatureDefinition(String feature) {
        return feature(feature, "definition");
    }

    @Override
    public Field visitFeatureProperties(CharSequence feature) {
        return feature(feature, "properties");
    }

    @Override
    public Field visitFeatureDesiredProperties(CharSequence feature) {
        return feature(feature, "desiredProperties");
    }

    @Override
    public Field visitFeatureIdProperty(String feature, String property) {
        return feature(feature, "properties/" + property);
    }

    @Override
    public Field visitFeatureIdDesiredProperty(CharSequence feature, CharSequence property) {
        return feature(feature, "desiredProperties/" + property);
    }

    @Override
    public Field visitMetadata(String key) {
        return Field.value(JsonPointer.of("_metadata/" + key));
    }

    @Override
    public Field visitSimple(String name) {
        return SIMPLE.get(name);
    }

    private static Field feature(CharSequence feature, String within) {
        if (feature.toString().equals("*")) {
            return Field.ofEachFeature(within.isEmpty() ? JsonPointer.empty() : JsonPointer.of(within));
        }
        String path = "features/" + feature;
        return Field.value(JsonPointer.of(within.isEmpty() ? path : path + '/' + within));
    }
}
