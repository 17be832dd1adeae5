// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.Map;
import java.util.Optional;
import org.borough.connections.http.HttpAddress;
import org.borough.connections.http.Signers;
import org.borough.connections.mqtt.MqttRules;
import org.borough.connections.placeholder.Placeholders;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.Enforcement;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.connectivity.model.Target;
import org.eclipse.ditto.placeholders.PlaceholderFilter;

/** What is checked of connections of one kind only. */
final class TypeChecks {

    private final Connection connection;
    private final Map<String, String> config;
    private final Checks checks;

    TypeChecks(Connection connection, Checks checks) {
        this.connection = connection;
        this.config = connection.getSpecificConfig();
        this.checks = checks;
    }

    void check() {
        connection.getSources().forEach(source -> source.getEnforcement().ifPresent(TypeChecks::enforcement));
        switch (connection.getConnectionType()) {
            case MQTT, MQTT_5 -> mqtt();
            case HTTP_PUSH -> http();
            case KAFKA -> kafka();
            default -> {
                // Other kinds are only kept.
            }
        }
    }

    private static void enforcement(Enforcement enforcement) {
        try {
            PlaceholderFilter.validate(enforcement.getInput(), Placeholders.ofEnforcementInput());
            enforcement
                    .getFilters()
                    .forEach(filter -> PlaceholderFilter.validate(filter, Placeholders.ofEnforcementFilters()));
        } catch (DittoRuntimeException e) {
            throw Checks.invalid(
                    "The enforcement of a source is not valid: " + e.getMessage(),
                    "Its input knows header and source:address; its filters know thing, policy, entity and feature.");
        }
    }

    private void mqtt() {
        for (Source source : connection.getSources()) {
            qos("source", source.getQos());
            source.getAddresses().forEach(address -> mqttTopic(address, MqttRules.filterFault(address)));
        }
        for (Target target : connection.getTargets()) {
            qos("target", target.getQos());
            mqttTopic(target.getAddress(), MqttRules.topicFault(target.getAddress()));
        }
        MqttRules.configFault(config).ifPresent(fault -> {
            throw Checks.invalid(fault, "Correct it in specificConfig.");
        });
    }

    private static void qos(String where, Optional<Integer> qos) {
        if (qos.isEmpty()) {
            throw Checks.invalid("Each MQTT " + where + " must have a QoS value.", "Give qos as 0, 1 or 2.");
        }
        if (qos.get() < 0 || qos.get() > 2) {
            throw Checks.invalid(
                    "Invalid value '" + qos.get() + "' for configuration 'qos' in a " + where + ".",
                    "Give qos as 0, 1 or 2.");
        }
    }

    private static void mqttTopic(String address, Optional<String> fault) {
        fault.ifPresent(why -> {
            throw Checks.invalid("The provided topic '" + address + "' is not valid: " + why, "Correct the address.");
        });
    }

    private void http() {
        if (!connection.getSources().isEmpty()) {
            throw Checks.invalid(
                    "A connection of type '" + connection.getConnectionType().getName() + "' may not have any source.",
                    "Remove the sources.");
        }
        connection.getTargets().forEach(target -> HttpAddress.of(target.getAddress()));
        positive("parallelism");
        connection.getCredentials().ifPresent(credentials -> Signers.check(credentials, checks::host));
    }

    private void kafka() {
        KafkaChecks.check(connection, checks::host);
    }

    private void positive(String name) {
        String text = config.get(name);
        boolean fine = text == null || text.matches("[1-9]\\d{0,3}");
        if (!fine) {
            throw Checks.invalid(
                    "The configured value '" + text + "' of '" + name + "' is invalid.",
                    "It must be a positive integer.");
        }
    }
}
