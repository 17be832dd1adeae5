// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes clients of Kafka. Kafka loads classes by the thread's context class loader, which in OSGi is anybody's: a client
 * must be made, and a consumer must be polled, with {@link #loader()}.
 *
 * <p>Making a client fails with a {@link org.apache.kafka.common.KafkaException} while no broker's name can be resolved,
 * and does not wait for a broker otherwise. A client that lost all its brokers finds those of the same addresses again;
 * where the whole cluster moved, a new client must be made.
 */
public final class KafkaClients {

    private final KafkaSettings settings;
    private final String name;

    /**
     * Clients for these brokers.
     *
     * @param name what the broker's operator sees in the clients' ids
     */
    public KafkaClients(KafkaSettings settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    /** The context class loader of threads that work with Kafka's clients. */
    public static ClassLoader loader() {
        return KafkaProducer.class.getClassLoader();
    }

    /**
     * A producer that answers only when all replicas in sync have a record, and writes none twice.
     *
     * @param more further properties, over the usual ones
     */
    public Producer<String, byte[]> producer(String role, Map<String, ?> more) {
        Map<String, Object> all = common(role);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // While a new partition has no leader yet, the second of two requests can succeed before the first, whose
        // records are then out of order for ever.
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        all.putAll(more);
        return inKafka(() -> new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * A consumer that commits only when told.
     *
     * @param more further properties, over the usual ones
     */
    public Consumer<String, byte[]> consumer(String role, String group, Map<String, ?> more) {
        Map<String, Object> all = common(role);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.putAll(more);
        return inKafka(() -> new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** A client that asks about topics and makes them. */
    public Admin admin(String role, Map<String, ?> more) {
        Map<String, Object> all = common(role);
        all.putAll(more);
        return inKafka(() -> Admin.create(all));
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> all = new HashMap<>(settings.client());
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + role);
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        // Starting over from the bootstrap servers is left to our users: Kafka tries it, and logs it, 40 times a
        // second.
        all.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000L);
        return all;
    }

    private static <T> T inKafka(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
