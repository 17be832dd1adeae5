// SPDX-License-Identifier: EPL-2.0
/**
 * What all endpoints of devices share: who is let in, how much may be sent, ports, TLS, words beside a message. For the
 * platform's own connect-bundles; not part of the SDK.
 *
 * <p>{@code null} never crosses this package, except for an absent TLS context of the framework.
 */
@Export
@Version("1.0.0")
package org.borough.endpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
