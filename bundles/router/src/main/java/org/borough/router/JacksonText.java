// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import org.borough.thing.BoroughException;
import org.borough.thing.JsonText;
import org.borough.thing.Values;

/** A JSON text read by Jackson. Not safe for use by several threads at once. */
final class JacksonText implements JsonText {

    private final Json json;
    private final String text;
    private final Function<BoroughException, BoroughException> complaint;
    private JsonNode tree;

    JacksonText(Json json, String text, Function<BoroughException, BoroughException> complaint) {
        this.json = json;
        this.text = text;
        this.complaint = complaint;
    }

    /** The arguments of a command. */
    static JacksonText of(Json json, String text) {
        return new JacksonText(json, text, e -> e);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public <T extends Record> T as(Class<T> type) {
        try {
            requireSome();
            return tree == null ? json.read(text, type) : json.read(tree, type);
        } catch (BoroughException e) {
            throw complaint.apply(e);
        }
    }

    @Override
    public <T> Optional<T> get(String path, Class<T> type) {
        try {
            if (tree == null) {
                requireSome();
                tree = json.read(text);
            }
            return Json.value(Json.at(tree, path)).flatMap(value -> Values.as(type, value));
        } catch (BoroughException e) {
            throw complaint.apply(e);
        }
    }

    private void requireSome() {
        if (text.isBlank()) {
            throw new BoroughException("there is no JSON: the payload is empty.");
        }
    }
}
