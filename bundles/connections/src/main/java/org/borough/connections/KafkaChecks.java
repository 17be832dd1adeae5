// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.ditto.connectivity.model.Connection;

/** What is checked of Kafka connections, also while this city does not speak Kafka. */
final class KafkaChecks {

    private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final List<String> RESETS = List.of("earliest", "latest");
    private static final int LONGEST_TOPIC = 249;

    private final Connection connection;
    private final Map<String, String> config;

    private KafkaChecks(Connection connection) {
        this.connection = connection;
        this.config = connection.getSpecificConfig();
    }

    /** Fails with Ditto's error for the first thing that is wrong; hosts are shown to whoever knows about them. */
    static void check(Connection connection, BiConsumer<String, Integer> hosts) {
        KafkaChecks checks = new KafkaChecks(connection);
        checks.servers(hosts);
        checks.mechanism();
        if (!connection.getSources().isEmpty()) {
            checks.group();
            checks.offsetReset();
        }
        connection.getSources().forEach(source -> {
            source.getAddresses().forEach(KafkaChecks::topic);
            source.getQos().filter(qos -> qos < 0 || qos > 1).ifPresent(qos -> {
                throw Checks.invalid(
                        "Invalid value '" + qos + "' for configuration 'qos' in a source.",
                        "Give qos as 0 (at most once) or 1 (at least once).");
            });
            source.getReplyTarget().ifPresent(reply -> target(reply.getAddress()));
        });
        connection.getTargets().forEach(target -> target(target.getAddress()));
    }

    private void servers(BiConsumer<String, Integer> hosts) {
        String servers = config.getOrDefault("bootstrapServers", "");
        if (servers.isBlank()) {
            throw Checks.invalid(
                    "The property 'bootstrapServers' is missing in specificConfig.",
                    "Give the addresses of the brokers as host:port, separated by commas.");
        }
        for (String server : servers.split(",")) {
            String trimmed = server.trim();
            int colon = trimmed.lastIndexOf(':');
            if (colon < 1 || !trimmed.substring(colon + 1).matches("\\d{1,5}")) {
                throw Checks.invalid(
                        "The value '" + trimmed + "' in 'bootstrapServers' is not valid.", "Write it as host:port.");
            }
            hosts.accept(trimmed.substring(0, colon), Integer.parseInt(trimmed.substring(colon + 1)));
        }
    }

    private void mechanism() {
        allowed("saslMechanism", Optional.ofNullable(config.get("saslMechanism")), MECHANISMS);
    }

    private void offsetReset() {
        allowed("consumerOffsetReset", Optional.ofNullable(config.get("consumerOffsetReset")), RESETS);
    }

    private static void allowed(String name, Optional<String> given, List<String> values) {
        given.filter(value -> values.stream().noneMatch(value::equalsIgnoreCase))
                .ifPresent(value -> {
                    throw Checks.invalid(
                            "The value '" + value + "' of '" + name + "' is not valid.",
                            "Allowed are: " + String.join(", ", values).toLowerCase(Locale.ROOT) + ".");
                });
    }

    private void group() {
        Optional.ofNullable(config.get("groupId"))
                .filter(group ->
                        !group.replaceAll("\\{\\{\\s*connection:id\\s*}}", "1").matches("[a-zA-Z0-9._\\-]+"))
                .ifPresent(group -> {
                    throw Checks.invalid(
                            "The value '" + group + "' of 'groupId' is not valid.",
                            "Allowed are the characters a-z, A-Z, 0-9, '.', '_', '-' and {{ connection:id }}.");
                });
    }

    private static void target(String address) {
        String fixed = address.replaceAll("\\{\\{.*?}}", "1");
        int key = fixed.indexOf('/');
        int partition = fixed.indexOf('#');
        if (key > 0) {
            topic(fixed.substring(0, key));
            notEmpty("key", fixed.substring(key + 1));
        } else if (partition > 0) {
            topic(fixed.substring(0, partition));
            String number = fixed.substring(partition + 1);
            notEmpty("partition", number);
            if (!number.matches("\\d{1,9}")) {
                throw Checks.invalid(
                        "Can not parse partition number from " + number + ".",
                        "Write the address as topic, topic/key or topic#partition.");
            }
        } else {
            topic(fixed);
        }
    }

    private static void notEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw Checks.invalid(
                    "The provided " + what + " in your target address may not be empty.",
                    "Write the address as topic, topic/key or topic#partition.");
        }
    }

    private static void topic(String address) {
        String topic = address.replaceAll("\\{\\{.*?}}", "1");
        boolean fine = topic.matches("[a-zA-Z0-9._\\-]{1," + LONGEST_TOPIC + "}") && !topic.matches("\\.{1,2}");
        if (!fine) {
            throw Checks.invalid(
                    "The provided topic '" + address + "' is not valid.",
                    "A topic has 1 to " + LONGEST_TOPIC + " of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
        }
    }
}
