// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;

/** A plain-text message by which a WebSocket client says what it wants to be sent. */
record StreamControl(String name, Query query) {

    private static final String START = "START-SEND-";
    private static final String STOP = "STOP-SEND-";
    private static final List<String> STREAMS =
            List.of("EVENTS", "MESSAGES", "LIVE-COMMANDS", "LIVE-EVENTS", "POLICY-ANNOUNCEMENTS");
    private static final String TOKEN = "JWT-TOKEN";

    /** The control message in a text, or null if it is none. */
    static StreamControl parse(String text) {
        if (!text.startsWith(START) && !text.startsWith(STOP) && !text.startsWith(TOKEN)) {
            return null;
        }
        int question = text.indexOf('?');
        String name = question < 0 ? text : text.substring(0, question);
        boolean known = name.equals(TOKEN)
                || STREAMS.stream().anyMatch(stream -> name.equals(START + stream) || name.equals(STOP + stream));
        return known ? new StreamControl(name, Query.parse(question < 0 ? "" : text.substring(question + 1))) : null;
    }

    boolean isOfEvents() {
        return name.equals(START + "EVENTS") || name.equals(STOP + "EVENTS");
    }

    boolean starts() {
        return name.startsWith(START);
    }

    String acknowledgement() {
        return name + ":ACK";
    }

    RuntimeException unsupported() {
        return UnsupportedSignalException.newBuilder(name)
                .message("This server does not offer '" + name + "'.")
                .description("Use START-SEND-EVENTS and STOP-SEND-EVENTS.")
                .build();
    }
}
