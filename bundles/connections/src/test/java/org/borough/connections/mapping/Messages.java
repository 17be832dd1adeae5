// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.ProtocolFactory;

/** What the tests of mappers put in and look at. */
final class Messages {

    static final AuthorizationContext WHO = AuthorizationContext.newInstance(
            DittoAuthorizationContextType.UNSPECIFIED, AuthorizationSubject.newInstance("integration:city:meters"));

    private Messages() {}

    static Options options(String json) {
        return new Options(JsonObject.of(json));
    }

    static External message(Map<String, String> headers, String text) {
        return External.ofText(headers, text);
    }

    static Adaptable signal(String json) {
        return ProtocolFactory.jsonifiableAdaptableFromJson(JsonObject.of(json));
    }

    static JsonObject json(External message) {
        return JsonObject.of(message.text());
    }

    static JsonValue at(JsonObject object, String pointer) {
        return object.getValue(JsonPointer.of(pointer)).orElse(JsonFactory.nullLiteral());
    }
}
