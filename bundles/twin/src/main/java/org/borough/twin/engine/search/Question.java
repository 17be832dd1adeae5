// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.rql.model.ParserException;

/** What is searched for: a filter and the fields that it looks at. */
public final class Question {

    private static final int MAX_LENGTH = 256 * 1024;
    private static final int MAX_DEPTH = 100;

    private final List<Field> fields = new ArrayList<>();
    private Filter filter = Filter.ALL;

    private Question() {}

    /**
     * Reads a filter.
     *
     * @throws InvalidRqlExpressionException if it makes no sense
     */
    public static Question of(Optional<String> filter, Optional<Set<String>> namespaces, DittoHeaders headers) {
        Question question = new Question();
        try {
            List<Filter> parts = new ArrayList<>();
            namespaces.ifPresent(names ->
                    parts.add(new Filter.Test(question.number(Field.NAMESPACE), new Match.In(List.copyOf(names)))));
            filter.filter(text -> !text.isBlank()).ifPresent(text -> parts.add(question.read(text)));
            question.filter = parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
        } catch (ParserException | IllegalArgumentException e) {
            throw InvalidRqlExpressionException.newBuilder()
                    .message(e.getMessage())
                    .dittoHeaders(headers)
                    .build();
        }
        return question;
    }

    /** Whether a filter says something that Ditto's parser does not know. */
    public static boolean isBeyondDitto(String filter) {
        return Extensions.mayBeIn(filter) && !Extensions.of(filter).isEmpty();
    }

    /** The fields, each once. */
    public List<Field> fields() {
        return fields;
    }

    Filter filter() {
        return filter;
    }

    /** Whether a thing matches. */
    public boolean matches(Facts facts) {
        Object[][] cells = new Object[fields.size()][1];
        for (int i = 0; i < cells.length; i++) {
            cells[i][0] = fields.get(i).cell(facts);
        }
        return filter.test(cells, 0);
    }

    /** The number of a field, which is added if it is new. */
    int number(Field field) {
        int known = fields.indexOf(field);
        if (known < 0) {
            fields.add(field);
            return fields.size() - 1;
        }
        return known;
    }

    private Filter read(String text) {
        if (text.length() > MAX_LENGTH || depth(text) > MAX_DEPTH) {
            throw new IllegalArgumentException("The filter is too long or too deep: at most " + MAX_LENGTH
                    + " characters and " + MAX_DEPTH + " levels are allowed.");
        }
        return FilterReader.read(Extensions.of(text), this);
    }

    private static int depth(String text) {
        int deepest = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
