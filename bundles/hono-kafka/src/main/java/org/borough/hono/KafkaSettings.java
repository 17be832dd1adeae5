// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.borough.thing.BoroughException;

/**
 * Where the brokers are and how to prove who we are, read from a component's configuration. Its text form shows no secret.
 *
 * <p>Keys: {@code bootstrapServers} ({@code host:port,…}), {@code security} ({@code none}, {@code plain},
 * {@code scram-sha-256}, {@code scram-sha-512}), {@code user}, {@code passwordFile} or {@code .password}, {@code tls},
 * {@code verifyHostName}, {@code trustStoreFile} with {@code trustStorePasswordFile} or {@code .trustStorePassword},
 * {@code keyStoreFile} with {@code keyStorePasswordFile} or {@code .keyStorePassword}. A name with a leading dot keeps the
 * value out of the component's service properties. Stores are PKCS#12 ({@code .p12}, {@code .pfx}), {@code .jks} or
 * {@code .pem}.
 */
public final class KafkaSettings {

    private static final String SERVERS = "bootstrapServers";
    private static final String SECURITY = "security";
    private static final String MODULES = "org.apache.kafka.common.security.";

    /** How to prove who we are. */
    private enum Security {
        NONE("", ""),
        PLAIN("PLAIN", MODULES + "plain.PlainLoginModule"),
        SCRAM_SHA_256("SCRAM-SHA-256", MODULES + "scram.ScramLoginModule"),
        SCRAM_SHA_512("SCRAM-SHA-512", MODULES + "scram.ScramLoginModule");

        private final String mechanism;
        private final String module;

        Security(String mechanism, String module) {
            this.mechanism = mechanism;
            this.module = module;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<String, Object> client;
    private final String words;

    private KafkaSettings(Map<String, Object> client, String words) {
        this.client = Map.copyOf(client);
        this.words = words;
    }

    /**
     * Reads them.
     *
     * @throws BoroughException naming the key that is wrong and what is allowed
     */
    public static KafkaSettings of(Map<String, ?> config) {
        return new Reader(config).settings();
    }

    /** As a Kafka client takes them. Holds secrets: not to be logged. */
    public Map<String, Object> client() {
        return client;
    }

    /** The brokers, for messages to people. */
    public String servers() {
        return client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    @Override
    public String toString() {
        return words;
    }

    /** Reads the keys one after the other. */
    private static final class Reader {

        private final Map<String, ?> config;
        private final Map<String, Object> client = new HashMap<>();

        Reader(Map<String, ?> config) {
            this.config = config;
        }

        KafkaSettings settings() {
            String servers = servers();
            client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
            Security security = security();
            boolean tls = flag("tls", false);
            client.put(
                    CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                    security == Security.NONE ? tls ? "SSL" : "PLAINTEXT" : tls ? "SASL_SSL" : "SASL_PLAINTEXT");
            if (security != Security.NONE) {
                login(security);
            }
            if (tls) {
                tls();
            }
            String user = text("user").map(name -> ", user " + name).orElse("");
            return new KafkaSettings(
                    client, servers + ", security " + security.word() + (tls ? " with TLS" : "") + user);
        }

        private String servers() {
            String all = text(SERVERS).orElseThrow(() -> wrong(SERVERS, "is missing", "host:port,host:port"));
            List<String> each = Arrays.stream(all.split(",")).map(String::trim).toList();
            for (String server : each) {
                if (!server.matches("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):\\d{1,5}")) {
                    throw wrong(SERVERS, "has '" + server + "'", "host:port,host:port");
                }
            }
            return String.join(",", each);
        }

        private Security security() {
            String word = text(SECURITY).orElse(Security.NONE.word());
            return Arrays.stream(Security.values())
                    .filter(security -> security.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(
                            () -> wrong(SECURITY, "is '" + word + "'", "none, plain, scram-sha-256, scram-sha-512"));
        }

        private void login(Security security) {
            String user = text("user")
                    .orElseThrow(() -> wrong("user", "is missing", "the user's name, since security is on"));
            String password = secret("password")
                    .orElseThrow(() ->
                            wrong("passwordFile", "and .password are missing", "one of them, since security is on"));
            client.put(SaslConfigs.SASL_MECHANISM, security.mechanism);
            client.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    security.module + " required username=" + quoted(user) + " password=" + quoted(password) + ";");
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }

        private void tls() {
            store("trustStore", SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG)
                    .ifPresent(password -> client.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password));
            store("keyStore", SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG)
                    .ifPresent(password -> {
                        boolean pem = "PEM".equals(client.get(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG));
                        client.put(
                                pem ? SslConfigs.SSL_KEY_PASSWORD_CONFIG : SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                                password);
                    });
            if (!flag("verifyHostName", true)) {
                client.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
            }
        }

        /** Its password, when it has one. */
        private Optional<String> store(String name, String locationKey, String typeKey) {
            Optional<String> file = text(name + "File");
            if (file.isEmpty()) {
                return Optional.empty();
            }
            if (!Files.isReadable(Path.of(file.get()))) {
                throw wrong(name + "File", "names '" + file.get() + "'", "a file that can be read");
            }
            client.put(locationKey, file.get());
            client.put(typeKey, type(name + "File", file.get()));
            return secret(name + "Password");
        }

        private static String type(String key, String file) {
            String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return switch (ending) {
                case "p12", "pfx" -> "PKCS12";
                case "jks" -> "JKS";
                case "pem" -> "PEM";
                default -> throw wrong(key, "names '" + file + "'", "a file ending in .p12, .pfx, .jks or .pem");
            };
        }

        private Optional<String> secret(String name) {
            String key = name + "File";
            Optional<String> file = text(key);
            if (file.isEmpty()) {
                return text("." + name);
            }
            try {
                return Optional.of(Files.readString(Path.of(file.get())).strip());
            } catch (IOException e) {
                throw wrong(key, "names '" + file.get() + "'", "a file that can be read");
            }
        }

        private boolean flag(String key, boolean otherwise) {
            String word = text(key).orElse(Boolean.toString(otherwise));
            return switch (word) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(key, "is '" + word + "'", "true, false");
            };
        }

        private Optional<String> text(String key) {
            return Optional.ofNullable(config.get(key))
                    .map(value -> value instanceof Object[] many
                            ? join(many)
                            : value.toString().strip())
                    .filter(text -> !text.isEmpty());
        }

        private static String join(Object[] many) {
            return String.join(",", Arrays.stream(many).map(Object::toString).toList());
        }

        private static BoroughException wrong(String key, String problem, String allowed) {
            return new BoroughException("The configuration key " + key + " " + problem + "; allowed: " + allowed + ".");
        }
    }
}
