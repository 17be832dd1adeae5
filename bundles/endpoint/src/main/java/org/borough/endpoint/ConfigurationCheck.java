// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.function.IntSupplier;
import org.borough.thing.BoroughException;
import org.osgi.service.component.ComponentException;

/** Reads values of one configuration, and says what is wrong with them and what is allowed. */
public final class ConfigurationCheck {

    private static final int MAX_PORT = 65_535;
    private static final String PORTS = "a port from 1 to 65535, 0 for any free one, -1 for none";

    private final String pid;

    public ConfigurationCheck(String pid) {
        this.pid = pid;
    }

    /** A whole number. */
    public int whole(String key, IntSupplier value, int min, int max) {
        return whole(key, value, min, max, "a whole number from " + min + " to " + max);
    }

    /** An address to listen on. */
    public Address address(String hostKey, String host, String portKey, IntSupplier port) {
        if (host == null || host.isBlank()) {
            throw invalid(hostKey, "empty", "a host name or an address such as 127.0.0.1 or 0.0.0.0");
        }
        return new Address(host.strip(), whole(portKey, port, -1, MAX_PORT, PORTS), portKey);
    }

    /** A number of threads; 0 stands for one per processor. */
    public int threads(String key, IntSupplier value) {
        int configured = whole(key, value, 0, 256);
        return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    }

    /** The error for a value that is not allowed. */
    public BoroughException invalid(String key, String found, String allowed) {
        return new BoroughException(pid + ": " + key + " is " + found + "; allowed is " + allowed + ".");
    }

    private int whole(String key, IntSupplier value, int min, int max, String allowed) {
        int number;
        try {
            number = value.getAsInt();
        } catch (ComponentException | NumberFormatException e) {
            throw invalid(key, "not a whole number", allowed);
        }
        if (number < min || number > max) {
            throw invalid(key, Integer.toString(number), allowed);
        }
        return number;
    }
}
