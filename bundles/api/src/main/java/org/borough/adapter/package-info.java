/**
 * What a vendor writes: two pure functions between the bytes of a device and the vocabulary of the city.
 *
 * <p>{@code null} never crosses this package: optional results are {@link java.util.Optional}, everything else is
 * present.
 */
@Export
@Version("1.0.0")
package org.borough.adapter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
