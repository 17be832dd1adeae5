// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessage;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP push to a real web server, with the real twin engine behind it. */
@Timeout(60)
class HttpPushTest {

    private static final String THING = "city:lamp";

    @TempDir
    Path folder;

    private HttpServer web;
    private Rig city;
    private volatile int status = 200;
    private volatile String answerType = "application/json";
    private volatile String answer = "{\"got\":\"it\"}";
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    private record Seen(String method, String uri, Map<String, String> headers, String body) {}

    @BeforeEach
    void start() throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", this::serve);
        web.start();
        city = new Rig(folder, Rig.trusting());
        city.thing(THING);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", answerType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        web.stop(0);
    }

    private JsonObject document(String target) {
        return JsonObject.of(
                """
                {"name":"push","connectionType":"http-push","connectionStatus":"open","failoverEnabled":true,
                 "uri":"http://me:pass@127.0.0.1:%d","specificConfig":{"parallelism":"2"},"targets":[%s]}"""
                        .formatted(web.getAddress().getPort(), target));
    }

    private static String target(String address, String topic, String more) {
        return """
                {"address":"%s","topics":["%s"],"authorizationContext":["integration:connections:test"]%s}"""
                .formatted(address, topic, more);
    }

    private String open(JsonObject document) {
        HttpResponse<String> created = city.post("", document);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String id = Rig.json(created).getValue("id").orElseThrow().asString();
        await().until(() -> city.get("/" + id + "/status").body().contains("\"liveStatus\":\"open\""));
        return id;
    }

    private Seen next() throws InterruptedException {
        Seen request = seen.poll(15, TimeUnit.SECONDS);
        assertThat(request).as("a request").isNotNull();
        return request;
    }

    private CommandResponse<?> modify(String ack) throws Exception {
        DittoHeaders headers = Rig.headers().toBuilder()
                .acknowledgementRequest(AcknowledgementRequest.parseAcknowledgementRequest(ack))
                .build();
        return city.send(ModifyAttribute.of(ThingId.of(THING), JsonPointer.of("on"), JsonValue.of(true), headers))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .orElseThrow();
    }

    @Test
    void events_are_pushed_with_their_headers_and_credentials() throws Exception {
        open(document(target(
                "PUT:/things/{{ thing:name }}?from={{ thing:namespace }}",
                "_/_/things/twin/events",
                ",\"headerMapping\":{\"content-type\":\"{{ header:content-type }}\",\"X-Thing\":\"{{ thing:id }}\","
                        + "\"nothing\":\"{{ header:not-there }}\"}")));

        city.attribute(THING, "level", JsonValue.of(8));
        Seen pushed = next();

        assertThat(pushed.method()).isEqualTo("PUT");
        assertThat(pushed.uri()).isEqualTo("/things/lamp?from=city");
        assertThat(pushed.headers()).containsEntry("X-Thing", THING).doesNotContainKey("nothing");
        assertThat(pushed.headers().get("authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:pass".getBytes(StandardCharsets.UTF_8)));
        JsonObject event = JsonObject.of(pushed.body());
        assertThat(event.getValue("path")).contains(JsonValue.of("/attributes/level"));
    }

    @Test
    void the_answer_of_the_web_server_is_the_acknowledgement() throws Exception {
        String id = open(document(target(
                "POST:/", "_/_/things/twin/events", ",\"issuedAcknowledgementLabel\":\"{{connection:id}}:pushed\"")));

        assertThat(modify(id + ":pushed").getHttpStatus().getCode()).isEqualTo(200);
        status = 404;
        assertThat(modify(id + ":pushed").getHttpStatus().isSuccess()).isFalse();
        assertThat(city.get("/" + id + "/metrics").body()).contains("failure");
    }

    @Test
    void the_answer_of_the_web_server_is_the_response_to_a_message() throws Exception {
        status = 207;
        open(document(target(
                "POST:/inbox", "_/_/things/live/messages", ",\"issuedAcknowledgementLabel\":\"live-response\"")));

        MessageHeaders about = MessageHeaders.newBuilder(MessageDirection.TO, ThingId.of(THING), "ask")
                .contentType("text/plain")
                .build();
        CommandResponse<?> response = city.send(SendThingMessage.of(
                        ThingId.of(THING),
                        Message.<String>newBuilder(about).payload("how?").build(),
                        Rig.headers().toBuilder().channel("live").build()))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .orElseThrow();

        assertThat(response.getHttpStatus().getCode()).isEqualTo(207);
        assertThat(response.toJson().toString()).contains("got");
    }

    @Test
    void events_are_pushed_normalized() throws Exception {
        open(document(target("POST:/", "_/_/things/twin/events", ",\"payloadMapping\":[\"Normalized\"]")));

        city.attribute(THING, "place/street", JsonValue.of("Quay"));
        JsonObject thing = JsonObject.of(next().body());

        assertThat(thing.getValue("thingId")).contains(JsonValue.of(THING));
        assertThat(thing.getValue("attributes/place/street")).contains(JsonValue.of("Quay"));
        assertThat(thing.getValue("_context/path")).contains(JsonValue.of("/attributes/place/street"));
    }

    @Test
    void requests_are_signed() throws Exception {
        JsonObject credentials = JsonObject.of(
                """
                {"type":"hmac","algorithm":"aws4-hmac-sha256","parameters":{"region":"us-east-1","service":"iam",
                 "accessKey":"AK","secretKey":"SK","canonicalHeaders":["host"]}}""");
        String id =
                open(document(target("POST:/a/b", "_/_/things/twin/events", "")).setValue("credentials", credentials));

        city.attribute(THING, "level", JsonValue.of(1));
        Seen signed = next();

        assertThat(signed.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AK/")
                .contains("/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=");
        assertThat(city.get("/" + id).body()).doesNotContain("\"SK\"");
    }

    @Test
    void a_token_is_fetched_once_and_shown() throws Exception {
        answer = "{\"access_token\":\"t-1\",\"expires_in\":3600}";
        JsonObject credentials = JsonObject.of(
                """
                {"type":"oauth-client-credentials","tokenEndpoint":"http://127.0.0.1:%d/token","clientId":"me",
                 "clientSecret":"s/1","requestedScopes":"push all"}"""
                        .formatted(web.getAddress().getPort()));
        open(document(target("POST:/a", "_/_/things/twin/events", "")).setValue("credentials", credentials));

        city.attribute(THING, "level", JsonValue.of(1));
        Seen token = next();
        Seen pushed = next();
        city.attribute(THING, "level", JsonValue.of(2));
        Seen again = next();

        assertThat(token.uri()).isEqualTo("/token");
        assertThat(token.body())
                .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s%2F1&scope=push%20all");
        assertThat(pushed.headers()).containsEntry("authorization", "Bearer t-1");
        assertThat(again.uri()).isEqualTo("/a");
    }

    @Test
    void sources_and_wrong_addresses_are_refused() {
        JsonObject withSource = document("")
                .setValue(
                        "sources",
                        JsonArray.of(JsonObject.of("{\"addresses\":[\"x\"],\"authorizationContext\":[\"a:b\"]}")));
        HttpResponse<String> source = city.post("", withSource);
        HttpResponse<String> verb = city.post("", document(target("DANCE:/", "_/_/things/twin/events", "")));
        HttpResponse<String> placeholder =
                city.post("", document(target("POST:/{{ thing:colour }}", "_/_/things/twin/events", "")));
        HttpResponse<String> filter =
                city.post("", document(target("POST:/", "_/_/things/twin/events?filter=gt(attributes/x,)", "")));
        HttpResponse<String> mapper =
                city.post("", document(target("POST:/", "_/_/things/twin/events", ",\"payloadMapping\":[\"Magic\"]")));
        HttpResponse<String> label = city.post(
                "",
                document(target("POST:/", "_/_/things/twin/events", ",\"issuedAcknowledgementLabel\":\"wrong:one\"")));

        for (HttpResponse<String> refused : List.of(source, verb, placeholder, mapper)) {
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(Rig.error(refused)).isEqualTo("connectivity:connection.configuration.invalid");
        }
        assertThat(Rig.error(filter)).isEqualTo("rql.expression.invalid");
        assertThat(Rig.error(label)).isEqualTo("acknowledgement:label.invalid");
    }

    @Test
    void kinds_that_are_not_spoken_can_be_kept_but_not_opened() {
        JsonObject amqp = JsonObject.of(
                """
                {"name":"old","connectionType":"amqp-091","connectionStatus":"closed","failoverEnabled":false,
                 "uri":"amqp://127.0.0.1:5672","sources":[{"addresses":["telemetry/tenant"],"consumerCount":1,
                 "authorizationContext":["integration:0:test"]}]}""");
        String id = Rig.json(city.post("", amqp)).getValue("id").orElseThrow().asString();

        HttpResponse<String> opened = city.command(id, "openConnection");

        assertThat(opened.statusCode()).isEqualTo(400);
        assertThat(Rig.error(opened)).isEqualTo("connectivity:connection.configuration.invalid");
        assertThat(city.get("/" + id + "/status").body())
                .contains("misconfigured")
                .contains("not supported");
    }
}
