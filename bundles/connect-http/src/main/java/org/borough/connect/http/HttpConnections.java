// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.thing.BoroughException;
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

    private static final String CONFIGURATION = "configuration";

    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, String> ports = new ConcurrentSkipListMap<>();
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder notKept = new LongAdder();

    @Activate
    public HttpConnections() {}

    @Override
    public String subject() {
        return "connect-http";
    }

    @Override
    public Status status() {
        if (!troubles.isEmpty()) {
            return Status.failed(String.join(" ", troubles.values()));
        }
        if (ports.isEmpty()) {
            return Status.failed("no port is open: router, registry or a valid configuration " + HttpConfig.PID
                    + " is missing, or it opens none.");
        }
        return Status.ok("listens on " + String.join(" and ", ports.values()) + "; connections: " + size
                + " open; requests: " + accepted + " accepted, " + refused + " refused; messages: " + kept + " kept, "
                + notKept + " not kept.");
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        if (stillAdmitted) {
            return;
        }
        revision.incrementAndGet();
        open.stream().filter(connection -> connection.isOf(device)).forEach(HttpConnection::expel);
    }

    /** The configuration, checked; what is wrong with it stays readable until it is mended. */
    HttpSettings settings(HttpConfig config) {
        try {
            HttpSettings settings = HttpSettings.of(config);
            troubles.remove(CONFIGURATION);
            return settings;
        } catch (BoroughException e) {
            troubles.put(CONFIGURATION, e.getMessage());
            throw e;
        }
    }

    /** Grows when a device loses its admission: what was proven before must be proven again. */
    long revision() {
        return revision.get();
    }

    long size() {
        return size.get();
    }

    /** Takes a new connection. Some above the limit are taken, so that they can be told why they are refused. */
    boolean opened(HttpConnection connection, int limit) {
        open.add(connection);
        return size.incrementAndGet() <= limit * 2L;
    }

    void closed(HttpConnection connection) {
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

    void answered(int status) {
        (status < FIRST_ERROR ? accepted : refused).increment();
    }

    void ended(Acknowledgement end) {
        (end instanceof Acknowledgement.Refused ? notKept : kept).increment();
    }
}
