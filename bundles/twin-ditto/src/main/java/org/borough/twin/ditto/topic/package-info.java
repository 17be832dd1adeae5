// SPDX-License-Identifier: EPL-2.0
/**
 * Where readings go that do not take the WebSocket to Ditto. A bundle that registers a
 * {@link org.borough.twin.ditto.topic.ReadingTopic} brings them there; not part of the SDK.
 */
@Export
@Version("1.0.0")
package org.borough.twin.ditto.topic;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
