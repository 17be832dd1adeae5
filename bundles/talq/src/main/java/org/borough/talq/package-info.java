// SPDX-License-Identifier: EPL-2.0
/**
 * The messages of TALQ 2.7.1 as far as Borough speaks it, what its functions mean in capabilities, and both ends of its
 * HTTP. Copied into the two sides, so that none of them waits for the other.
 */
@Version("1.0.0")
package org.borough.talq;

import org.osgi.annotation.versioning.Version;
