/** The command port of the twin engine, in the words of Ditto's model. For front doors; not part of the SDK. */
@Export
@Version("1.4.0")
package org.borough.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
