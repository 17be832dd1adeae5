// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.time.Duration;

/** What a script may use. */
public record ScriptLimits(int maxBytes, Duration maxTime, int maxDepth, long maxMemory) {}
