/**
 * Typed keys of the shared capabilities. Copied into each bundle that uses them, so that a new capability restarts nobody.
 */
@Version("1.0.0")
package org.borough.things;

import org.osgi.annotation.versioning.Version;
