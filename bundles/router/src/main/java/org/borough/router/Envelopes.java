// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.borough.thing.BoroughException;

/** The formats of network servers that can be read and written now. */
final class Envelopes {

    private final Map<String, Envelope> byFormat = new ConcurrentHashMap<>();

    void add(String format, Envelope envelope) {
        byFormat.put(format, envelope);
    }

    void remove(String format, Envelope envelope) {
        byFormat.remove(format, envelope);
    }

    boolean knows(String format) {
        return byFormat.containsKey(format);
    }

    /** The messages inside; what the gateway's own registration added to the outer one is not theirs. */
    List<Message> open(String format, Message message) {
        List<Message> inside = new ArrayList<>();
        for (Message inner : find(format).open(message)) {
            inner.device().thing();
            inside.add(own(message, inner));
        }
        return inside;
    }

    private static Message own(Message outer, Message inner) {
        Map<String, String> properties = new HashMap<>(inner.properties());
        properties.remove(Message.ENVELOPE);
        outer.property(Message.ADAPTER).ifPresent(adapter -> properties.remove(Message.ADAPTER, adapter));
        String gateway = inner.gateway().isEmpty() ? outer.device().id() : inner.gateway();
        return new Message(
                inner.device(),
                gateway,
                inner.endpoint(),
                inner.qos(),
                inner.contentType(),
                properties,
                inner.payload(),
                inner.receivedAt());
    }

    DownlinkMessage wrap(String format, DownlinkMessage message) {
        return find(format).wrap(message);
    }

    private Envelope find(String format) {
        Envelope envelope = byFormat.get(format);
        if (envelope == null) {
            throw new BoroughException("nobody reads the envelope '" + format + "'; install the bundle that does.");
        }
        return envelope;
    }
}
