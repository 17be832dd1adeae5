// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history of recorded properties over HTTP, from the real engine. */
class HistoryRouteTest {

    private static final String ROOT = "/api/2/history/things/city:air";
    private static final String PM25 = ROOT + "/features/airQuality/properties/pm25";
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
    private static final Property<Double> KEY = Property.of("borough:airQuality:1.0.0", "pm25", Double.class);

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.door().bindRecordings(twins);
        server.put(
                "/api/2/things/city:air",
                "{\"features\":{\"airQuality\":{\"definition\":[\"borough:airQuality:1.0.0\"],"
                        + "\"properties\":{\"note\":\"x\"}}}}");
        for (int minute = 0; minute < 240; minute += 20) {
            if (minute < 60 || minute >= 120) {
                Reading<Double> reading = KEY.is(minute / 10.0, START.plus(Duration.ofMinutes(minute)));
                twins.report(ThingId.parse("city:air"), List.of(reading), Cause.of("borough:admin", "test"))
                        .toCompletableFuture()
                        .join();
            }
        }
        server.put("/api/2/things/city:air/features/airQuality/properties/no2", "40");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    private static String span() {
        return "?from=" + START + "&to=" + START.plus(Duration.ofHours(4));
    }

    private static JsonObject json(String path) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return JsonObject.of(answer.body());
    }

    private static JsonArray values(JsonObject json, int series) {
        return json.getValue("series")
                .map(JsonValue::asArray)
                .flatMap(all -> all.get(series))
                .map(JsonValue::asObject)
                .flatMap(one -> one.getValue("values"))
                .map(JsonValue::asArray)
                .orElseThrow();
    }

    private static String error(String path, int status) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonObject.of(answer.body())
                .getValue("error")
                .map(JsonValue::asString)
                .orElse("");
    }

    @Test
    void readings_come_one_by_one() {
        JsonObject json = json(PM25 + span());

        assertThat(json.getValue("thingId")).contains(JsonValue.of("city:air"));
        assertThat(json.getValue("from")).contains(JsonValue.of(START.toString()));
        assertThat(values(json, 0)).hasSize(9);
        assertThat(values(json, 0).get(1))
                .contains(JsonObject.newBuilder()
                        .set("at", START.plus(Duration.ofMinutes(20)).toString())
                        .set("value", 2.0)
                        .build());
        assertThat(json.toString()).contains("\"path\":\"/features/airQuality/properties/pm25\",\"recordedDays\":400");
    }

    @Test
    void readings_are_gathered_and_empty_hours_are_absent() {
        JsonObject json = json(PM25 + span() + "&resolution=PT1H&aggregate=avg,min,max,sum,count,first,last");

        assertThat(json.getValue("resolution")).contains(JsonValue.of("PT1H"));
        assertThat(values(json, 0)).hasSize(3);
        assertThat(values(json, 0).get(0))
                .contains(JsonObject.of("{\"at\":\"" + START + "\",\"avg\":2.0,\"min\":0.0,\"max\":4.0,\"sum\":6.0,"
                        + "\"count\":3,\"first\":0.0,\"last\":4.0}"));
        assertThat(values(json, 0).get(1).orElseThrow().asObject().getValue("at"))
                .contains(JsonValue.of(START.plus(Duration.ofHours(2)).toString()));
    }

    @Test
    void the_mean_is_what_comes_unless_asked_otherwise() {
        assertThat(values(json(PM25 + span() + "&resolution=P1D"), 0).toString())
                .isEqualTo("[{\"at\":\"" + START + "\",\"avg\":" + (6 + 3 * 14 + 3 * 20) / 9.0 + "}]");
    }

    @Test
    void tables_come_as_csv() {
        HttpResponse<String> answer =
                server.get(PM25 + span() + "&resolution=PT1H&aggregate=min,max", "accept", "text/csv");

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
        assertThat(answer.body().lines())
                .startsWith("at,property,min,max", START + ",airQuality/pm25,0.0,4.0")
                .hasSize(4);
        assertThat(server.get(PM25 + span() + "&format=csv&limit=2").body())
                .isEqualTo("at,property,value\r\n" + START + ",airQuality/pm25,0.0\r\n"
                        + START.plus(Duration.ofMinutes(20)) + ",airQuality/pm25,2.0\r\n");
    }

    @Test
    void long_histories_come_page_by_page() {
        JsonObject first = json(PM25 + span() + "&limit=5");
        String cursor = first.getValue("cursor").orElseThrow().asString();
        JsonObject second = json(PM25 + span() + "&limit=5&cursor=" + cursor);

        assertThat(values(first, 0)).hasSize(5);
        assertThat(values(second, 0)).hasSize(4);
        assertThat(second.getValue("cursor")).isEmpty();
    }

    @Test
    void several_properties_come_at_once() {
        JsonObject json = json(ROOT + "?from=" + START + "&fields=features/airQuality/properties(pm25,no2)");

        assertThat(values(json, 0)).hasSize(9);
        assertThat(values(json, 1)).hasSize(1);
    }

    @Test
    void a_span_may_lead_back_from_now() {
        assertThat(values(json(ROOT + "/features/airQuality/properties/no2?from=-PT1H"), 0))
                .hasSize(1);
        assertThat(values(json(ROOT + "/features/airQuality/properties/no2"), 0))
                .hasSize(1);
        assertThat(values(json(PM25 + "?from=-P3D&to=-P2DT24H"), 0)).isEmpty();
    }

    @Test
    void what_is_not_recorded_is_said_so() {
        assertThat(error(ROOT + "/features/airQuality/properties/note", 404)).isEqualTo("history:property.notrecorded");
    }

    @Test
    void the_policy_guards_the_past() {
        HttpResponse<String> stranger = server.send(server.request(PM25).setHeader("x-subjects", "x:y"));

        assertThat(stranger.statusCode()).isEqualTo(404);
        assertThat(stranger.body()).contains("things:feature.property.notfound");
        assertThat(error("/api/2/history/things/city:nobody/features/a/properties/b", 404))
                .isEqualTo("things:thing.notfound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "resolution=1h",
                "resolution=PT0.1S",
                "resolution=P1Y",
                "resolution=PT1H&aggregate=median",
                "aggregate=avg",
                "limit=0",
                "limit=10001",
                "cursor=nonsense",
                "format=xml"
            })
    void what_makes_no_sense_is_refused(String parameter) {
        assertThat(error(PM25 + '?' + parameter, 400)).isEqualTo("gateway:request.invalid");
    }

    @Test
    void the_door_has_few_ways_in() {
        assertThat(error(ROOT, 400)).isEqualTo("gateway:request.invalid");
        assertThat(error("/api/2/history", 404)).isEqualTo("gateway:resource.notfound");
        assertThat(error("/api/2/history/policies/x:y", 404)).isEqualTo("gateway:resource.notfound");
        assertThat(server.delete(PM25).statusCode()).isEqualTo(405);
    }
}
