// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.borough.ditto.signals.Delivery;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.things.model.ThingId;

/** Fills an event stream with the messages to or from one thing or feature, all of them or those of one subject. */
final class MessageFeed implements EventStream.Feed {

    private static final Pattern BOX = Pattern.compile("(/features/[^/]+)?/(inbox|outbox)/messages(/.*)?");
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\n]");

    private final FrontDoor door;
    private final DittoHeaders reader;
    private final ThingId thing;
    private final String path;

    MessageFeed(FrontDoor door, DittoHeaders reader, ThingId thing, JsonPointer path) {
        this.door = door;
        this.reader = reader;
        this.thing = thing;
        this.path = path.toString();
    }

    /** Whether there are messages at a path. */
    static boolean isAt(JsonPointer path) {
        return BOX.matcher(path.toString()).matches();
    }

    @Override
    public Subscription open(EventStream to) {
        Party party =
                new Party(reader.getAuthorizationContext(), UUID.randomUUID().toString(), Set.of(), "");
        SignalSession session = door.open(party, new Receiver(to));
        session.start(SignalKind.MESSAGES, new SignalFilter(Set.of(thing.getNamespace()), "", ""));
        return session;
    }

    private boolean concerns(MessageCommand<?, ?> command) {
        String at = command.getResourcePath().toString();
        return command.getEntityId().equals(thing)
                && (at.equals(path) || path.endsWith("/messages") && at.startsWith(path + '/'));
    }

    /** The payload line by line, and the subject as the name of the event. */
    private static String data(Message<?> message) {
        String text = LINE_END.matcher(Payloads.text(message)).replaceAll("\ndata:");
        return text + "\nevent:" + LINE_END.matcher(message.getSubject()).replaceAll(" ");
    }

    private final class Receiver implements SignalReceiver {

        private final EventStream to;

        Receiver(EventStream to) {
            this.to = to;
        }

        @Override
        public boolean receive(Delivery delivery) {
            if (delivery.signal() instanceof MessageCommand<?, ?> command && concerns(command)) {
                to.offer(done -> to.send(data(command.getMessage()), done), delivery.size());
            }
            return true;
        }

        @Override
        public void cutOff() {
            to.cutOff();
        }
    }
}
