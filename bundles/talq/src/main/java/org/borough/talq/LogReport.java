// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded.
 *
 * @param address the address of the logger that recorded it; may be empty
 * @param entries what it recorded, in its order
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LogReport(String address, @JsonInclude(JsonInclude.Include.ALWAYS) List<Entry> entries) {

    /** A value of a function. */
    public static final String ATTRIBUTE = "AttributeLogData";
    /** Something that happened. */
    public static final String EVENT = "EventLogData";
    /** A command that changed a state. */
    public static final String STATE = "StateChangeEventLogData";

    /** Fills in what is not there. */
    public LogReport {
        address = Required.text(address);
        entries = Required.list(entries);
    }

    /** One entry, with the text by which the CMS knows its cause again. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Entry(String cmsRefId, Data data) {

        /** Checks that there are data. */
        public Entry {
            cmsRefId = Required.text(cmsRefId);
            Required.there(data, "data");
        }

        /** An entry without a reference. */
        public static Entry of(Data data) {
            return new Entry("", data);
        }
    }

    /**
     * What an entry says.
     *
     * @param type {@link #ATTRIBUTE}, {@link #EVENT} or {@link #STATE}
     * @param srcAddress whose it is, {@code device} or {@code device/function}
     * @param timestamp when, RFC 3339; may be empty
     * @param attributeName the value's name
     * @param attributeValue the value
     * @param eventType what happened
     * @param startEndFlag whether it began or ended
     * @param command what caused the change of a state
     * @param state the state, when it is another than the command's
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Data(
            String type,
            String srcAddress,
            String timestamp,
            String attributeName,
            Optional<Attribute> attributeValue,
            String eventType,
            Optional<Boolean> startEndFlag,
            Optional<Command> command,
            Optional<State> state) {

        /** Checks what its type needs. */
        public Data {
            Required.there(type, "type");
            Required.there(srcAddress, "srcAddress");
            timestamp = Required.text(timestamp);
            attributeName = Required.text(attributeName);
            eventType = Required.text(eventType);
            attributeValue = attributeValue == null ? Optional.empty() : attributeValue;
            startEndFlag = startEndFlag == null ? Optional.empty() : startEndFlag;
            command = command == null ? Optional.empty() : command;
            state = state == null ? Optional.empty() : state;
            check(type, attributeName, attributeValue, eventType, command);
            if (!timestamp.isEmpty() && Attribute.Times.parse(timestamp).isEmpty()) {
                throw new IllegalArgumentException(
                        "'timestamp' is '" + timestamp + "'; it must be as 2026-11-21T23:00:00Z");
            }
        }

        private static void check(
                String type,
                String attributeName,
                Optional<Attribute> attributeValue,
                String eventType,
                Optional<Command> command) {
            switch (type) {
                case ATTRIBUTE -> {
                    Required.there(attributeName.isEmpty() ? null : attributeName, "attributeName");
                    Required.there(attributeValue.orElse(null), "attributeValue");
                }
                case EVENT -> Required.there(eventType.isEmpty() ? null : eventType, "eventType");
                case STATE -> {
                    Required.there(eventType.isEmpty() ? null : eventType, "eventType");
                    Required.there(command.orElse(null), "command");
                }
                default ->
                    throw new IllegalArgumentException(
                            "'type' is '" + type + "'; allowed are " + ATTRIBUTE + ", " + EVENT + " and " + STATE);
            }
        }

        /** A value with its time. */
        public static Data attribute(String source, String name, Attribute value, Instant at) {
            Optional<Attribute> some = Optional.of(value);
            return new Data(ATTRIBUTE, source, at.toString(), name, some, "", Optional.empty(), Optional.empty(), null);
        }

        /** Something that began or ended. */
        public static Data event(String source, String event, boolean begins, Instant at) {
            Optional<Boolean> flag = Optional.of(begins);
            return new Data(EVENT, source, at.toString(), "", null, event, flag, Optional.empty(), null);
        }

        /** A state that changed. */
        public static Data state(String source, String event, Command command, State state, Instant at) {
            return new Data(
                    STATE, source, at.toString(), "", null, event, null, Optional.of(command), Optional.of(state));
        }

        /** When, if it says so. */
        public Optional<Instant> at() {
            return Attribute.Times.parse(timestamp);
        }
    }
}
