// SPDX-License-Identifier: EPL-2.0
/** The part of ClassIndex's API that Eclipse Ditto's model libraries use, made to follow the wiring of bundles. */
@Export
@Version("3.13.0")
package org.atteo.classindex;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
