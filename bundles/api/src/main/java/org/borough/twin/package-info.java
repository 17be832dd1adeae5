/**
 * What a city service sees: the twins, their changes, and the way to ask them for something.
 *
 * <p>{@code null} never crosses this package: optional results are {@link java.util.Optional}, everything else is
 * present.
 */
@Export
@Version("1.1.0")
package org.borough.twin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
