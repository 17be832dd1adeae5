// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schemas of models say of values. */
class SchemaTest {

    private static boolean fits(String schema, String value) {
        return Schema.of(JsonObject.of(schema), true)
                .faults(JsonFactory.readFrom(value))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "idn-email, grüße@example.org, no address",
        "idn-hostname, straße.example, -hyphen",
        "iri, https://example.org/straße, no iri",
        "iri-reference, /straße, \\\\WINDOWS\\x",
        "date-time, 2026-11-21T12:00:00Z, yesterday",
        "uri, https://example.org, not a uri",
    })
    void formats_are_checked(String format, String right, String wrong) {
        String schema = "{\"type\":\"string\",\"format\":\"" + format + "\"}";

        assertThat(fits(schema, JsonFactory.newValue(right).toString())).isTrue();
        assertThat(fits(schema, JsonFactory.newValue(wrong).toString())).isFalse();
    }

    @Test
    void references_within_a_schema_are_followed() {
        String schema =
                """
                {"type":"object","definitions":{"percent":{"type":"integer","minimum":0,"maximum":100}},
                 "properties":{"level":{"$ref":"#/definitions/percent"},"child":{"$ref":"#"}}}""";

        assertThat(fits(schema, "{\"level\":100}")).isTrue();
        assertThat(fits(schema, "{\"level\":101}")).isFalse();
        assertThat(fits(schema, "{\"child\":{\"child\":{\"level\":7}}}")).isTrue();
        assertThat(fits(schema, "{\"child\":{\"child\":{\"level\":-7}}}")).isFalse();
    }

    @Test
    void references_that_lead_nowhere_or_everywhere_do_no_harm() {
        String many = "{\"$ref\":\"#\"},".repeat(40);
        assertThat(fits("{\"allOf\":[" + many + "{\"$ref\":\"#\"}],\"type\":\"integer\"}", "1"))
                .isTrue();
        assertThat(fits("{\"$ref\":\"#\"}", "1")).isTrue();
        assertThat(fits("{\"$ref\":\"http://127.0.0.1:1/schema\"}", "1")).isTrue();
        assertThat(fits("{\"$ref\":\"#/%zz\"}", "1")).isTrue();
        assertThat(fits("{\"$ref\":\"#nowhere\"}", "1")).isTrue();
    }
}
