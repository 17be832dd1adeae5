// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resource {@code /api/2/connections}: status, headers and body of each of its operations. */
class ResourceTest {

    @TempDir
    Path folder;

    private final ForgetfulStores stores = new ForgetfulStores();
    private Rig city;

    @BeforeEach
    void start() throws Exception {
        city = new Rig(folder, Rig.trusting(), stores);
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
    }

    private static JsonObject document() {
        return JsonObject.of(
                """
                {"name":"one","connectionType":"mqtt","connectionStatus":"closed","failoverEnabled":false,
                 "uri":"tcp://user:secret@127.0.0.1:1883","validateCertificates":false,"clientCount":1,
                 "sources":[{"addresses":["devices/#"],"consumerCount":1,"qos":1,
                             "authorizationContext":["integration:connections:test"]}],
                 "targets":[{"address":"events","topics":["_/_/things/twin/events"],"qos":0,
                             "authorizationContext":["integration:connections:test"]}]}""");
    }

    private String create(JsonObject document) {
        HttpResponse<String> created = city.post("", document);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return Rig.json(created).getValue("id").orElseThrow().asString();
    }

    @Test
    void a_connection_is_created_read_changed_listed_and_deleted() {
        HttpResponse<String> created = city.post("", document());
        String id = Rig.json(created).getValue("id").orElseThrow().asString();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location").orElse("")).endsWith("/api/2/connections/" + id);
        HttpResponse<String> read = city.get("/" + id);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(Rig.json(read).getValue("name")).contains(JsonValue.of("one"));
        assertThat(Rig.json(city.get("/" + id + "?fields=id,name")))
                .isEqualTo(
                        JsonObject.newBuilder().set("id", id).set("name", "one").build());

        assertThat(city.put("/" + id, document().setValue("name", "other")).statusCode())
                .isEqualTo(204);
        assertThat(Rig.json(city.get("/" + id)).getValue("name")).contains(JsonValue.of("other"));
        assertThat(JsonArray.of(city.get("").body())).hasSize(1);
        assertThat(city.get("?ids-only=true").body()).isEqualTo("[\"" + id + "\"]");
        assertThat(city.get("?fields=id").body()).isEqualTo("[\"" + id + "\"]");

        assertThat(city.delete("/" + id).statusCode()).isEqualTo(204);
        HttpResponse<String> gone = city.get("/" + id);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(Rig.error(gone)).isEqualTo("connectivity:connection.notfound");
        assertThat(city.delete("/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void putting_an_unknown_connection_creates_it() {
        HttpResponse<String> created = city.put("/my-own", document());

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location").orElse("")).endsWith("/api/2/connections/my-own");
        assertThat(city.get("/my-own").statusCode()).isEqualTo(200);
    }

    @Test
    void ids_are_given_by_the_path_or_by_the_city() {
        HttpResponse<String> posted = city.post("", document().setValue("id", "mine"));
        HttpResponse<String> diverging = city.put("/one", document().setValue("id", "other"));
        HttpResponse<String> impossible = city.get("/a%20%3Cb");

        assertThat(posted.statusCode()).isEqualTo(400);
        assertThat(Rig.error(posted)).isEqualTo("connectivity:id.notsettable");
        assertThat(diverging.statusCode()).isEqualTo(400);
        assertThat(Rig.error(diverging)).isEqualTo("connectivity:id.notsettable");
        assertThat(Rig.error(impossible)).isEqualTo("connectivity:connection.id.invalid");
    }

    @Test
    void only_administrators_get_in() {
        HttpResponse<String> stranger = city.send(city.bare("").GET());
        HttpResponse<String> user =
                city.send(city.bare("").header("x-user", "viewer").GET());

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(Rig.error(stranger)).isEqualTo("gateway:authentication.failed");
        assertThat(user.statusCode()).isEqualTo(403);
    }

    @Test
    void what_is_no_connection_is_refused() {
        HttpRequest.BodyPublisher broken = HttpRequest.BodyPublishers.ofString("{\"name\":");
        HttpResponse<String> unreadable = city.send(
                city.request("").header("content-type", "application/json").POST(broken));
        HttpResponse<String> typeless = city.post("", document().remove("connectionType"));
        HttpResponse<String> text =
                city.send(city.request("").header("content-type", "text/plain").POST(broken));

        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(Rig.error(unreadable)).isEqualTo("json.invalid");
        assertThat(typeless.statusCode()).isEqualTo(400);
        assertThat(Rig.error(typeless)).isEqualTo("json.field.missing");
        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(city.send(city.request("").method("PATCH", broken)).statusCode())
                .isEqualTo(405);
    }

    @Test
    void secrets_are_hidden_kept_and_encrypted() {
        String id = create(document());

        assertThat(city.get("/" + id).body()).doesNotContain("secret").contains("tcp://user:*****@127.0.0.1:1883");
        assertThat(city.get("").body()).doesNotContain("secret");
        assertThat(stores.raw("connections"))
                .isNotEmpty()
                .doesNotContain("secret")
                .doesNotContain("devices");

        city.put("/" + id, Rig.json(city.get("/" + id)));
        assertThat(city.connections().cabinet().all().get(0).connection().getUri())
                .isEqualTo("tcp://user:secret@127.0.0.1:1883");
    }

    @Test
    void credentials_are_hidden_and_kept() {
        JsonObject withTunnel = document()
                .setValue(
                        "sshTunnel",
                        JsonObject.of(
                                """
                {"enabled":false,"credentials":{"type":"plain","username":"me","password":"hush"},
                 "validateHost":false,"knownHosts":["x"],"uri":"ssh://ssh:2222"}"""));
        HttpResponse<String> created = city.post("", withTunnel);
        String id = Rig.json(created).getValue("id").orElseThrow().asString();

        assertThat(created.body()).contains("hush");
        assertThat(city.get("/" + id).body()).contains("me").doesNotContain("hush");
        city.put("/" + id, Rig.json(city.get("/" + id)));
        assertThat(city.connections()
                        .cabinet()
                        .all()
                        .get(0)
                        .connection()
                        .toJson()
                        .toString())
                .contains("hush");
    }

    @Test
    void connections_outlive_the_city() throws Exception {
        String id = create(document());
        city.close();

        city = new Rig(folder, Rig.trusting(), stores);

        assertThat(city.get("?ids-only=true").body()).isEqualTo("[\"" + id + "\"]");
    }

    @Test
    void status_metrics_and_logs_of_a_closed_connection() {
        String id = create(document());

        JsonObject status = Rig.json(city.get("/" + id + "/status"));
        assertThat(status.getValue("liveStatus")).contains(JsonValue.of("closed"));
        assertThat(status.getValue("connectionStatus")).contains(JsonValue.of("closed"));
        JsonObject metrics = Rig.json(city.get("/" + id + "/metrics"));
        assertThat(metrics.getValue("connectionMetrics/inbound/consumed/success/PT1M"))
                .contains(JsonValue.of(0));
        assertThat(metrics.getValue("targetMetrics/addressMetrics/events/published/success/PT24H"))
                .contains(JsonValue.of(0));
        JsonObject logs = Rig.json(city.get("/" + id + "/logs"));
        assertThat(logs.getValue("enabledSince")).isPresent();
        assertThat(logs.getValue("connectionLogs").orElseThrow().asArray()).isNotEmpty();
        assertThat(city.get("/" + id + "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void commands_are_obeyed() {
        String id = create(document());

        assertThat(city.command(id, "closeConnection").statusCode()).isEqualTo(200);
        JsonObject silent = Rig.json(city.get("/" + id + "/logs"));
        assertThat(silent.getValue("connectionLogs").orElseThrow().asArray()).isEmpty();
        assertThat(silent.getValue("enabledSince").filter(value -> !value.isNull()))
                .isEmpty();
        assertThat(city.command(id, "enableConnectionLogs").statusCode()).isEqualTo(200);
        assertThat(Rig.json(city.get("/" + id + "/logs")).getValue("enabledUntil"))
                .isPresent();
        assertThat(city.command(id, "resetConnectionLogs").statusCode()).isEqualTo(200);
        assertThat(city.command(id, "resetConnectionMetrics").statusCode()).isEqualTo(200);
        HttpResponse<String> unknown = city.command(id, "danceConnection");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(Rig.error(unknown)).isEqualTo("connectivity:command.invalid");
        assertThat(city.command("nobody", "openConnection").statusCode()).isEqualTo(404);
    }

    @Test
    void a_connection_that_cannot_be_opened_says_why() {
        JsonObject nowhere = document().setValue("uri", "tcp://127.0.0.1:1");
        String id = create(nowhere);

        HttpResponse<String> opened = city.command(id, "openConnection");
        HttpResponse<String> tested = city.post("?dry-run=true", nowhere);

        assertThat(opened.statusCode()).isEqualTo(503);
        assertThat(Rig.error(opened)).isEqualTo("connectivity:connection.unavailable");
        assertThat(tested.statusCode()).isEqualTo(503);
        assertThat(city.get("?ids-only=true").body()).isEqualTo("[\"" + id + "\"]");
        assertThat(Rig.json(city.get("/" + id + "/status")).getValue("liveStatus"))
                .contains(JsonValue.of("failed"));
    }

    @Test
    void hosts_of_the_city_itself_are_out_of_reach_unless_trusted() throws Exception {
        city.close();
        city = new Rig(folder, Map.of(), stores);

        for (String host :
                new String[] {"127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[::1]", "0.0.0.0"
                }) {
            HttpResponse<String> refused = city.post("", document().setValue("uri", "tcp://" + host + ":1883"));
            assertThat(refused.statusCode()).as(host).isEqualTo(400);
            assertThat(Rig.error(refused)).isEqualTo("connectivity:connection.configuration.invalid");
            assertThat(refused.body()).contains("blocked");
        }
    }
}
