// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.rql.model.ParsedPlaceholder;
import org.eclipse.ditto.rql.model.predicates.ast.ExistsNode;
import org.eclipse.ditto.rql.model.predicates.ast.LogicalNode;
import org.eclipse.ditto.rql.model.predicates.ast.MultiComparisonNode;
import org.eclipse.ditto.rql.model.predicates.ast.Node;
import org.eclipse.ditto.rql.model.predicates.ast.SingleComparisonNode;
import org.eclipse.ditto.rql.model.predicates.ast.SuperNode;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;

/** Makes a filter of what Ditto's parser understood. */
final class FilterReader {

    private final Extensions extensions;
    private final Question question;

    private FilterReader(Extensions extensions, Question question) {
        this.extensions = extensions;
        this.question = question;
    }

    static Filter read(Extensions extensions, Question question) {
        Node root = RqlPredicateParser.getInstance().parse(extensions.plain());
        return new FilterReader(extensions, question).filter(root);
    }

    private Filter filter(Node node) {
        if (node instanceof LogicalNode logical) {
            List<Filter> parts =
                    logical.getChildren().stream().map(this::filter).toList();
            return switch (logical.getType()) {
                case AND -> new Filter.And(parts);
                case OR -> new Filter.Or(parts);
                case NOT -> new Filter.Not(new Filter.Or(parts));
            };
        }
        if (node instanceof SuperNode root) {
            return new Filter.And(root.getChildren().stream().map(this::filter).toList());
        }
        if (node instanceof SingleComparisonNode comparison) {
            Field field = Fields.filtered(comparison.getComparisonProperty());
            return test(field, match(comparison, field));
        }
        if (node instanceof MultiComparisonNode multi) {
            Field field = Fields.filtered(multi.getComparisonProperty());
            return test(field, in(multi.getComparisonValue(), field));
        }
        return exists((ExistsNode) node);
    }

    private Filter exists(ExistsNode node) {
        Optional<Extensions.Call> call = extensions.call(node.getProperty());
        return call.isPresent() ? called(call.get()) : test(Fields.existing(node.getProperty()), new Match.Exists());
    }

    private Filter called(Extensions.Call call) {
        List<String> arguments = call.arguments();
        String property = arguments.get(0);
        return switch (call.name()) {
            case "near" -> test(Extensions.placeField(property), new Match.Inside(Extensions.near(arguments)));
            case "within" -> test(Extensions.placeField(property), new Match.Inside(Extensions.within(arguments)));
            default -> empty(property, arguments.size());
        };
    }

    private Filter empty(String property, int arguments) {
        if (arguments != 1) {
            throw new IllegalArgumentException("empty needs one property.");
        }
        Field field = Fields.existing(property);
        boolean features =
                field.kind() == Field.Kind.EACH_FEATURE && field.path().isEmpty();
        return test(field, new Match.Empty(features));
    }

    private Filter test(Field field, Match match) {
        return new Filter.Test(question.number(field), match);
    }

    private static Match match(SingleComparisonNode node, Field field) {
        Object value = node.getComparisonValue();
        return switch (node.getComparisonType()) {
            case EQ -> in(java.util.Collections.singletonList(value), field);
            case NE -> new Match.Ne(in(java.util.Collections.singletonList(value), field));
            case GT -> compared(value, field, order -> order > 0);
            case GE -> compared(value, field, order -> order >= 0);
            case LT -> compared(value, field, order -> order < 0);
            case LE -> compared(value, field, order -> order <= 0);
            case LIKE -> new Match.Like(new Wildcards(String.valueOf(value(value)), false));
            case ILIKE -> new Match.Like(new Wildcards(String.valueOf(value(value)), true));
        };
    }

    private static Match.In in(List<?> values, Field field) {
        return new Match.In(values.stream().map(value -> cell(value, field)).toList());
    }

    private static Match compared(Object value, Field field, IntPredicate accepts) {
        return new Match.Compared(cell(value, field), accepts);
    }

    /** A value as it would stand in a cell of a field. */
    private static Object cell(Object given, Field field) {
        Object value = value(given);
        if (value == null) {
            return Cells.NULL;
        }
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Boolean) {
            return value;
        }
        String text = value.toString();
        return field.isTime() ? time(text) : text;
    }

    private static Object value(Object given) {
        if (!(given instanceof ParsedPlaceholder placeholder)) {
            return given;
        }
        if (!placeholder.getPrefix().equals(TimePlaceholder.PREFIX)
                || !TimePlaceholder.getInstance().supports(placeholder.getName())) {
            return null;
        }
        List<String> values = TimePlaceholder.getInstance().resolveValues(new Object(), placeholder.getName());
        String text = values.isEmpty() ? null : values.get(0);
        // A time since the epoch is a number, and only numbers can be compared with it.
        return text != null && text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    private static String time(String text) {
        try {
            return Field.time(Instant.parse(text));
        } catch (DateTimeException e) {
            return text;
        }
    }
}
