// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All connections with and without TLS, and how they are. Outlives the ports, so that it can say why one is closed. */
@Component(
        service = {MqttConnections.class, Health.class, RegistrationListener.class},
        immediate = true)
public final class MqttConnections implements Health, RegistrationListener {

    private static final String CONFIGURATION = "configuration";

    private final Set<MqttConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, String> ports = new ConcurrentSkipListMap<>();
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder connectsRefused = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();

    @Activate
    public MqttConnections() {}

    @Override
    public String subject() {
        return "connect-mqtt";
    }

    @Override
    public Status status() {
        if (!troubles.isEmpty()) {
            return Status.failed(String.join(" ", troubles.values()));
        }
        if (ports.isEmpty()) {
            return Status.failed("no port is open: router, registry or a valid configuration " + MqttConfig.PID
                    + " is missing, or it opens none.");
        }
        List<String> addresses = new ArrayList<>(ports.values());
        return Status.ok("listens on " + String.join(" and ", addresses) + "; connections: " + size + " open, "
                + accepted + " accepted, " + connectsRefused + " refused; messages: " + acknowledged
                + " acknowledged, " + refused + " refused; commands: " + delivered + " delivered, " + undelivered
                + " not delivered.");
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        if (stillAdmitted) {
            return;
        }
        revision.incrementAndGet();
        open.stream().filter(connection -> connection.isOf(device)).forEach(MqttConnection::expel);
    }

    /** The configuration, checked; what is wrong with it stays readable until it is mended. */
    MqttSettings settings(MqttConfig config) {
        try {
            MqttSettings settings = MqttSettings.of(config);
            troubles.remove(CONFIGURATION);
            return settings;
        } catch (BoroughException e) {
            troubles.put(CONFIGURATION, e.getMessage());
            throw e;
        }
    }

    /** Grows when a device loses its admission: whoever was let in meanwhile must be asked again. */
    long revision() {
        return revision.get();
    }

    long size() {
        return size.get();
    }

    /** Takes a new connection. Some above the limit are taken, so that they can be told why they are refused. */
    boolean opened(MqttConnection connection, int limit) {
        open.add(connection);
        return size.incrementAndGet() <= limit * 2L;
    }

    void closed(MqttConnection connection) {
        if (open.remove(connection)) {
            size.decrementAndGet();
        }
    }

    void listening(String portKey, String address) {
        troubles.remove(portKey);
        ports.put(portKey, address);
    }

    void failed(String portKey, String reason) {
        ports.remove(portKey);
        troubles.put(portKey, reason);
    }

    void stopped(String portKey) {
        ports.remove(portKey);
        troubles.remove(portKey);
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

    void delivery(Delivery delivery) {
        (delivery instanceof Delivery.Delivered ? delivered : undelivered).increment();
    }
}
