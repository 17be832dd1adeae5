// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;

/** Which ports of one protocol are open, and why one is not. Outlives the ports. */
public final class Ports {

    private static final String CONFIGURATION = "configuration";

    private final String pid;
    private final Map<String, String> open = new ConcurrentSkipListMap<>();
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    public Ports(String pid) {
        this.pid = pid;
    }

    /** The configuration, checked; what is wrong with it stays readable until it is mended. */
    public <T> T settings(Supplier<T> check) {
        try {
            T settings = check.get();
            troubles.remove(CONFIGURATION);
            return settings;
        } catch (BoroughException e) {
            troubles.put(CONFIGURATION, e.getMessage());
            throw e;
        }
    }

    /** A port is open. */
    public void listening(String portKey, String address) {
        troubles.remove(portKey);
        open.put(portKey, address);
    }

    /** A port cannot be opened. */
    public void failed(String portKey, String reason) {
        open.remove(portKey);
        troubles.put(portKey, reason);
    }

    /** A port is closed, and meant to be. */
    public void stopped(String portKey) {
        open.remove(portKey);
        troubles.remove(portKey);
    }

    /** The status; when all is well, the counts follow the addresses. */
    public Status status(Supplier<String> counts) {
        if (!troubles.isEmpty()) {
            return Status.failed(String.join(" ", troubles.values()));
        }
        if (open.isEmpty()) {
            return Status.failed("no port is open: router, registry or a valid configuration " + pid
                    + " is missing, or it opens none.");
        }
        return Status.ok("listens on " + String.join(" and ", open.values()) + "; " + counts.get());
    }
}
