// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

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
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of Ditto's HTTP API that is about connections answers as {@code answers.txt} says. */
class OperationTableTest {

    private static final List<Operation> OPERATIONS = Operation.of("connections");
    private static final Table TABLE = Table.read(OperationTableTest.class, "answers.txt");
    private static final JsonObject DOCUMENT = JsonObject.of(
            """
            {"name":"one","connectionType":"http-push","connectionStatus":"closed","uri":"http://127.0.0.1:1",
             "failoverEnabled":false,"clientCount":1,
             "targets":[{"address":"POST:/x","topics":["_/_/things/twin/events"],
                         "authorizationContext":["integration:connections:test"]}]}""");

    @TempDir
    private static Path folder;

    private static Rig city;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        city = new Rig(folder, Rig.trusting());
        trial = new Trial(new Connected());
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    private static final class Connected implements Site {

        @Override
        public int port() {
            return city.bare("").build().uri().getPort();
        }

        @Override
        public void identify(HttpRequest.Builder request, String who) {
            if (!who.equals("nobody")) {
                request.setHeader("x-user", who);
            }
        }

        @Override
        public Map<String, String> prepare(Operation operation, int number) {
            city.put("/one", DOCUMENT);
            return Map.of("{connectionId}", "one", "{port}", "" + port());
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
