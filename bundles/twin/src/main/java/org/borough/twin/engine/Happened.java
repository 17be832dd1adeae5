// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.borough.twin.Cause;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;

/** One event with the states around it, and who caused it. */
record Happened(EventsourcedEvent<?> event, State before, State after, Cause cause) {}
