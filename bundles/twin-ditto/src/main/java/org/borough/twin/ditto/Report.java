// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;

/** Readings of one device on their way to a topic. */
record Report(ThingId thing, List<Reading<?>> readings, Cause cause, Instant deadline, CompletableFuture<Void> done) {}
