// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

    @TempDir
    Path folder;

    @Test
    void plainTextNeedsNothingButBrokers() {
        KafkaSettings settings = KafkaSettings.of(Map.of("bootstrapServers", "a:9092, b:9093"));
        assertThat(settings.servers()).isEqualTo("a:9092,b:9093");
        assertThat(settings.client()).containsEntry("security.protocol", "PLAINTEXT");
    }

    @Test
    void passwordComesFromAFileAndIsNeverShown() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "se\"cr\\et\n");
        KafkaSettings settings = KafkaSettings.of(Map.of(
                "bootstrapServers", "a:9092",
                "security", "scram-sha-512",
                "tls", "true",
                "user", "borough",
                "passwordFile", file.toString()));
        assertThat(settings.client())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(settings.client().get("sasl.jaas.config").toString())
                .endsWith("required username=\"borough\" password=\"se\\\"cr\\\\et\";");
        assertThat(settings).hasToString("a:9092, security scram-sha-512 with TLS, user borough");
    }

    @Test
    void storesAreKnownByTheirEnding() throws IOException {
        Path file = Files.writeString(folder.resolve("trust.pem"), "");
        KafkaSettings settings = KafkaSettings.of(Map.of(
                "bootstrapServers", "a:9092", "tls", true, "trustStoreFile", file.toString(), "verifyHostName", false));
        assertThat(settings.client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.endpoint.identification.algorithm", "");
    }

    @Test
    void everyMistakeIsNamedByItsKey() {
        refused(Map.of(), "bootstrapServers is missing");
        refused(Map.of("bootstrapServers", "a"), "bootstrapServers has 'a'");
        refused(Map.of("bootstrapServers", "a:1", "security", "kerberos"), "security is 'kerberos'");
        refused(Map.of("bootstrapServers", "a:1", "security", "plain"), "user is missing");
        refused(Map.of("bootstrapServers", "a:1", "security", "plain", "user", "u"), "passwordFile and .password");
        refused(Map.of("bootstrapServers", "a:1", "tls", "yes"), "tls is 'yes'");
        refused(Map.of("bootstrapServers", "a:1", "tls", "true", "keyStoreFile", "/none.p12"), "keyStoreFile names");
    }

    private static void refused(Map<String, ?> config, String words) {
        assertThatThrownBy(() -> KafkaSettings.of(config))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("allowed:");
    }

    @Test
    void clientIsMadeWhateverTheContextClassLoaderIs() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader foreign = ClassLoader.getPlatformClassLoader();
        thread.setContextClassLoader(foreign);
        KafkaSettings settings = KafkaSettings.of(
                Map.of("bootstrapServers", "127.0.0.1:1", "security", "plain", "user", "u", ".password", "p"));
        try (Producer<String, byte[]> producer = new KafkaClients(settings, "test").producer("p", Map.of())) {
            assertThat(producer).isNotNull();
            assertThat(thread.getContextClassLoader()).isSameAs(foreign);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
