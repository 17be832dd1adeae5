// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.borough.ditto.table.Operation;
import org.borough.ditto.table.Site;
import org.borough.ditto.table.Table;
import org.borough.ditto.table.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of Ditto's HTTP API that is about models answers as {@code answers.txt} says. */
class OperationTableTest {

    private static final List<Operation> OPERATIONS = Operation.of("wot");
    private static final Table TABLE = Table.read(OperationTableTest.class, "answers.txt");
    private static final String CONFIG = "/devops/wot/config";
    private static final String SECTION =
            """
            {"scopeId":"poles","validationContext":{"thingDefinitionPatterns":["^https://models.example/.*$"]},
             "configOverrides":{"enabled":false}}""";

    @TempDir
    private static Path folder;

    private static City city;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        city = new City(folder, Map.of());
        trial = new Trial(new Models());
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    private static final class Models implements Site {

        @Override
        public int port() {
            return city.port();
        }

        @Override
        public void identify(HttpRequest.Builder request, String who) {
            request.setHeader("x-user", who.equals("nobody") ? "" : who);
        }

        @Override
        public Map<String, String> prepare(Operation operation, int number) {
            String thing = "city:t" + number;
            if (operation.path().startsWith("/api/")) {
                city.put("/api/2/things/" + thing, "{\"attributes\":{\"maker\":\"Old\"}}");
            } else {
                city.delete(CONFIG);
                city.put(CONFIG, "{\"enabled\":true}");
                city.put(CONFIG + "/dynamicConfigs/poles", SECTION);
            }
            return Map.of("{thingId}", thing, "{scopeId}", "poles");
        }
    }

    @TestFactory
    Stream<DynamicContainer> operations_answer_as_the_table_says() {
        return trial.tests(TABLE, OPERATIONS);
    }

    @TestFactory
    Stream<DynamicTest> methods_that_a_resource_does_not_have_are_refused() {
        return trial.withOtherMethods(OPERATIONS);
    }

    @Test
    void no_operation_status_or_parameter_is_left_out() {
        assertThat(TABLE.missing(OPERATIONS)).isEmpty();
        assertThat(TABLE.idle(OPERATIONS)).isEmpty();
    }
}
