// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.connectivity.model.Source;

/** Sends the answers to what came by one source over another connection, where the message or the source wants that. */
final class Diversion {

    private static final String SOURCE = "is-diversion-source";
    private static final String TARGET = "is-diversion-target";
    private static final String AUTHORIZED = "authorized-connections-as-sources";
    private static final String PRESERVE = "preserve-normal-response-via-source";
    private static final String USUAL_TYPES = "response,error";

    private final Connection connection;
    private final Source source;
    private final Monitor monitor;
    private final Function<String, Optional<Line>> lines;

    Diversion(Connection connection, Source source, Monitor monitor, Function<String, Optional<Line>> lines) {
        this.connection = connection;
        this.source = source;
        this.monitor = monitor;
        this.lines = lines;
    }

    /** Sends an answer elsewhere if it is to go there; whether it is to go nowhere else. */
    boolean takes(CommandResponse<?> response, DittoHeaders command) {
        Optional<String> to = Optional.ofNullable(
                        command.get(DittoHeaderDefinition.DIVERT_RESPONSE_TO_CONNECTION.getKey()))
                .filter(id -> !id.isBlank());
        if (to.isEmpty() || !flag(connection, SOURCE) || !isOfType(response, command)) {
            return false;
        }
        DittoHeaders headers = response.getDittoHeaders().toBuilder()
                .putHeader(
                        DittoHeaderDefinition.DIVERTED_RESPONSE_FROM_CONNECTION.getKey(),
                        connection.getId().toString())
                .build();
        boolean taken = lines.apply(to.get())
                .filter(line -> line.takeDiverted(
                        connection.getId(), source.getIndex(), response.setDittoHeaders(headers), command))
                .isPresent();
        Step step = new Step(
                LogCategory.RESPONSE,
                LogType.DISPATCHED,
                source.getAddresses().iterator().next(),
                headers.getCorrelationId().orElse("n/a"),
                Optional.empty(),
                "The answer was diverted to the connection " + to.get() + ".");
        monitor.note(
                step,
                taken
                        ? Optional.empty()
                        : Optional.of("The answer is dropped: the connection " + to.get()
                                + " is not open, or takes no answers of this connection."));
        return !flag(connection, PRESERVE);
    }

    private static boolean isOfType(CommandResponse<?> response, DittoHeaders command) {
        String types = command.getOrDefault(DittoHeaderDefinition.DIVERT_EXPECTED_RESPONSE_TYPES.getKey(), USUAL_TYPES);
        return names(types).contains(response.getResponseType().getName());
    }

    private static Set<String> names(String list) {
        // Headers that are lists may come as JSON arrays.
        return Arrays.stream(list.split("[\\[\\]\",\\s]+")).collect(Collectors.toSet());
    }

    private static boolean flag(Connection connection, String name) {
        return Boolean.parseBoolean(connection.getSpecificConfig().get(name));
    }

    /** Whether a connection takes the answers of another one. */
    static boolean isAuthorized(Connection target, CharSequence from) {
        return flag(target, TARGET)
                && names(target.getSpecificConfig().getOrDefault(AUTHORIZED, ""))
                        .contains(from.toString());
    }
}
