// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.borough.ditto.SocketTest.Client;
import org.borough.ditto.search.SearchStreams;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CreateSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches through every door, with the real engine. */
class SearchDoorTest {

    private static final String TOPIC = "_/_/things/twin/search/";
    private static final String SEARCH = "/api/2/search/things";

    private static TwinComponent twins;
    private static TestServer server;
    private Client client;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        for (int i = 1; i <= 5; i++) {
            server.put(
                    "/api/2/things/city:t" + i,
                    "{\"attributes\":{\"n\":" + i + ",\"s\":\"100%25 & (more)+\",\"location\":{\"type\":\"Point\","
                            + "\"coordinates\":[4.9,52." + i + "]}}}");
        }
        server.put("/api/2/things/town:hall", "{\"attributes\":{\"n\":6}}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @BeforeEach
    void connect() {
        client = Client.connect(server, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            filter=gt(attributes/n,4)                                       | t5 hall
            filter=gt(attributes/n,1)&filter=lt(attributes/n,4)             | t2 t3
            filter=gt(attributes/n,4)&namespaces=city                       | t5
            filter=gt(attributes/n,4)&namespaces=city,town                  | t5 hall
            namespaces=                                                     |
            namespaces=town                                                 | hall
            filter=                                                         | t1 t2 t3 t4 t5 hall
            option=size(2)                                                  | t1 t2
            option=sort(-attributes/n),size(2)                              | hall t5
            option=sort(%2Battributes/n)&option=size(1)                     | t1
            option=limit(4,5)                                               | t5 hall
            filter=eq(attributes/s,"100%2525 %26 (more)%2B")&option=size(1) | t1
            filter=near(attributes/location,52.3,4.9,100)                   | t3
            option=sort(distance(attributes/location,52.42,4.9)),size(1)    | t4
            option=sort(-attributes/n),after(city%253At3)                   | t2 t1
            """)
    void a_search_is_asked_by_get_and_by_form(String query, String expected) {
        String asked = query.replace("\"", "%22").replace(" ", "%20");
        String form = asked + "&fields=thingId";
        HttpResponse<String> posted = server.send(server.request(SEARCH)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));

        assertThat(names(server.get(SEARCH + "?" + form))).isEqualTo(expected == null ? "" : expected);
        assertThat(names(posted)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void a_count_is_a_number() {
        assertThat(server.get(SEARCH + "/count?filter=gt(attributes/n,4)").body())
                .isEqualTo("2");
        HttpResponse<String> posted = server.send(server.request(SEARCH + "/count")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("namespaces=town")));
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("1");
        assertThat(server.post(SEARCH + "/count", "{}").statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            /count?filter=nonsense | 400 | rql.expression.invalid
            ?filter=eq(colour,1)   | 400 | rql.expression.invalid
            ?option=size(201)      | 400 | thing-search:search.option.invalid
            ?option=cursor(abc)    | 400 | thing-search:search.option.invalid
            """)
    void what_makes_no_sense_is_refused_in_dittos_words(String query, int status, String code) {
        HttpResponse<String> refused = server.get(SEARCH + query);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("content-type")).contains("application/json");
        JsonObject error = JsonFactory.newObject(refused.body());
        assertThat(text(error, "error")).isEqualTo(code);
        assertThat(text(error, "message")).isNotEmpty();
    }

    @Test
    void things_without_ids_are_a_search_without_a_filter() {
        assertThat(server.get("/api/2/things?fields=thingId&namespaces=town").body())
                .isEqualTo("[{\"thingId\":\"town:hall\"}]");
    }

    @Test
    void an_event_stream_tells_each_thing_with_its_id_and_ends() {
        HttpResponse<String> all = server.get(
                SEARCH + "?fields=attributes/n&option=size(2)&namespaces=city", "accept", "text/event-stream");

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(all.body().split("\n\n")).hasSize(5).startsWith("data:{\"attributes\":{\"n\":1}}\nid:city:t1");
    }

    @Test
    void an_event_stream_goes_on_behind_the_last_event_in_any_order() {
        String[] again = {"accept", "text/event-stream", "Last-Event-ID", "city:t2"};

        assertThat(server.get(SEARCH + "?fields=thingId&namespaces=city&option=size(1)", again)
                        .body())
                .isEqualTo("data:{\"thingId\":\"city:t3\"}\nid:city:t3\n\n"
                        + "data:{\"thingId\":\"city:t4\"}\nid:city:t4\n\n"
                        + "data:{\"thingId\":\"city:t5\"}\nid:city:t5\n\n");
        assertThat(server.get(SEARCH + "?fields=thingId&option=sort(-attributes/n)", again)
                        .body())
                .isEqualTo("data:{\"thingId\":\"city:t1\"}\nid:city:t1\n\n");
    }

    @Test
    void an_event_stream_tells_what_is_wrong() {
        String body = server.get(SEARCH + "?filter=nonsense", "accept", "text/event-stream")
                .body();

        assertThat(body)
                .startsWith("data:{")
                .contains("\"rql.expression.invalid\"")
                .endsWith("\n\n");
    }

    @Test
    void a_search_by_socket_hands_out_as_many_pages_as_are_asked_for() throws InterruptedException {
        String id = create("{\"filter\":\"exists(attributes/n)\",\"options\":\"size(2),sort(-attributes/n)\","
                + "\"fields\":\"thingId\"}");
        request(id, 1);
        assertThat(items()).containsExactly("town:hall", "city:t5");
        client.send("START-SEND-EVENTS");
        assertThat(client.next()).isEqualTo("START-SEND-EVENTS:ACK");

        request(id, 5);

        assertThat(items()).containsExactly("city:t4", "city:t3");
        assertThat(items()).containsExactly("city:t2", "city:t1");
        JsonObject end = client.nextJson();
        assertThat(text(end, "topic")).isEqualTo(TOPIC + "complete");
        assertThat(text(end, "value/subscriptionId")).isEqualTo(id);
        request(id, 1);
        assertThat(failed()).isEqualTo("thing-search:subscription.not.found");
    }

    @Test
    void a_search_by_socket_that_finds_nothing_is_complete_at_once() throws InterruptedException {
        request(create("{\"filter\":\"eq(attributes/n,99)\"}"), 1);
        assertThat(text(client.nextJson(), "topic")).isEqualTo(TOPIC + "complete");
        request(create("{\"namespaces\":[\"town\"]}"), 1);
        assertThat(items()).containsExactly("town:hall");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            {"options":"size(300)"}           | 5  | thing-search:search.option.invalid
            {"options":"size=3"}              | 5  | thing-search:search.option.invalid
            {"filter":"exist=attribute/lol"}  | 5  | rql.expression.invalid
            {}                                | -3 | thing-search:subscription.protocol.error
            """)
    void a_search_by_socket_that_makes_no_sense_fails(String value, long demand, String code)
            throws InterruptedException {
        request(create(value), demand);
        assertThat(failed()).isEqualTo(code);
    }

    @Test
    void a_search_belongs_to_the_socket_that_began_it() throws InterruptedException {
        String id = create("{}");
        Client other = Client.connect(server, true);
        other.send(command("request", "{\"subscriptionId\":\"" + id + "\",\"demand\":1}"));
        assertThat(text(other.nextJson(), "value/error/error")).isEqualTo("thing-search:subscription.not.found");
        client.send(command("cancel", "{\"subscriptionId\":\"" + id + "\"}"));
        request(id, 1);
        assertThat(failed()).isEqualTo("thing-search:subscription.not.found");
    }

    @Test
    void a_search_by_socket_that_nobody_asks_anything_of_times_out() throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        BlockingQueue<Signal<?>> sent = new LinkedBlockingQueue<>();
        SearchStreams streams =
                new SearchStreams(twins, timer, (signal, done) -> sent.add(signal), Duration.ofMillis(20));
        try {
            streams.signal(CreateSubscription.of(DittoHeaders.empty()));
            sent.poll(10, TimeUnit.SECONDS);
            assertThat(((SubscriptionFailed) sent.poll(10, TimeUnit.SECONDS))
                            .getError()
                            .getErrorCode())
                    .isEqualTo("thing-search:subscription.timeout");
        } finally {
            streams.close();
            timer.shutdownNow();
        }
    }

    @Test
    void a_search_of_live_things_is_refused() throws InterruptedException {
        client.send("{\"topic\":\"_/_/things/live/search/request\",\"path\":\"/\",\"value\":{}}");
        assertThat(client.nextJson().getValue("status")).isPresent();
    }

    private String create(String value) throws InterruptedException {
        client.send(command("subscribe", value));
        JsonObject created = client.nextJson();
        assertThat(text(created, "topic")).isEqualTo(TOPIC + "created");
        assertThat(text(created, "headers/correlation-id")).isEqualTo("c");
        return text(created, "value/subscriptionId");
    }

    private void request(String id, long demand) {
        client.send(command("request", "{\"subscriptionId\":\"" + id + "\",\"demand\":" + demand + "}"));
    }

    private List<String> items() throws InterruptedException {
        JsonObject next = client.nextJson();
        assertThat(text(next, "topic")).isEqualTo(TOPIC + "next");
        List<String> ids = new ArrayList<>();
        next.getValue("value/items").orElseThrow().asArray().forEach(item -> ids.add(text(item.asObject(), "thingId")));
        return ids;
    }

    private String failed() throws InterruptedException {
        JsonObject failed = client.nextJson();
        assertThat(text(failed, "topic")).isEqualTo(TOPIC + "failed");
        return text(failed, "value/error/error");
    }

    private static String command(String action, String value) {
        return "{\"topic\":\"" + TOPIC + action + "\",\"path\":\"/\",\"headers\":{\"correlation-id\":\"c\"},\"value\":"
                + value + "}";
    }

    private static String names(HttpResponse<String> found) {
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        JsonFactory.newObject(found.body())
                .getValue("items")
                .orElseThrow()
                .asArray()
                .forEach(item -> names.add(text(item.asObject(), "thingId").split(":")[1]));
        return String.join(" ", names);
    }

    private static String text(JsonObject json, String path) {
        return json.getValue(path).map(JsonValue::asString).orElse("");
    }
}
