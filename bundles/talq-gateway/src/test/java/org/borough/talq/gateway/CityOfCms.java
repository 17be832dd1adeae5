// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.borough.ditto.RealTwins;
import org.borough.talq.Published;
import org.borough.talq.PublishedDoor;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A city on the real twin engine and its CMS, whose every answer is checked against the published OpenAPI. */
abstract class CityOfCms {

    static final ThingId LAMP = ThingId.parse("city:lamp-1");
    static final ThingId TOWN_LAMP = ThingId.parse("town:lamp-1");
    static final ThingId STREET = ThingId.parse("town:street");
    static final ThingId SECRET = ThingId.parse("city:secret");
    static final String ADDRESS = Inventory.address(LAMP);
    static final Cause ADMIN = Cause.of("borough:admin", "");

    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static TwinComponent twins;
    static PublishedDoor door;
    static int number;
    RealGateway gateway;

    @BeforeAll
    static void city() throws Exception {
        twins = RealTwins.open();
        door = new PublishedDoor(Published.GATEWAY);
        String lamp = "'luminaire':{'definition':['borough:luminaire:1.0.0']}";
        make(
                LAMP,
                "borough:cms",
                "'luminaire':{'definition':['borough:luminaire:1.0.0'],'properties':"
                        + "{'level':40.4,'power':17.5,'energy':1500,'lampFault':false}}");
        make(ThingId.parse("city:lamp-2"), "borough:cms", lamp);
        make(SECRET, "borough:other", lamp);
        make(ThingId.parse("elsewhere:lamp"), "borough:cms", lamp);
        make(
                ThingId.parse("city:bin"),
                "borough:cms",
                "'fillLevel':{'definition':['borough:fillLevel:1.0.0'],"
                        + "'properties':{'level':72.0,'full':true}},"
                        + "'airQuality':{'definition':['borough:airQuality:1.0.0'],'properties':{'no2':40.0,'pm25':12.5}}");
        make(TOWN_LAMP, "borough:cms", lamp);
        make(ThingId.parse("town:lamp-2"), "borough:cms", lamp);
        make(
                STREET,
                "borough:cms",
                "'lighting':{'definition':['borough:lighting:1.0.0'],'properties':"
                        + "{'members':['town:lamp-1','town:lamp-2'],'author':'A. Expert','date':'2026-11-01'}}");
    }

    @AfterAll
    static void end() throws Exception {
        door.close();
        twins.close();
    }

    /** A CMS of its own for each test: what others sent is not there. */
    @BeforeEach
    void open() {
        number++;
        open("city");
    }

    void open(String namespace) {
        if (gateway != null) {
            gateway.close();
        }
        gateway = new RealGateway(twins, twins, namespace, "cms-" + number, "");
        door.open(gateway.door());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    static void make(ThingId thing, String reader, String features) {
        String grants = "'thing:/':{'grant':['READ','WRITE'],'revoke':[]}";
        String policy = "{'entries':{'admin':{'subjects':{'borough:admin':{'type':'t'}},'resources':{" + grants
                + ",'policy:/':{'grant':['READ','WRITE'],'revoke':[]}}},'peer':{'subjects':{'" + reader
                + "':{'type':'t'}},'resources':{" + grants + "}},'services':{'subjects':{"
                + "'integration:services':{'type':'t'},'integration:devices':{'type':'t'}},'resources':{" + grants
                + "}}}}";
        String json = "{'_policy':" + policy + ",'attributes':{'name':'" + thing.name()
                + "','location':{'type':'Point','coordinates':[11.5,48.1]}},'features':{" + features + "}}";
        done(twins.merge(thing, json.replace('\'', '"'), ADMIN));
    }

    static void done(java.util.concurrent.CompletionStage<?> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send("cms", method, path, body, UUID.randomUUID().toString());
    }

    HttpResponse<String> send(String user, String method, String path, String body, String requestId) {
        String query = path.contains("?") ? "&" : "?";
        String id = method.equals("GET") ? "" : "&talqRequestId=" + requestId;
        String login = Base64.getEncoder().encodeToString((user + ":x").getBytes(StandardCharsets.UTF_8));
        String json = body == null ? "" : body.replace('\'', '"');
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(door.url() + path + query + "clientAddress=" + RealGateway.CMS + id))
                .header("talq-api-version", "2.7.1")
                .header("Authorization", "Basic " + login)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return answer(method, path, request.build());
    }

    HttpResponse<String> answer(String method, String path, HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            boolean aboutTalq =
                    response.statusCode() != 401 && response.statusCode() != 403 && response.statusCode() != 405;
            if (aboutTalq && Published.GATEWAY.offers(method, path.replaceAll("\\?.*", ""))) {
                assertThat(Published.GATEWAY.response(
                                method,
                                path,
                                response.statusCode(),
                                response.body().getBytes(StandardCharsets.UTF_8)))
                        .as(method + " " + path + " " + response.statusCode() + " " + response.body())
                        .isEmpty();
            }
            assertThat(response.headers().firstValue("talq-api-version")).contains("2.7.1");
            return response;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return TalqJson.tree(response.body().getBytes(StandardCharsets.UTF_8));
    }

    Twin twin(ThingId thing) {
        return twins.get(thing).orElseThrow();
    }
}
