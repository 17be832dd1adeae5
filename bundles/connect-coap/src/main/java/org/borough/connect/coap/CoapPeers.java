// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.endpoint.Ports;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All DTLS associations, and how they are. Outlives the port, so that it can say why it is closed. */
@Component(
        service = {CoapPeers.class, Health.class, RegistrationListener.class},
        immediate = true)
public final class CoapPeers implements Health, RegistrationListener {

    private final Ports ports = new Ports(CoapPortConfig.PID);
    private final Set<DtlsPort> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong revision = new AtomicLong();
    private final AtomicLong associations = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private volatile String certificates = "";

    @Activate
    public CoapPeers() {}

    @Override
    public String subject() {
        return "connect-coap";
    }

    @Override
    public Status status() {
        return ports.status(() -> "DTLS associations: " + associations + " open; requests: " + accepted + " accepted, "
                + refused + " refused; messages: " + kept + " kept, " + notKept + " not kept; " + certificates + ".");
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        if (!stillAdmitted) {
            revision.incrementAndGet();
            open.forEach(port -> port.expel(peer -> peer.isOf(device)));
        }
    }

    Ports ports() {
        return ports;
    }

    /** Grows when a device loses its admission: what was proven before must be proven again. */
    long revision() {
        return revision.get();
    }

    long associations() {
        return associations.get();
    }

    void opened(DtlsPort port) {
        open.add(port);
    }

    void closed(DtlsPort port) {
        open.remove(port);
    }

    void established() {
        associations.incrementAndGet();
    }

    void removed() {
        associations.decrementAndGet();
    }

    void answered(boolean success) {
        (success ? accepted : refused).increment();
    }

    void ended(Acknowledgement end) {
        (end instanceof Acknowledgement.Refused ? notKept : kept).increment();
    }

    /** Whether devices may show certificates, in words. */
    void certificates(String words) {
        certificates = words;
    }
}
