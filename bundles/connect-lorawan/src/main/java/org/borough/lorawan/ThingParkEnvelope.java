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

/** Messages of Actility's ThingPark. */
@Component
@EnvelopeFor(format = "thingpark")
public final class ThingParkEnvelope implements Envelope {

    private final NetworkServer server;

    /** Looks devices up in the registry. */
    @Activate
    public ThingParkEnvelope(@Reference Registrations registrations) {
        this.server = new NetworkServer(new ThingPark(), registrations);
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
