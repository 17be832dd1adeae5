// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.hono.client.kafka.CommonKafkaClientConfigProperties;
import org.eclipse.hono.client.kafka.consumer.MessagingKafkaConsumerConfigProperties;
import org.eclipse.hono.client.kafka.producer.CachingKafkaProducerFactory;
import org.eclipse.hono.client.kafka.producer.MessagingKafkaProducerConfigProperties;

/** The Hono peer's process: the brokers are the only argument, orders come by standard input. */
final class PeerMain {

    private PeerMain() {}

    public static void main(String[] arguments) throws IOException {
        Lifetime.limit();
        PrintStream out = System.out;
        System.setOut(System.err);
        Peer peer = new Peer(arguments[0]);
        out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(reply(peer, line));
        }
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Whatever goes wrong in foreign clients is told to the parent.
    private static Form reply(Peer peer, String line) {
        try {
            return new Form("ok", peer.obey(Form.parse(line)));
        } catch (Exception e) {
            e.printStackTrace();
            return new Form("error", Map.of("reason", e.toString()));
        }
    }

    /** What all roles share. */
    static final class Setup {

        final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        final CachingKafkaProducerFactory<String, Buffer> producers = CachingKafkaProducerFactory.sharedFactory(vertx);
        final MessagingKafkaProducerConfigProperties producerConfig = new MessagingKafkaProducerConfigProperties();
        private final CommonKafkaClientConfigProperties common = new CommonKafkaClientConfigProperties();

        private Setup(String servers) {
            common.setCommonClientConfig(Map.of("bootstrap.servers", servers));
            producerConfig.setCommonClientConfig(common);
            // One request at a time: the first records of a new topic may otherwise come out of order, for ever.
            producerConfig.setProducerConfig(Map.of(
                    "linger.ms",
                    "1",
                    "delivery.timeout.ms",
                    "60000",
                    "max.block.ms",
                    "60000",
                    "max.in.flight.requests.per.connection",
                    "1"));
        }

        /** Of a group of its own, from the beginning. */
        MessagingKafkaConsumerConfigProperties consumerConfig() {
            MessagingKafkaConsumerConfigProperties config = new MessagingKafkaConsumerConfigProperties();
            config.setCommonClientConfig(common);
            // All consumers are one group: who joins it waits until the others' next heartbeat.
            config.setConsumerConfig(Map.of(
                    "group.id",
                    "peer-" + UUID.randomUUID(),
                    "auto.offset.reset",
                    "earliest",
                    "heartbeat.interval.ms",
                    "100"));
            return config;
        }

        static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
            return future.toCompletionStage().toCompletableFuture().get(80, TimeUnit.SECONDS);
        }
    }

    /** Passes each order on to the role that it concerns. */
    private static final class Peer {

        private final PeerAdapter adapter;
        private final PeerApplication application;
        private final PeerDevices devices;

        Peer(String servers) {
            Setup setup = new Setup(servers);
            adapter = new PeerAdapter(setup);
            application = new PeerApplication(setup);
            devices = new PeerDevices(setup);
        }

        Map<String, String> obey(Form order) throws ExecutionException, InterruptedException, TimeoutException {
            return switch (order.word()) {
                case "send" -> adapter.send(order);
                case "consume" -> application.consume(order);
                case "consumed" -> application.consumed(order);
                case "take" -> application.take(order);
                case "command" -> application.command(order);
                case "oneWay" -> application.oneWay(order);
                case "devices" -> devices.serve(order);
                case "commands" -> devices.commands(order);
                default -> throw new IllegalArgumentException("unknown order " + order.word());
            };
        }
    }
}
