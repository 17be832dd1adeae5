// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;

/** Messages of Ditto's protocol that come as the data of CloudEvents 1.0, binary or structured. */
final class CloudEventsMapper implements Mapper {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final List<String> REQUIRED = List.of("id", "source", "type", "specversion");

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        return switch (message.contentType().orElse("")) {
            case External.DITTO -> List.of(binary(message));
            case STRUCTURED -> List.of(structured(message));
            default -> List.of();
        };
    }

    private static Adaptable binary(External message) {
        if (!REQUIRED.stream().allMatch(name -> message.headers().containsKey("ce-" + name))) {
            throw noCloudEvent(message);
        }
        return DittoMapper.read(message, message.text());
    }

    private static Adaptable structured(External message) {
        JsonObject event = JsonFactory.newObject(message.text());
        Optional<String> data = event.getValue("data_base64")
                .map(JsonValue::asString)
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
                .or(() -> event.getValue("data").map(JsonValue::toString));
        if (!REQUIRED.stream().allMatch(event::contains) || data.isEmpty()) {
            throw noCloudEvent(message);
        }
        return DittoMapper.read(message, data.get());
    }

    private static MessageMappingFailedException noCloudEvent(External message) {
        return MessageMappingFailedException.newBuilder(message.contentType().orElse(""))
                .description("This is not a CloudEvent.")
                .build();
    }

    @Override
    public List<External> out(Adaptable signal) {
        JsonObject event = JsonObject.newBuilder()
                .set("data", JsonFactory.newObject(DittoMapper.text(signal)))
                .set("specversion", "1.0")
                .set("id", UUID.randomUUID().toString())
                .set("source", "org.eclipse.ditto")
                .set("type", "org.eclipse.ditto.outbound")
                .build();
        return List.of(External.ofText(Map.of(External.CONTENT_TYPE, STRUCTURED), event.toString()));
    }
}
