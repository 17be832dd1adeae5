// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.ditto.RealTwins;
import org.borough.ditto.TestServer;
import org.borough.testkit.FakeCommands;
import org.borough.thing.Answer;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that apps send to things in a Ditto, on their way to devices of the city. */
class MessagesTest {

    private static final String POLICY =
            """
            {"entries":{"all":{"subjects":{"borough:city":{"type":"t"},"borough:app":{"type":"t"}},"resources":{
              "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
              "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
              "message:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

    private final FakeCommands router = new FakeCommands();
    private TwinComponent remote;
    private TestServer server;
    private DittoCity city;

    @BeforeEach
    void start() throws Exception {
        remote = RealTwins.open();
        server = TestServer.of(remote);
        remote.provision(ThingId.parse("city:lamp"), "{}", POLICY, Cause.of("borough:city", ""))
                .toCompletableFuture()
                .join();
        city = new DittoCity(DittoCityTest.settings(server.port()), () -> Optional.of(router));
        await().until(() -> city.status().level() == Status.Level.OK);
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        server.close();
        remote.close();
    }

    @Test
    void a_message_reaches_the_device_and_its_answer_the_app() {
        CompletableFuture<HttpResponse<String>> said =
                post("/inbox/messages/ask/why?timeout=10", "application/json", "{\"a\":1}");

        Command.Message asked = await().until(() -> router.asked().stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(asked.subject()).isEqualTo("ask/why");
        assertThat(new String(asked.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(asked.by()).isEqualTo("borough:app");
        answer(new Answer(201, "application/json", "{\"b\":2}".getBytes(StandardCharsets.UTF_8)));

        HttpResponse<String> response = said.join();
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"b\":2}");
    }

    @Test
    void bytes_and_features_go_through_as_they_are() {
        CompletableFuture<HttpResponse<String>> said =
                post("/features/lamp/inbox/messages/blink?timeout=10", "application/octet-stream", "\u0001\u0002");

        Command.Message asked = await().until(() -> router.asked().stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(asked.feature()).isEqualTo("lamp");
        assertThat(asked.bytes()).containsExactly(1, 2);
        answer(new Answer(200, "text/plain", "done".getBytes(StandardCharsets.UTF_8)));

        assertThat(said.join().body()).isEqualTo("done");
    }

    @Test
    void a_refusal_is_told_and_an_unknown_device_leaves_the_answer_to_others() {
        CompletableFuture<HttpResponse<String>> refused = post("/inbox/messages/dance?timeout=10", "text/plain", "x");
        await().until(() -> router.asked().size() == 1);
        router.end(command -> new Outcome.Rejected(Instant.now(), "The lamp cannot dance.", 501));
        assertThat(refused.join().statusCode()).isEqualTo(501);

        CompletableFuture<HttpResponse<String>> unknown = post("/inbox/messages/dance?timeout=1", "text/plain", "x");
        await().until(() -> router.asked().size() == 2);
        router.end(command -> new Outcome.Rejected(Instant.now(), "No such device.", 404));
        assertThat(unknown.join().statusCode()).isEqualTo(408);
    }

    private void answer(Answer answer) {
        router.end(command -> new Outcome.Confirmed(Instant.now(), "answered", "", Optional.of(answer)));
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String type, String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/2/things/city:lamp" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("x-subjects", "borough:app")
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
