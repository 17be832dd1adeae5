// SPDX-License-Identifier: EPL-2.0
/**
 * Equations fitted to data, and how well they fit. The linear algebra is EJML's, the statistics are Apache Commons'.
 * A bundle of its own, since EJML would weigh much in each of the services that use it.
 */
@Export
@Version("1.0.0")
package org.borough.learning;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
