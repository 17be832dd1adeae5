// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway records and when it reports it.
 *
 * @param address its address
 * @param ownerCMS the address of the CMS that made it
 * @param sourceAddresses of which devices
 * @param recordingMode what
 * @param reportingMode when
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoggerConfig(
        @JsonInclude(JsonInclude.Include.ALWAYS) String address,
        @JsonInclude(JsonInclude.Include.ALWAYS) String ownerCMS,
        Optional<Sources> sourceAddresses,
        Optional<Recording> recordingMode,
        Optional<Reporting> reportingMode) {

    /** Records as the gateway sees fit. */
    public static final String VENDOR = "VendorRecordingMode";
    /** Records events. */
    public static final String EVENT = "EventRecordingMode";
    /** Reports as soon as something was recorded. */
    public static final String IMMEDIATE = "ImmediateReportingMode";

    /** Checks that address and owner are there. */
    public LoggerConfig {
        Required.there(address, "address");
        Required.there(ownerCMS, "ownerCMS");
        sourceAddresses = sourceAddresses == null ? Optional.empty() : sourceAddresses;
        recordingMode = recordingMode == null ? Optional.empty() : recordingMode;
        reportingMode = reportingMode == null ? Optional.empty() : reportingMode;
    }

    /** Some of many: those of the white list, or all without one, less those of the black list; none without both. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Sources(Optional<List<ResourceReference>> whiteList, Optional<List<ResourceReference>> blackList) {

        /** Fills in what is not there. */
        public Sources {
            whiteList = whiteList == null ? Optional.empty() : whiteList;
            blackList = blackList == null ? Optional.empty() : blackList;
        }
    }

    /**
     * What is recorded.
     *
     * @param type which way: {@link #VENDOR}, {@link #EVENT} or PeriodicRecordingMode
     * @param content which values of which functions; all when it does not say
     * @param sourceEvents which events
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Recording(String type, Optional<List<Content>> content, Optional<Events> sourceEvents) {

        /** Checks the type, and that there are events where they are needed. */
        public Recording {
            Required.there(type, "type");
            content = content == null ? Optional.empty() : content;
            sourceEvents = sourceEvents == null ? Optional.empty() : sourceEvents;
            if (type.equals(EVENT)) {
                Required.there(sourceEvents.orElse(null), "sourceEvents");
            }
        }
    }

    /**
     * Some values.
     *
     * @param attributeScope only those that are a configuration, measurement, event or operational; all when empty
     * @param function only those of this function
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Content(String attributeScope, Selection function) {

        /** Checks that the function is there. */
        public Content {
            attributeScope = Required.text(attributeScope);
            Required.there(function, "function");
        }
    }

    /** Values of the functions of an id, or else of a type; all of them when none is named. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Selection(String functionId, String functionType, List<Named> attributes) {

        /** Fills in what is not there. */
        public Selection {
            functionId = Required.text(functionId);
            functionType = Required.text(functionType);
            attributes = Required.list(attributes);
        }
    }

    /** A value by its name. */
    public record Named(String name) {

        /** Checks that the name is there. */
        public Named {
            Required.there(name, "name");
        }
    }

    /** Some events, as {@link Sources} are some devices. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Events(Optional<List<String>> whiteList, Optional<List<String>> blackList) {

        /** Fills in what is not there. */
        public Events {
            whiteList = whiteList == null ? Optional.empty() : whiteList;
            blackList = blackList == null ? Optional.empty() : blackList;
        }
    }

    /**
     * When it is reported.
     *
     * @param type which way: {@link #IMMEDIATE} or ScheduledReportingMode
     * @param delay how long to gather before reporting, in seconds
     * @param numberOfRetries how often to try again
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Reporting(String type, Optional<Integer> delay, Optional<Integer> numberOfRetries) {

        /** Checks the type, and that the delay is there where it is needed. */
        public Reporting {
            Required.there(type, "type");
            delay = delay == null ? Optional.empty() : delay;
            numberOfRetries = numberOfRetries == null ? Optional.empty() : numberOfRetries;
            if (type.equals(IMMEDIATE)) {
                Required.there(delay.orElse(null), "delay");
            }
        }
    }
}
