// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Map;
import java.util.Set;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;

/** A plain-text message by which a WebSocket client says what it wants to be sent. */
record StreamControl(String name, boolean starts, SignalKind kind, Query query) {

    private static final String START = "START-SEND-";
    private static final String STOP = "STOP-SEND-";
    private static final Map<String, SignalKind> KINDS = Map.of(
            "EVENTS", SignalKind.TWIN_EVENTS,
            "MESSAGES", SignalKind.MESSAGES,
            "LIVE-COMMANDS", SignalKind.LIVE_COMMANDS,
            "LIVE-EVENTS", SignalKind.LIVE_EVENTS,
            "POLICY-ANNOUNCEMENTS", SignalKind.POLICY_ANNOUNCEMENTS);

    /** The control message in a text, or null if it is none. */
    static StreamControl parse(String text) {
        boolean starts = text.startsWith(START);
        if (!starts && !text.startsWith(STOP)) {
            return null;
        }
        int question = text.indexOf('?');
        String name = (question < 0 ? text : text.substring(0, question)).trim();
        SignalKind kind = KINDS.get(name.substring(starts ? START.length() : STOP.length()));
        return kind == null
                ? null
                : new StreamControl(name, starts, kind, Query.parse(question < 0 ? "" : text.substring(question + 1)));
    }

    SignalFilter filter() {
        return new SignalFilter(
                Set.copyOf(query.list("namespaces")),
                query.get("filter").orElse(""),
                query.get("extraFields").orElse(""));
    }

    String acknowledgement() {
        return name + ":ACK";
    }
}
