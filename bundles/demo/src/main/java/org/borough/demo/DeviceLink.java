// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;

/** A device's own way into the city. */
interface DeviceLink extends AutoCloseable {

    /** Sends one message with QoS 1; returns when the city has it on disk. */
    void send(int fport, byte[] payload) throws IOException;

    @Override
    void close();
}
