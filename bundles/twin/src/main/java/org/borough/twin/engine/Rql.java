// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.borough.twin.engine.search.Question;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.rql.model.ParserException;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.filter.QueryFilterCriteriaFactory;
import org.eclipse.ditto.rql.query.things.FieldNamesPredicateVisitor;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;

/** Ditto's query language. */
final class Rql {

    private static final QueryFilterCriteriaFactory CRITERIA =
            QueryFilterCriteriaFactory.modelBased(RqlPredicateParser.getInstance());

    private Rql() {}

    /** Throws Ditto's refusal of an expression that is none. */
    static Predicate<Thing> predicate(String expression, DittoHeaders headers) {
        if (Question.isBeyondDitto(expression)) {
            Question question = Question.of(Optional.of(expression), Optional.empty(), headers);
            return thing -> question.matches(new ModelFacts(thing));
        }
        return ThingPredicateVisitor.apply(CRITERIA.filterCriteria(expression, headers));
    }

    /** The fields that an expression looks at. */
    static Set<String> fields(String expression) throws ParserException {
        return Question.isBeyondDitto(expression) ? fieldsBeyondDitto(expression) : fieldsOfDitto(expression);
    }

    private static Set<String> fieldsBeyondDitto(String expression) throws ParserException {
        try {
            return Question.of(Optional.of(expression), Optional.empty(), DittoHeaders.empty()).fields().stream()
                    .flatMap(field -> field.pointers().stream())
                    .map(JsonPointer::toString)
                    .collect(Collectors.toSet());
        } catch (InvalidRqlExpressionException e) {
            throw new ParserException(e.getMessage(), e);
        }
    }

    private static Set<String> fieldsOfDitto(String expression) throws ParserException {
        FieldNamesPredicateVisitor visitor = FieldNamesPredicateVisitor.getNewInstance();
        visitor.visit(RqlPredicateParser.getInstance().parse(expression));
        return visitor.getFieldNames();
    }
}
