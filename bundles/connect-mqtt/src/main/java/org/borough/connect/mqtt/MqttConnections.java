// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.endpoint.ConnectionTable;
import org.borough.endpoint.Ports;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All connections on all ports, and how they are. Outlives the ports, so that it can say why one is closed. */
@Component(
        service = {MqttConnections.class, Health.class, RegistrationListener.class},
        immediate = true)
public final class MqttConnections implements Health, RegistrationListener {

    private final Ports ports = new Ports(MqttConfig.PID);
    private final ConnectionTable table = new ConnectionTable();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder connectsRefused = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final LongAdder errors = new LongAdder();

    @Activate
    public MqttConnections() {}

    @Override
    public String subject() {
        return "connect-mqtt";
    }

    @Override
    public Status status() {
        return ports.status(() -> "connections: " + table.size() + " open, " + accepted + " accepted, "
                + connectsRefused + " refused; messages: " + acknowledged + " acknowledged, " + refused + " refused, "
                + dropped + " dropped; commands: " + delivered + " delivered, " + undelivered + " not delivered"
                + (errors.sum() == 0
                        ? "."
                        : "; " + errors + " connections closed by errors of the endpoint, see the log."));
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        table.changed(device, stillAdmitted);
    }

    Ports ports() {
        return ports;
    }

    ConnectionTable table() {
        return table;
    }

    void accepted() {
        accepted.increment();
    }

    void connectRefused() {
        connectsRefused.increment();
    }

    void acknowledged() {
        acknowledged.increment();
    }

    void refused() {
        refused.increment();
    }

    /** A message of QoS 0 that came faster than its device may send. */
    void dropped() {
        dropped.increment();
    }

    /** A connection ends because of what nobody expected. */
    void error() {
        errors.increment();
    }

    long errors() {
        return errors.sum();
    }

    void delivery(Delivery delivery) {
        (delivery instanceof Delivery.Delivered ? delivered : undelivered).increment();
    }
}
