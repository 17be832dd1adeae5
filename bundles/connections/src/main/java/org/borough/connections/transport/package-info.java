// SPDX-License-Identifier: EPL-2.0
/**
 * How connections reach the outside. A bundle that registers a {@link org.borough.connections.transport.TransportKind}
 * adds a type of connections while the city runs; not part of the SDK.
 */
@Export
@Version("1.0.0")
package org.borough.connections.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
