// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Duration;
import org.borough.connect.DeviceId;
import org.osgi.annotation.versioning.ProviderType;

/** Counts what devices use, and says when it is too much. Callable from any thread; never blocks. */
@ProviderType
public interface Meter {

    /** A connection of a device opens. Ask after it has proven who it is. */
    Opened open(DeviceId device);

    /**
     * A device sends a message.
     *
     * @param bytes length of its payload
     */
    Verdict message(DeviceId device, long bytes);

    /** Whether one more connection may be. */
    sealed interface Opened {

        /** It may; the lease must be closed with the connection. */
        record Granted(Lease lease) implements Opened {}

        /** It may not; the reason says which limit of the tenant is reached. */
        record Exhausted(String reason) implements Opened {}
    }

    /** Counts a connection until it is closed; closing it again does nothing. */
    interface Lease extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Whether a message may pass.
     *
     * @param limit which limit is reached
     * @param reason why not, in words for the device's owner; empty when it may pass
     * @param pause after which time it may pass; zero when it may pass, or when waiting does not help
     */
    record Verdict(Limit limit, String reason, Duration pause) {

        /** It may. */
        public static final Verdict PASS = new Verdict(Limit.NONE, "", Duration.ZERO);

        /** Whether it may. */
        public boolean passes() {
            return limit == Limit.NONE;
        }
    }

    /** Kinds of limits. */
    enum Limit {
        NONE,
        /** Messages in a second: a connection had best read on after the pause. */
        RATE,
        /** Bytes in a period: nothing more until it ends, or the tenant is given more. */
        VOLUME
    }
}
