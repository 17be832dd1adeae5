// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.hono.application.client.DownstreamMessage;
import org.eclipse.hono.application.client.kafka.KafkaMessageContext;
import org.eclipse.hono.application.client.kafka.impl.KafkaApplicationClientImpl;

/** A business application of Hono. */
final class PeerApplication {

    private static final int KEPT = 10_000;

    private final KafkaApplicationClientImpl client;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    PeerApplication(PeerMain.Setup setup) {
        client = new KafkaApplicationClientImpl(
                setup.vertx, setup.consumerConfig(), setup.producers, setup.producerConfig);
        client.start();
    }

    /** What came of one tenant. */
    private static final class Seen {

        private final AtomicInteger telemetry = new AtomicInteger();
        private final AtomicInteger events = new AtomicInteger();
        private final Queue<Map<String, String>> messages = new ConcurrentLinkedQueue<>();

        void see(String kind, DownstreamMessage<KafkaMessageContext> message) {
            if (messages.size() < KEPT) {
                messages.add(words(kind, message));
            }
            (kind.equals("EVENT") ? events : telemetry).incrementAndGet();
        }
    }

    Map<String, String> consume(Form order) throws ExecutionException, InterruptedException, TimeoutException {
        String tenant = order.text("tenant");
        Seen here = new Seen();
        if (seen.putIfAbsent(tenant, here) == null) {
            PeerMain.Setup.await(
                    client.createTelemetryConsumer(tenant, message -> here.see("TELEMETRY", message), error -> {}));
            PeerMain.Setup.await(
                    client.createEventConsumer(tenant, message -> here.see("EVENT", message), error -> {}));
        }
        return Map.of();
    }

    private Seen of(Form order) {
        return seen.getOrDefault(order.text("tenant"), new Seen());
    }

    Map<String, String> consumed(Form order) {
        Seen here = of(order);
        return Map.of("TELEMETRY", here.telemetry.toString(), "EVENT", here.events.toString());
    }

    Map<String, String> take(Form order) {
        Map<String, String> oldest = of(order).messages.poll();
        return oldest == null ? Map.of() : oldest;
    }

    private static Map<String, String> words(String kind, DownstreamMessage<KafkaMessageContext> message) {
        Map<String, String> words = new HashMap<>();
        words.put("kind", kind);
        words.put("tenant", message.getTenantId());
        words.put("device", message.getDeviceId());
        words.put("contentType", String.valueOf(message.getContentType()));
        words.put("qos", String.valueOf(message.getQos()));
        if (message.getPayload() != null) {
            words.put("payload", text(message.getPayload()));
        }
        message.getProperties()
                .getPropertiesMap()
                .forEach((name, value) -> words.put(
                        "property." + name, value instanceof Buffer bytes ? text(bytes) : String.valueOf(value)));
        return words;
    }

    private static String text(Buffer bytes) {
        return bytes == null ? "" : bytes.toString();
    }

    Map<String, String> command(Form order) throws ExecutionException, InterruptedException, TimeoutException {
        DownstreamMessage<KafkaMessageContext> answer = PeerMain.Setup.await(client.sendCommand(
                order.text("tenant"),
                order.text("device"),
                order.text("subject"),
                Buffer.buffer(order.text("payload", "")),
                order.text("contentType", "text/plain"),
                (String) null,
                Duration.ofMillis(order.number("timeoutMillis", 10_000)),
                null));
        return Map.of(
                "status",
                String.valueOf(answer.getStatus()),
                "contentType",
                String.valueOf(answer.getContentType()),
                "payload",
                text(answer.getPayload()));
    }

    Map<String, String> oneWay(Form order) throws ExecutionException, InterruptedException, TimeoutException {
        PeerMain.Setup.await(client.sendOneWayCommand(
                order.text("tenant"),
                order.text("device"),
                order.text("subject"),
                Buffer.buffer(order.text("payload", "")),
                order.text("contentType", "text/plain"),
                null));
        return Map.of();
    }
}
