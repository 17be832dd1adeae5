// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.borough.ditto.table.Operation;
import org.borough.ditto.table.Table;
import org.borough.ditto.table.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation of Ditto's HTTP API that these doors serve answers as {@code table/answers.txt} says. */
class OperationTableTest {

    private static final List<Operation> OPERATIONS = Operation.of("ditto-api");
    private static final Table TABLE = Table.read(Operation.class, "answers.txt");

    private static TableCity city;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        city = new TableCity();
        trial = new Trial(city);
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    @TestFactory
    Stream<DynamicContainer> operations_answer_as_the_table_says() {
        return trial.tests(TABLE, OPERATIONS);
    }

    @TestFactory
    Stream<DynamicTest> methods_that_a_resource_does_not_have_are_refused() {
        List<Operation> later = Operation.of("ditto-api, since 3.9");
        return trial.withOtherMethods(OPERATIONS).filter(test -> later.stream()
                .noneMatch(known -> test.getDisplayName().equals(known.toString())));
    }

    @Test
    void no_operation_status_or_parameter_is_left_out() {
        assertThat(TABLE.missing(OPERATIONS)).isEmpty();
        assertThat(TABLE.idle(OPERATIONS)).isEmpty();
    }
}
