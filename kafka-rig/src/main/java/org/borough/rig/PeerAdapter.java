// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.hono.client.telemetry.kafka.KafkaBasedEventSender;
import org.eclipse.hono.client.telemetry.kafka.KafkaBasedTelemetrySender;
import org.eclipse.hono.util.QoS;
import org.eclipse.hono.util.RegistrationAssertion;
import org.eclipse.hono.util.TenantObject;

/** A protocol adapter of Hono, from where it has a device's message. */
final class PeerAdapter {

    private final KafkaBasedTelemetrySender telemetry;
    private final KafkaBasedEventSender events;

    PeerAdapter(PeerMain.Setup setup) {
        telemetry = new KafkaBasedTelemetrySender(
                setup.vertx, setup.producers, setup.producerConfig, true, NoopTracerFactory.create());
        events = new KafkaBasedEventSender(
                setup.vertx, setup.producers, setup.producerConfig, true, NoopTracerFactory.create());
        telemetry.start();
        events.start();
    }

    Map<String, String> send(Form order) throws ExecutionException, InterruptedException, TimeoutException {
        TenantObject tenant = TenantObject.from(order.text("tenant"), true)
                .setDefaults(new JsonObject(new HashMap<>(order.under("tenantDefault."))));
        int first = order.number("first", 1);
        List<Future<Void>> sent = new ArrayList<>();
        for (int n = first; n < first + order.number("count", 1); n++) {
            for (int d = 1; d <= order.number("devices", 1); d++) {
                sent.add(send(order, tenant, order.text("device", "d" + d), n));
            }
        }
        long failed = 0;
        String reason = "";
        for (Future<Void> one : sent) {
            try {
                PeerMain.Setup.await(one);
            } catch (ExecutionException e) {
                failed++;
                reason = String.valueOf(
                        e.getCause().getCause() == null
                                ? e.getCause()
                                : e.getCause().getCause());
            }
        }
        return Map.of("sent", Integer.toString(sent.size()), "failed", Long.toString(failed), "reason", reason);
    }

    private Future<Void> send(Form order, TenantObject tenant, String device, int n) {
        RegistrationAssertion assertion =
                new RegistrationAssertion(device).setDefaults(new HashMap<>(order.under("default.")));
        Buffer payload = Buffer.buffer(order.text("payload", device + ":" + n));
        String type = order.text("contentType", "text/plain");
        Map<String, Object> properties =
                new HashMap<>(Map.of("orig_adapter", "hono-mqtt", "orig_address", "telemetry"));
        order.under("property.")
                .forEach((name, text) -> properties.put(name, text.matches("\\d{1,9}") ? Integer.valueOf(text) : text));
        return order.text("kind").equals("EVENT")
                ? events.sendEvent(tenant, assertion, type, payload, properties, null)
                : telemetry.sendTelemetry(tenant, assertion, qos(order), type, payload, properties, null);
    }

    private static QoS qos(Form order) {
        return order.number("qos", 1) == 0 ? QoS.AT_MOST_ONCE : QoS.AT_LEAST_ONCE;
    }
}
