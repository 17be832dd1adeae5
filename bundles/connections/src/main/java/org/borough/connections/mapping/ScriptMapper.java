// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.connectivity.model.MessageMapperConfigurationFailedException;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.ProtocolFactory;

/** Messages and signals as the scripts of a connection translate them. */
final class ScriptMapper implements Mapper {

    private final DittoMapper ditto = new DittoMapper();
    private final Optional<Sandbox> incoming;
    private final Optional<Sandbox> outgoing;

    ScriptMapper(Options options, ScriptLimits limits) {
        if (options.flag("loadBytebufferJS", false) || options.flag("loadLongJS", false)) {
            throw MessageMapperConfigurationFailedException.newBuilder(
                            "loadBytebufferJS and loadLongJS are not supported.")
                    .description("Read bytes with DataView or Uint8Array, or put the library into the script itself.")
                    .build();
        }
        incoming = options.text("incomingScript").map(script -> compile(script, limits));
        outgoing = options.text("outgoingScript").map(script -> compile(script, limits));
    }

    private static Sandbox compile(String script, ScriptLimits limits) {
        if (script.getBytes(StandardCharsets.UTF_8).length > limits.maxBytes()) {
            throw MessageMapperConfigurationFailedException.newBuilder(
                            "The script is larger than " + limits.maxBytes() + " bytes.")
                    .description("Shorten it, or raise maxScriptBytes in org.borough.connections.cfg.")
                    .build();
        }
        try {
            return new Sandbox(script, limits);
        } catch (ScriptFailedException e) {
            throw MessageMapperConfigurationFailedException.newBuilder(e.getMessage())
                    .build();
        }
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        if (incoming.isEmpty()) {
            return ditto.in(message, who);
        }
        try {
            return incoming.get().toDitto(message).map(ScriptMapper::adaptables).orElse(List.of());
        } catch (ScriptFailedException e) {
            throw failed(message.contentType().orElse(""), e);
        }
    }

    private static List<Adaptable> adaptables(String json) {
        JsonValue result = DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.readFrom(json));
        List<Adaptable> adaptables = new ArrayList<>();
        for (JsonValue each : result.isArray()
                ? result.asArray()
                : JsonFactory.newArrayBuilder().add(result).build()) {
            if (!each.isNull()) {
                adaptables.add(DittoJsonException.wrapJsonRuntimeException(
                        () -> ProtocolFactory.jsonifiableAdaptableFromJson(each.asObject())));
            }
        }
        return adaptables;
    }

    @Override
    public List<External> out(Adaptable signal) {
        if (outgoing.isEmpty()) {
            return ditto.out(signal);
        }
        try {
            List<External> messages = new ArrayList<>();
            for (Sandbox.Outer outer : outgoing.get().fromDitto(DittoMapper.text(signal))) {
                messages.add(external(outer));
            }
            return messages;
        } catch (ScriptFailedException e) {
            throw failed(External.DITTO, e);
        }
    }

    private static External external(Sandbox.Outer outer) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonObject given = outer.headers().map(JsonFactory::newObject).orElse(JsonObject.empty());
        given.forEach(field -> headers.put(field.getKeyName(), field.getValue().formatAsString()));
        outer.contentType().ifPresent(type -> {
            headers.keySet().removeIf(External.CONTENT_TYPE::equalsIgnoreCase);
            headers.put(External.CONTENT_TYPE, type);
        });
        return new External(headers, outer.payload());
    }

    private static MessageMappingFailedException failed(String contentType, ScriptFailedException e) {
        return MessageMappingFailedException.newBuilder(contentType)
                .description(e.getMessage())
                .build();
    }
}
