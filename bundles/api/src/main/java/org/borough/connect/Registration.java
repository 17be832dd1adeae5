// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.Map;
import java.util.Set;

/**
 * One registered device, as of now. Immutable.
 *
 * @param device its id
 * @param enabled whether it and its tenant are enabled
 * @param defaults what is added to its messages, names in lower case: the tenant's defaults, overlaid by the device's
 * @param via the gateways that may speak for it
 * @param options the tenant's options for the asking protocol, for example {@code max-ttd}; empty in listings
 */
public record Registration(
        DeviceId device, boolean enabled, Map<String, String> defaults, Set<String> via, Map<String, String> options) {

    /** Keeps its own copies. */
    public Registration {
        defaults = Map.copyOf(defaults);
        via = Set.copyOf(via);
        options = Map.copyOf(options);
    }
}
