/**
 * What carries messages between devices and the router: endpoints, device identity, envelopes of network servers.
 *
 * <p>{@code null} never crosses this package: optional results are {@link java.util.Optional}, everything else is
 * present.
 */
@Export
@Version("1.1.0")
package org.borough.connect;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
