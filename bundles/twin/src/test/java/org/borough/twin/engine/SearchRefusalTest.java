// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRefusalTest {

    private static final DittoHeaders ADMIN = EngineFixture.as("borough:admin");

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            nonsense                              | rql.expression.invalid
            eq(attributes/n,                      | rql.expression.invalid
            eq(colour,1)                          | rql.expression.invalid
            exists(near(attributes/x,1,2,3))      | rql.expression.invalid
            near(attributes/location,91,0,5)      | rql.expression.invalid
            near(attributes/location,1,2)         | rql.expression.invalid
            near(thingId,1,2,3)                   | rql.expression.invalid
            near(attributes/location,1,2,x)       | rql.expression.invalid
            within(attributes/x,box(1,2,3))       | rql.expression.invalid
            within(attributes/x,circle(1,2,3))    | rql.expression.invalid
            within(attributes/x,polygon(80,0,80,120,80,-120)) | rql.expression.invalid
            """)
    void a_filter_that_makes_no_sense_is_refused(String filter, String code) {
        assertThat(fixture.refusal(CountThings.of(filter, null, ADMIN)).getErrorCode())
                .isEqualTo(code);
    }

    @Test
    void a_filter_that_is_too_deep_is_refused() {
        String deep = "not(".repeat(5000) + "exists(thingId)" + ")".repeat(5000);
        assertThat(fixture.refusal(CountThings.of(deep, null, ADMIN)).getErrorCode())
                .isEqualTo("rql.expression.invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            size(201)                    | thing-search:search.option.invalid
            size(-1)                     | thing-search:search.option.invalid
            size(1),size(2)              | thing-search:search.option.invalid
            size=3                       | thing-search:search.option.invalid
            limit(0,201)                 | thing-search:search.option.invalid
            limit(5)                     | thing-search:search.option.invalid
            colour(red)                  | thing-search:search.option.invalid
            sort(+colour)                | thing-search:search.option.invalid
            cursor(abc)                  | thing-search:search.option.invalid
            cursor(abc),limit(0,3)       | thing-search:search.option.invalid
            sort(distance(attributes/x)) | thing-search:search.option.invalid
            """)
    void an_option_that_makes_no_sense_is_refused(String option, String code) {
        assertThat(fixture.refusal(QueryThings.of(null, List.of(option), null, null, ADMIN))
                        .getErrorCode())
                .isEqualTo(code);
    }
}
