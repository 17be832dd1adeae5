// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.MappingContext;
import org.eclipse.ditto.connectivity.model.MessageMapperConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.PayloadMapping;

/** The mappers of one connection, by the names that its sources and targets use. */
public final class Mappers {

    private static final String LEGACY = "org.eclipse.ditto.connectivity.service.mapping.";
    private static final String BLOCKED_TYPES = "content-type-blocklist";
    private static final Set<String> NOTIFICATIONS = Set.of(
            "application/vnd.eclipse-hono-empty-notification",
            "application/vnd.eclipse-hono-device-provisioning-notification",
            "application/vnd.eclipse-hono-dc-notification+json");
    /** They live from notifications whose payload says nothing. */
    private static final Set<String> OF_HEADERS = Set.of("ConnectionStatus", "ImplicitThingCreation");

    private static final Map<String, String> LEGACY_NAMES = Map.of(
            LEGACY + "DittoMessageMapper", "Ditto",
            LEGACY + "CloudEventsMapper", "CloudEvents",
            LEGACY + "NormalizedMessageMapper", "Normalized",
            LEGACY + "ConnectionStatusMessageMapper", "ConnectionStatus",
            LEGACY + "RawMessageMapper", "RawMessage",
            LEGACY + "javascript.JavaScriptMessageMapperRhino", "JavaScript");

    private final Connection connection;
    private final Map<String, Function<Options, Mapper>> engines;
    private final Map<String, Mapper> byName = new HashMap<>();

    /**
     * Makes the mappers of all definitions and of all names in use.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if one of them cannot be made
     */
    public Mappers(Connection connection, ScriptLimits limits) {
        this.connection = connection;
        engines = Map.of(
                "Ditto", options -> new DittoMapper(),
                "CloudEvents", options -> new CloudEventsMapper(),
                "Normalized", NormalizedMapper::new,
                "RawMessage", RawMessageMapper::new,
                "ConnectionStatus", ConnectionStatusMapper::new,
                "ImplicitThingCreation", ImplicitThingCreationMapper::new,
                "UpdateTwinWithLiveResponse", UpdateTwinWithLiveResponseMapper::new,
                "JavaScript", options -> new ScriptMapper(options, limits));
        connection
                .getPayloadMappingDefinition()
                .getDefinitions()
                .forEach((name, context) -> byName.put(name, make(context)));
        connection.getSources().forEach(source -> of(source.getPayloadMapping()));
        connection.getTargets().forEach(target -> of(target.getPayloadMapping()));
    }

    private Mapper make(MappingContext context) {
        Options options = new Options(context.getOptionsAsJson());
        String engine = engine(context.getMappingEngine());
        return new Conditional(
                mapper(engine, options),
                connection.getId(),
                context.getIncomingConditions().values(),
                context.getOutgoingConditions().values(),
                blockedTypes(engine, options));
    }

    private static String engine(String name) {
        return LEGACY_NAMES.getOrDefault(name, name);
    }

    private static Set<String> blockedTypes(String engine, Options options) {
        if (OF_HEADERS.contains(engine)) {
            return Set.of();
        }
        return options.text(BLOCKED_TYPES)
                .map(text -> Set.of(text.split("\\s*,\\s*")))
                .orElse(NOTIFICATIONS);
    }

    private Mapper mapper(String engine, Options options) {
        return Optional.ofNullable(engines.get(engine))
                .orElseThrow(() -> unknown(
                        engine,
                        "The known mapping engines are: "
                                + engines.keySet().stream().sorted().toList()))
                .apply(options);
    }

    private static MessageMapperConfigurationInvalidException unknown(String name, String description) {
        return MessageMapperConfigurationInvalidException.newBuilder(name)
                .message("The mapper <" + name + "> could not be loaded.")
                .description(description)
                .build();
    }

    /** The mappers that a source or target names, in their order; Ditto's own when it names none. */
    public List<Mapper> of(PayloadMapping mapping) {
        List<String> names = mapping.getMappings().isEmpty() ? List.of("Ditto") : mapping.getMappings();
        return names.stream().map(this::named).toList();
    }

    private Mapper named(String name) {
        Mapper known = byName.get(name);
        if (known == null) {
            String engine = engine(name);
            known = new Conditional(
                    mapper(engine, Options.NONE),
                    connection.getId(),
                    List.of(),
                    List.of(),
                    blockedTypes(engine, Options.NONE));
            byName.put(name, known);
        }
        return known;
    }
}
