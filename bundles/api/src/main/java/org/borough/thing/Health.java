// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered as a service by everything whose health an operator wants to see: endpoints, stores, services.
 * Called from any thread; must answer at once, from what is already known.
 */
@ConsumerType
public interface Health {

    /** What this speaks for, for example {@code connect-mqtt} or {@code lighting}. */
    String subject();

    /** How it is right now. */
    Status status();
}
