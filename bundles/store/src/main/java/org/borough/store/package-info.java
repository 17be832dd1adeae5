/** Durable stores for the platform's own bundles: twin engine, router and registry. Not part of the SDK. */
@Export
@Version("1.0.0")
package org.borough.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
