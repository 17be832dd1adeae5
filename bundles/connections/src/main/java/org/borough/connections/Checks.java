// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.connections.mapping.Mappers;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.Tls;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelInvalidException;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotUniqueException;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.ConnectionUriInvalidException;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.FilteredTopic;
import org.eclipse.ditto.connectivity.model.PayloadMapping;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.connectivity.model.Target;
import org.eclipse.ditto.connectivity.model.Topic;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.filter.QueryFilterCriteriaFactory;

/** Finds what is wrong with a connection document before anything is done with it. */
final class Checks {

    private static final Map<ConnectionType, Set<String>> SCHEMES = Map.of(
            ConnectionType.MQTT, Set.of("tcp", "ssl"),
            ConnectionType.MQTT_5, Set.of("tcp", "ssl"),
            ConnectionType.HTTP_PUSH, Set.of("http", "https"),
            ConnectionType.KAFKA, Set.of("tcp", "ssl"),
            ConnectionType.AMQP_091, Set.of("amqp", "amqps"),
            ConnectionType.AMQP_10, Set.of("amqp", "amqps"));
    private static final Set<String> SECURE = Set.of("ssl", "https", "amqps");

    private final Settings settings;
    private final Kinds kinds;
    private final QueryFilterCriteriaFactory filters = QueryFilterCriteriaFactory.modelBased(
            RqlPredicateParser.getInstance(),
            TopicPathPlaceholder.getInstance(),
            ResourcePlaceholder.getInstance(),
            TimePlaceholder.getInstance());

    Checks(Settings settings, Kinds kinds) {
        this.settings = settings;
        this.kinds = kinds;
    }

    /** Labels with the connection's id filled in. */
    static Stream<String> labels(Connection connection, Stream<AcknowledgementLabel> labels) {
        ExpressionResolver resolver = Placeholders.ofConnection(connection.getId());
        return labels.map(label -> PlaceholderFilter.apply(label.toString(), resolver));
    }

    /** Fails with Ditto's error for the first thing that is wrong. Looks up hosts, so it may take a while. */
    void check(Connection connection) {
        limits(connection);
        labels(connection);
        addresses(connection);
        scheme(connection);
        kind(connection);
        if (connection.getConnectionType() != ConnectionType.HONO) {
            host(connection.getHostname(), connection.getPort());
        }
        if (connection.getSshTunnel().isPresent() && connection.getConnectionType() == ConnectionType.KAFKA) {
            throw invalid("SSH tunneling not supported.", "SSH tunneling is not supported for connections of Kafka.");
        }
        Tls.context(connection);
        mappings(connection);
        new TypeChecks(connection, this).check();
    }

    private void limits(Connection connection) {
        atMost("sources", connection.getSources().size(), settings.maxSources());
        atMost("targets", connection.getTargets().size(), settings.maxTargets());
        Stream.concat(
                        connection.getSources().stream().map(Source::getPayloadMapping),
                        connection.getTargets().stream().map(Target::getPayloadMapping))
                .map(PayloadMapping::getMappings)
                .map(List::size)
                .forEach(number -> atMost("payload mappings", number, settings.maxMappings()));
    }

    private static void atMost(String what, int number, int most) {
        if (number > most) {
            throw invalid(
                    "The connection has too many " + what + ".",
                    "There are " + number + " " + what + " where " + most + " are allowed.");
        }
    }

    private static void labels(Connection connection) {
        String prefix = connection.getId() + ":";
        List<String> issued = labels(
                        connection,
                        connection.getTargets().stream()
                                .flatMap(target -> target.getIssuedAcknowledgementLabel().stream()))
                .toList();
        Stream<String> declared = labels(
                connection,
                connection.getSources().stream().flatMap(source -> source.getDeclaredAcknowledgementLabels().stream()));
        Stream.concat(
                        declared,
                        issued.stream()
                                .filter(label -> !label.equals(DittoAcknowledgementLabel.LIVE_RESPONSE.toString())))
                .filter(label -> !label.startsWith(prefix))
                .findFirst()
                .ifPresent(label -> {
                    throw AcknowledgementLabelInvalidException.of(
                            label,
                            "Acknowledgement labels of a connection must have the form " + prefix + "<suffix>.",
                            null,
                            DittoHeaders.empty());
                });
        if (Set.copyOf(issued).size() < issued.size()) {
            throw AcknowledgementLabelNotUniqueException.newBuilder()
                    .message("Two targets of the connection issue the same acknowledgement label.")
                    .description("Choose a label of its own for each target.")
                    .build();
        }
    }

    private void addresses(Connection connection) {
        for (Source source : connection.getSources()) {
            if (source.getAddresses().isEmpty() || source.getAddresses().contains("")) {
                throw invalid("A source has no address.", "Give each source at least one address.");
            }
            source.getHeaderMapping().getMapping().values().forEach(Checks::template);
            source.getReplyTarget().ifPresent(reply -> {
                template(reply.getAddress());
                reply.getHeaderMapping().getMapping().values().forEach(Checks::template);
            });
        }
        for (Target target : connection.getTargets()) {
            if (target.getAddress().isEmpty()) {
                throw invalid("A target has no address.", "Give each target an address.");
            }
            template(target.getAddress());
            target.getHeaderMapping().getMapping().values().forEach(Checks::template);
            target.getTopics().forEach(topic -> topic(connection, topic));
        }
    }

    private void topic(Connection connection, FilteredTopic topic) {
        topic.getFilter().ifPresent(filter -> filters.filterCriteria(filter, DittoHeaders.empty()));
        if (topic.getTopic() == Topic.CONNECTION_ANNOUNCEMENTS && connection.getClientCount() > 1) {
            throw invalid(
                    "Connection announcements can only be used with client count 1.",
                    "Set clientCount to 1 or remove the topic "
                            + topic.getTopic().getName() + ".");
        }
    }

    /** Checks that a text uses only placeholders and functions that there are. */
    static void template(String text) {
        try {
            PlaceholderFilter.validate(text, Placeholders.all());
        } catch (DittoRuntimeException e) {
            throw invalid(e.getMessage(), e.getDescription().orElse("Check the spelling of the placeholder."));
        }
    }

    private static void scheme(Connection connection) {
        Set<String> schemes = SCHEMES.getOrDefault(connection.getConnectionType(), Set.of());
        String scheme = connection.getProtocol();
        if (!schemes.isEmpty() && !schemes.contains(scheme)) {
            throw ConnectionUriInvalidException.newBuilder(Secrets.hideUri(connection.getUri()))
                    .message("The URI scheme '" + scheme + "' is not valid for "
                            + connection.getConnectionType().getName() + ".")
                    .description("Accepted URI schemes are: "
                            + String.join(", ", schemes.stream().sorted().toList()))
                    .build();
        }
        if (!SECURE.contains(scheme) && connection.getTrustedCertificates().isPresent()) {
            throw ConnectionUriInvalidException.newBuilder(Secrets.hideUri(connection.getUri()))
                    .message("The connection has trusted certificates configured but uses an insecure protocol.")
                    .description("Either switch to a secure protocol or remove the trusted certificates.")
                    .build();
        }
    }

    /** Kinds that this city does not speak are stored as long as nobody wants them open. */
    private void kind(Connection connection) {
        boolean open = connection.getConnectionStatus() == ConnectivityStatus.OPEN;
        if (open) {
            kinds.refusal(connection).ifPresent(why -> {
                throw invalid(why, "Store it with the status 'closed', or use MQTT or HTTP push.");
            });
        }
    }

    void host(String host, int port) {
        settings.hosts().refusal(host, port).ifPresent(why -> {
            throw invalid(
                    why, "If the city trusts it, an operator may name it in allowedHosts in " + Settings.PID + ".cfg.");
        });
    }

    private void mappings(Connection connection) {
        try {
            new Mappers(connection, settings.scripts());
        } catch (DittoRuntimeException e) {
            throw invalid(e.getMessage(), e.getDescription().orElse("Check the options of the mapping."));
        }
    }

    static ConnectionConfigurationInvalidException invalid(String message, String description) {
        return ConnectionConfigurationInvalidException.newBuilder(message)
                .description(description)
                .build();
    }
}
