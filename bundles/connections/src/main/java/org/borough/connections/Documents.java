// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.function.Supplier;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionIdNotExplicitlySettableException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;

/** Reads connection documents as requests bring them. */
final class Documents {

    private static final String ID = "id";
    private static final String STATUS = "connectionStatus";

    private static final int LONGEST_COMPLAINT = 600;

    private Documents() {}

    static JsonObject read(String body) {
        try {
            return wrapped(() -> JsonFactory.newObject(body));
        } catch (DittoJsonException wordy) {
            throw brief(wordy);
        }
    }

    /** The parser repeats all of what it does not understand. */
    private static DittoJsonException brief(DittoJsonException wordy) {
        String message = wordy.getMessage();
        return message.length() <= LONGEST_COMPLAINT
                ? wordy
                : new DittoJsonException(JsonParseException.newBuilder()
                        .message(message.substring(0, LONGEST_COMPLAINT) + "…")
                        .build());
    }

    static Connection parse(JsonObject document) {
        return wrapped(() -> ConnectivityModelFactory.connectionFromJson(document));
    }

    private static <T> T wrapped(Supplier<T> reading) {
        return DittoJsonException.wrapJsonRuntimeException(reading);
    }

    /** A new connection, whose id is not the caller's to choose. */
    static Connection create(JsonObject document) {
        if (document.contains(ID)) {
            throw ConnectionIdNotExplicitlySettableException.newBuilder().build();
        }
        JsonObject named = document.setValue(ID, ConnectionId.generateRandom().toString());
        return parse(named.contains(STATUS) ? named : named.setValue(STATUS, ConnectivityStatus.UNKNOWN.getName()));
    }

    /** A connection under a given id. */
    static Connection put(ConnectionId id, JsonObject document) {
        boolean other = document.getValue(ID)
                .filter(given -> !given.equals(JsonValue.of(id.toString())))
                .isPresent();
        if (other) {
            throw ConnectionIdNotExplicitlySettableException.newBuilder().build();
        }
        return parse(document.setValue(ID, id.toString()));
    }

    /** A connection that is only tried out, under an id that no other has. */
    static Connection trial(JsonObject document) {
        String id = ConnectionId.generateRandom() + "-dry-run";
        String text = document.getValue(ID)
                .filter(JsonValue::isString)
                .map(old -> document.toString().replace(old.asString(), id))
                .orElseGet(() -> document.setValue(ID, id).toString());
        return parse(read(text));
    }
}
