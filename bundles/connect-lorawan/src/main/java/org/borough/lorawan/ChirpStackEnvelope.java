// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.List;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.connect.EnvelopeFor;
import org.borough.connect.Message;
import org.borough.connect.Registrations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Messages of ChirpStack v4. */
@Component
@EnvelopeFor(format = "chirpstack-v4")
public final class ChirpStackEnvelope implements Envelope {

    private final NetworkServer server;

    /** Looks devices up in the registry. */
    @Activate
    public ChirpStackEnvelope(@Reference Registrations registrations) {
        this.server = new NetworkServer(new ChirpStack(), registrations);
    }

    @Override
    public List<Message> open(Message message) {
        return server.open(message);
    }

    @Override
    public DownlinkMessage wrap(DownlinkMessage message) {
        return server.wrap(message);
    }
}
