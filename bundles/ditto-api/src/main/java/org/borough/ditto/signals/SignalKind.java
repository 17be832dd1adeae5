// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** What somebody can ask to be sent. */
public enum SignalKind {
    /** Events of twins, durable when they come. */
    TWIN_EVENTS,
    /** Messages to and from things. */
    MESSAGES,
    /** Commands that are meant for the thing itself, not for its twin. */
    LIVE_COMMANDS,
    /** Events that come from the thing itself and leave its twin alone. */
    LIVE_EVENTS,
    /** Announcements of policies. */
    POLICY_ANNOUNCEMENTS;

    /** The kind of a signal. */
    public static SignalKind of(Signal<?> signal) {
        if (signal instanceof MessageCommand<?, ?>) {
            return MESSAGES;
        }
        if (signal instanceof PolicyAnnouncement<?>) {
            return POLICY_ANNOUNCEMENTS;
        }
        if (signal instanceof ThingEvent<?>) {
            return Signal.isChannelLive(signal) ? LIVE_EVENTS : TWIN_EVENTS;
        }
        return LIVE_COMMANDS;
    }
}
