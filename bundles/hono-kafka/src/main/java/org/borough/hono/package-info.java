// SPDX-License-Identifier: EPL-2.0
/**
 * What Hono writes to Kafka and reads from there, and clients of Kafka that work in OSGi. Copied into each bundle that
 * uses it, so that no bundle waits for another.
 */
@Version("1.0.0")
package org.borough.hono;

import org.osgi.annotation.versioning.Version;
