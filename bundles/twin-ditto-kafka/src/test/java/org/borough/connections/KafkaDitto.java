// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.borough.connections.kafka.KafkaKind;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** A Ditto with connections to Kafka: the real engine, the real connections. */
public final class KafkaDitto {

    private final KafkaKind kafka = new KafkaKind();
    private final Rig rig;

    public KafkaDitto(Path folder) throws Exception {
        rig = new Rig(folder, Rig.trusting());
        rig.connections().bindKind(kafka);
    }

    public TwinComponent twins() {
        return rig.twins();
    }

    /** Makes a connection from its document and waits until it is open; returns its id. */
    public String connect(String document) {
        JsonObject created = Rig.json(rig.post("", JsonObject.of(document)));
        assertThat(created.getValue("id")).as(created.toString()).isPresent();
        String id = created.getValue("id").orElseThrow().asString();
        awaitOpen(id);
        return id;
    }

    public void shut(String id) {
        rig.command(id, "closeConnection");
    }

    public void open(String id) {
        rig.command(id, "openConnection");
        awaitOpen(id);
    }

    private void awaitOpen(String id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> live(id).equals("open"));
    }

    private String live(String id) {
        return Rig.json(rig.get("/" + id + "/status"))
                .getValue("liveStatus")
                .map(JsonValue::asString)
                .orElse("");
    }

    public void close() throws Exception {
        rig.close();
        kafka.close();
    }
}
