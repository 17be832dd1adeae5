// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.borough.thing.BoroughException;
import org.borough.thing.JsonText;

/** JSON as the platform hands it to adapters, made from a text. */
public record FakeJson(String text) implements JsonText {

    /** No JSON at all, as a message without payload has it. */
    public static final FakeJson NONE = new FakeJson("");

    @Override
    public <T extends Record> T as(Class<T> type) {
        JsonNode node = text.isEmpty() ? Json.MAPPER.missingNode() : Json.read(text);
        if (!node.isObject()) {
            throw new BoroughException("a JSON object is needed, not '" + text + "'.");
        }
        return Json.record(type, node);
    }

    @Override
    public <T> Optional<T> get(String path, Class<T> type) {
        return text.isEmpty() ? Optional.empty() : Json.as(type, Json.at(Json.read(text), path));
    }
}
