/** Who a bearer token says that somebody is. For front doors that take tokens after their first request. */
@Export
@Version("1.0.0")
package org.borough.access.token;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
