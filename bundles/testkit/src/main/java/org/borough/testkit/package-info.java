// SPDX-License-Identifier: EPL-2.0
/** Doubles of the SDK, the contract every adapter keeps, and tick tables for services. For tests only. */
@Export
@Version("1.0.0")
package org.borough.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
