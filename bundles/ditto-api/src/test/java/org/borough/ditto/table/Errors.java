// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** What a Ditto says besides the code of an error, where that is not left to its own libraries. */
final class Errors {

    private static final Map<String, String[]> TEXTS = Table.lines(Errors.class, "errors.txt")
            .map(line -> line.split(" *\\| *", -1))
            .collect(Collectors.toMap(columns -> columns[0], columns -> columns));

    private Errors() {}

    static void check(String code, JsonObject error) {
        String[] texts = TEXTS.get(code);
        if (texts != null) {
            assertThat(text(error, "message")).matches(texts[1]);
            assertThat(text(error, "description")).matches(texts[2]);
            assertThat(text(error, "href")).isEqualTo(texts[3]);
        }
    }

    private static String text(JsonObject error, String field) {
        return error.getValue(field).map(JsonValue::asString).orElse("");
    }
}
