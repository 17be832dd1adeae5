// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import org.osgi.annotation.versioning.ProviderType;

/** Offered when router and registry are there; each protocol takes its platform from it. */
@ProviderType
public interface Endpoints {

    /**
     * The platform for one protocol.
     *
     * @param protocol its type in Hono's words, for example {@code hono-mqtt}
     */
    Platform platform(String protocol);
}
