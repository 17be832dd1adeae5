// SPDX-License-Identifier: EPL-2.0
/**
 * Signals on their way between those who are connected: commands, live commands and events, messages, acknowledgements.
 * For everything that connects applications to the twin engine; not part of the SDK.
 */
@Export
@Version("1.2.0")
package org.borough.ditto.signals;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
