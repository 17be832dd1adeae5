// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something asked of a thing, to be done before a deadline.
 *
 * <p>There are two ways to ask: {@link Desired} names a state and is repeated until the thing reports it;
 * {@link Message} names an act and is answered once.
 */
public sealed interface Command {

    /** Tells this command from every other one; appears in logs, twin and audit. */
    String id();

    /** The thing that is asked. */
    ThingId thing();

    /** When the command is given up. */
    Instant deadline();

    /** Who asked, as a subject of the policies, for example {@code service:lighting} or {@code borough:admin}. */
    String by();

    /**
     * Asks for a state: the desired properties of one thing that it does not report yet.
     *
     * @param settings what is wanted, at least one
     */
    record Desired(String id, ThingId thing, Instant deadline, String by, List<Setting> settings) implements Command {

        /** Keeps its own copy of the settings. */
        public Desired {
            settings = List.copyOf(settings);
        }

        /** What is wanted of one property, when anything is. */
        public <T> Optional<T> get(Property<T> property) {
            return settings.stream()
                    .flatMap(setting -> setting.of(property).stream())
                    .findFirst();
        }
    }

    /**
     * Asks for an act, as a message to the thing's inbox does.
     *
     * @param feature the feature that is asked, empty for the thing as a whole
     * @param subject what is asked, for example {@code requestStatus}
     * @param contentType the media type of the payload, empty without one
     * @param payload the arguments; the adapter reads them by {@link org.borough.thing.JsonText}. Its text is empty when
     *     they are no text
     * @param bytes the arguments as they came; they must not be changed any more
     * @param responseRequired whether whoever asks wants the device's answer
     */
    record Message(
            String id,
            ThingId thing,
            Instant deadline,
            String by,
            String feature,
            String subject,
            String contentType,
            JsonText payload,
            byte[] bytes,
            boolean responseRequired)
            implements Command {

        /** Asks with a text, for an answer. */
        public Message(
                String id,
                ThingId thing,
                Instant deadline,
                String by,
                String feature,
                String subject,
                String contentType,
                JsonText payload) {
            this(
                    id,
                    thing,
                    deadline,
                    by,
                    feature,
                    subject,
                    contentType,
                    payload,
                    payload.text().getBytes(StandardCharsets.UTF_8),
                    true);
        }
    }
}
