// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.ProtocolFactory;

/** Messages that are written in Ditto's protocol already. */
final class DittoMapper implements Mapper {

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        return List.of(read(message, message.text()));
    }

    static Adaptable read(External message, String text) {
        if (text.isEmpty()) {
            throw MessageMappingFailedException.newBuilder(message.contentType().orElse(""))
                    .description("The payload is empty; send a message of Ditto's protocol.")
                    .build();
        }
        return DittoJsonException.wrapJsonRuntimeException(
                () -> ProtocolFactory.jsonifiableAdaptableFromJson(JsonFactory.newObject(text)));
    }

    @Override
    public List<External> out(Adaptable signal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(External.CONTENT_TYPE, External.DITTO);
        signal.getDittoHeaders().getCorrelationId().ifPresent(id -> headers.put("correlation-id", id));
        return List.of(External.ofText(headers, text(signal)));
    }

    static String text(Adaptable signal) {
        return ProtocolFactory.wrapAsJsonifiableAdaptable(signal).toJsonString();
    }
}
