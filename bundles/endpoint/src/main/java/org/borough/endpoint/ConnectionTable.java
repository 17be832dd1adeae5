// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.connect.DeviceId;

/** The connections of one protocol that are open now, on all its ports. */
public final class ConnectionTable {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();

    /** Takes a new connection. Some above the limit are taken, so that they can be told why they are refused. */
    public boolean opened(Connection connection, int limit) {
        open.add(connection);
        return size.incrementAndGet() <= limit * 2L;
    }

    /** Forgets a connection. */
    public void closed(Connection connection) {
        if (open.remove(connection)) {
            size.decrementAndGet();
        }
    }

    /** How many there are. */
    public long size() {
        return size.get();
    }

    /** Grows when a device loses its admission: whoever was let in meanwhile must be asked again. */
    public long revision() {
        return revision.get();
    }

    /** Closes the connections of a device that may no longer connect. */
    public void changed(DeviceId device, boolean stillAdmitted) {
        if (stillAdmitted) {
            return;
        }
        revision.incrementAndGet();
        open.stream().filter(connection -> connection.isOf(device)).forEach(Connection::expel);
    }
}
