// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.endpoint.ConnectionTable;
import org.borough.endpoint.Ports;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All connections with and without TLS, and how they are. Outlives the ports, so that it can say why one is closed. */
@Component(
        service = {HttpConnections.class, Health.class, RegistrationListener.class},
        immediate = true)
public final class HttpConnections implements Health, RegistrationListener {

    private static final int FIRST_ERROR = 400;

    private final ConnectionTable table = new ConnectionTable();
    private final Ports ports = new Ports(HttpConfig.PID);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private final LongAdder defects = new LongAdder();

    @Activate
    public HttpConnections() {}

    @Override
    public String subject() {
        return "connect-http";
    }

    @Override
    public Status status() {
        return ports.status(() -> "connections: " + table.size() + " open; requests: " + accepted + " accepted, "
                + refused + " refused; messages: " + kept + " kept, " + notKept + " not kept."
                + (defects() == 0 ? "" : " " + defects() + " requests failed by a defect, see the log."));
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        table.changed(device, stillAdmitted);
    }

    /** The configuration, checked. */
    HttpSettings settings(HttpConfig config) {
        return ports.settings(() -> HttpSettings.of(config));
    }

    ConnectionTable table() {
        return table;
    }

    Ports ports() {
        return ports;
    }

    void answered(int status) {
        (status < FIRST_ERROR ? accepted : refused).increment();
    }

    /** Something went wrong that nobody but the endpoint itself is to blame for. */
    void defect() {
        defects.increment();
    }

    long defects() {
        return defects.sum();
    }

    void ended(Acknowledgement end) {
        (end instanceof Acknowledgement.Refused ? notKept : kept).increment();
    }
}
