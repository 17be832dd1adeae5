// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.List;
import java.util.function.Consumer;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Connection;
import org.borough.endpoint.ConnectionTable;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one connection from a CONNECT to its answer, and out again. Callable from any thread. */
final class Entrance {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final Admission UNAVAILABLE = new Admission.Refused(503, "the platform did not answer");

    private final Platform platform;
    private final ConnectionTable table;
    private final String clientId;
    private volatile DeviceId device;
    private Meter.Lease lease;
    private boolean announced;
    private boolean closed;

    Entrance(Platform platform, ConnectionTable table, String clientId) {
        this.platform = platform;
        this.table = table;
        this.clientId = clientId;
    }

    String clientId() {
        return clientId;
    }

    boolean isOf(DeviceId asked) {
        DeviceId own = device;
        return own != null && Connection.concerns(asked, own);
    }

    /** Finds out who it is, and whether there is room: credentials, limits of the tenant, event of the connection. */
    void enter(List<Credential> credentials, Consumer<Admission> answer) {
        long revision = table.revision();
        platform.login(credentials).whenComplete((admission, error) -> {
            if (error != null) {
                LOG.warn("could not check the {}", credentials, error);
                answer.accept(UNAVAILABLE);
            } else if (admission instanceof Admission.Refused refused) {
                LOG.debug("refused the {}: {} {}", credentials, refused.status(), refused.reason());
                answer.accept(admission);
            } else {
                proven(credentials, (Admission.Admitted) admission, revision, answer);
            }
        });
    }

    private void proven(
            List<Credential> credentials, Admission.Admitted admitted, long revision, Consumer<Admission> answer) {
        device = admitted.registration().device();
        if (table.revision() == revision) {
            settle(admitted, answer);
        } else {
            // Some device lost its admission meanwhile; it may have been this one.
            device = null;
            enter(credentials, answer);
        }
    }

    private void settle(Admission.Admitted admitted, Consumer<Admission> answer) {
        Meter.Opened opened = platform.meter().open(device);
        if (opened instanceof Meter.Opened.Exhausted exhausted) {
            LOG.debug("refused {}: {}", device, exhausted.reason());
            answer.accept(new Admission.Refused(429, exhausted.reason()));
            return;
        }
        if (!take(((Meter.Opened.Granted) opened).lease())) {
            return;
        }
        platform.notices().connected(device, clientId).whenComplete((kept, error) -> {
            boolean told = error == null && kept;
            answer.accept(told && announced() ? admitted : UNAVAILABLE);
        });
    }

    /** Keeps the lease; gives it back when the connection broke meanwhile. */
    private synchronized boolean take(Meter.Lease granted) {
        if (closed) {
            granted.close();
            return false;
        }
        lease = granted;
        return true;
    }

    private synchronized boolean announced() {
        announced = true;
        if (closed) {
            platform.notices().disconnected(device, clientId);
        }
        return !closed;
    }

    /**
     * The connection is closed.
     *
     * @param expelled whether it was because the device may no longer connect: nothing is said in its name then
     */
    synchronized void connectionClosed(boolean expelled) {
        closed = true;
        if (lease != null) {
            lease.close();
        }
        if (announced && !expelled) {
            platform.notices().disconnected(device, clientId);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(device);
    }
}
