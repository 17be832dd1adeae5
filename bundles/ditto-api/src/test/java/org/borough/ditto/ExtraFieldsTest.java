// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes along with the events and messages that a WebSocket follows. */
class ExtraFieldsTest {

    private static final String ADMIN = "borough:admin";
    private static final String LAMP = "/api/2/things/extra:lamp";
    private static final String EACH = "{{%20feature:id%20%7C%20fn:lower()%20}}";

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = TestServer.of(twins);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @BeforeEach
    void make() {
        server.put(
                LAMP,
                """
                {"attributes":{"place":"dam"},
                 "features":{"f1":{"properties":{"x":1,"y":1}},"f2":{"properties":{"x":2}}}}""");
    }

    @AfterEach
    void delete() {
        server.delete(LAMP);
        server.delete("/api/2/policies/extra:lamp");
    }

    private static JsonObject extra(SocketClient app) throws InterruptedException {
        return app.nextJson().getValue("extra").map(JsonValue::asObject).orElseGet(JsonObject::empty);
    }

    @Test
    void the_fields_of_the_features_that_a_change_tells_of() throws Exception {
        SocketClient app = SocketClient.connect(server, ADMIN)
                .follow("EVENTS?extraFields=/features/" + EACH + "/properties/x,/attributes/{{thing:name}}");

        server.put(LAMP + "/features/f1/properties/y", "5");
        assertThat(extra(app)).isEqualTo(JsonObject.of("{\"features\":{\"f1\":{\"properties\":{\"x\":1}}}}"));
        server.patch(LAMP, "{\"attributes\":{\"lamp\":true},\"features\":{\"f2\":{\"properties\":{\"z\":1}}}}");
        assertThat(extra(app))
                .isEqualTo(JsonObject.of(
                        "{\"features\":{\"f2\":{\"properties\":{\"x\":2}}},\"attributes\":{\"lamp\":true}}"));
        server.put(LAMP + "/features", "{\"f1\":{\"properties\":{\"x\":7}}}");
        assertThat(extra(app).getValue("features")).contains(JsonObject.of("{\"f1\":{\"properties\":{\"x\":7}}}"));
        server.put(LAMP + "/attributes/lamp", "3");
        assertThat(extra(app)).isEqualTo(JsonObject.of("{\"attributes\":{\"lamp\":3}}"));
    }

    @Test
    void the_fields_of_the_feature_that_a_message_is_for() throws Exception {
        SocketClient app = SocketClient.connect(server, ADMIN)
                .follow("MESSAGES?extraFields=/features/" + EACH
                        + "/properties/x&filter=gt(features/f2/properties/x,1)");

        server.post(LAMP + "/features/f1/inbox/messages/ask?timeout=0", "1");
        server.post(LAMP + "/features/f2/inbox/messages/ask?timeout=0", "1");

        JsonObject message = app.nextJson();
        assertThat(message.getValue("path")).contains(JsonValue.of("/features/f2/inbox/messages/ask"));
        assertThat(message.getValue("extra"))
                .contains(JsonObject.of("{\"features\":{\"f2\":{\"properties\":{\"x\":2}}}}"));
    }

    @Test
    void of_a_deleted_thing_what_it_was() throws Exception {
        SocketClient app = SocketClient.connect(server, ADMIN)
                .follow("EVENTS?extraFields=attributes&filter=eq(attributes/place,'dam')");

        server.delete(LAMP);

        JsonObject deleted = app.nextJson();
        assertThat(deleted.getValue("topic")).contains(JsonValue.of("extra/lamp/things/twin/events/deleted"));
        assertThat(deleted.getValue("extra")).contains(JsonObject.of("{\"attributes\":{\"place\":\"dam\"}}"));
    }

    @Test
    void of_a_deleted_thing_what_it_was_on_event_streams_too() {
        HttpRequest request = server.request(
                        "/api/2/things?extraFields=attributes&filter=eq(topic:action,%22deleted%22)")
                .header("accept", "text/event-stream")
                .build();
        var lines = server.client()
                .sendAsync(request, BodyHandlers.ofLines())
                .join()
                .body();

        server.delete(LAMP);

        assertThat(lines.filter(line -> line.contains("{")).findFirst())
                .contains("data:{\"thingId\":\"extra:lamp\",\"attributes\":{\"place\":\"dam\"}}");
    }

    @Test
    void names_that_nothing_can_fill_are_refused() throws Exception {
        SocketClient app = SocketClient.connect(server, ADMIN);

        app.send("START-SEND-EVENTS?extraFields=attributes/{{nothing:known}}");

        assertThat(app.nextJson().getValue("value/error")).contains(JsonValue.of("placeholder:unresolved"));
    }
}
