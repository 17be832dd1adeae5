/**
 * The vocabulary of every other package: what a thing is, what it reports, what it is asked to do and how that ended.
 *
 * <p>{@code null} never crosses this package: optional results are {@link java.util.Optional}, everything else is
 * present.
 */
@Export
@Version("1.0.0")
package org.borough.thing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
