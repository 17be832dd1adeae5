// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.borough.connections.transport.Tls;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.UserPasswordCredentials;

/**
 * Makes Kafka's clients of one connection. Kafka loads classes by the thread's context class loader, which in OSGi is
 * anybody's: clients are made, and consumers polled, with {@link #loader()}.
 */
final class KafkaClients {

    private static final String MODULES = "org.apache.kafka.common.security.";
    private static final int REQUEST_MILLIS = 5_000;
    private static final int CALL_MILLIS = 8_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final int MEGABYTE = 1 << 20;

    private final Connection connection;
    private final Map<String, String> config;
    private final int maxBytes;

    KafkaClients(Connection connection, int maxBytes) {
        this.connection = connection;
        this.config = connection.getSpecificConfig();
        this.maxBytes = maxBytes;
    }

    /** The context class loader of threads that work with Kafka's clients. */
    static ClassLoader loader() {
        return KafkaProducer.class.getClassLoader();
    }

    Admin admin() {
        Map<String, Object> all = common("admin");
        return inKafka(() -> Admin.create(all));
    }

    /** A producer that answers when all replicas in sync have a record, and writes none twice. */
    Producer<String, byte[]> producer() {
        Map<String, Object> all = common("producer");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * CALL_MILLIS);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(MEGABYTE, 2 * maxBytes));
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Math.max(8 * MEGABYTE, 4 * maxBytes));
        return inKafka(() -> new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer()));
    }

    /** A consumer that commits only when told. */
    Consumer<String, byte[]> consumer(String role) {
        Map<String, Object> all = common(role);
        String id = connection.getId().toString();
        String group = config.getOrDefault("groupId", id);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group.replaceAll("\\{\\{\\s*connection:id\\s*}}", id));
        all.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                config.getOrDefault("consumerOffsetReset", "latest").toLowerCase(Locale.ROOT));
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The group goes on without a consumer that vanished: soon, since its successor waits for that.
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SourceReader.MOST_POLLED);
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * MEGABYTE);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        return inKafka(() -> new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> all = new HashMap<>();
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.get("bootstrapServers"));
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, connection.getId() + "-" + role);
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        // Topics that are made later are found within this time.
        all.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 2 * CALL_MILLIS);
        // A transport that finds no broker any more is replaced; Kafka would try it, and log it, 40 times a second.
        all.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000L);
        if (role.equals("admin")) {
            all.put("default.api.timeout.ms", CALL_MILLIS);
        }
        secure(all);
        return all;
    }

    private void secure(Map<String, Object> all) {
        boolean tls = connection.getProtocol().equals("ssl");
        Optional<UserPasswordCredentials> credentials = connection
                .getCredentials()
                .filter(UserPasswordCredentials.class::isInstance)
                .map(UserPasswordCredentials.class::cast);
        Optional<String> user =
                connection.getUsername().or(() -> credentials.map(UserPasswordCredentials::getUsername));
        Optional<String> password =
                connection.getPassword().or(() -> credentials.map(UserPasswordCredentials::getPassword));
        boolean login = user.isPresent() && password.isPresent();
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, (login ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
        if (tls) {
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, TlsEngines.class);
            all.put(TlsEngines.CONTEXT, Tls.context(connection));
            all.put(
                    SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
                    connection.isValidateCertificates() ? "https" : "");
        }
        if (login) {
            String mechanism = config.getOrDefault("saslMechanism", "PLAIN").toUpperCase(Locale.ROOT);
            String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            all.put(SaslConfigs.SASL_MECHANISM, mechanism);
            all.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    MODULES + module + " required username=" + quoted(user.get()) + " password="
                            + quoted(password.get()) + ";");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
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
