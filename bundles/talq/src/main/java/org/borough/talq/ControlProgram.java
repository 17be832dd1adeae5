// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What happens in the course of a day.
 *
 * @param type {@code ControlProgramOne}
 * @param id its id
 * @param ownerCMS the address of the CMS that made it
 * @param activePeriods when it counts; all day when there is none
 * @param fixedTimeControls what it asks at which times, in their order
 * @param astroClockTimeControls what it changes by the sun
 * @param dynamicControls what it changes by sensors
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ControlProgram(
        @JsonInclude(JsonInclude.Include.ALWAYS) String type,
        @JsonInclude(JsonInclude.Include.ALWAYS) String id,
        @JsonInclude(JsonInclude.Include.ALWAYS) String ownerCMS,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<ActivePeriod> activePeriods,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<FixedTimeControl> fixedTimeControls,
        List<JsonNode> astroClockTimeControls,
        List<JsonNode> dynamicControls) {

    /** The one type there is. */
    public static final String ONE = "ControlProgramOne";

    /** Checks what must be there. */
    public ControlProgram {
        Required.there(type, "type");
        Required.there(id, "id");
        Required.there(ownerCMS, "ownerCMS");
        if (type.equals(ONE)) {
            Required.there(activePeriods, "activePeriods");
            Required.there(fixedTimeControls, "fixedTimeControls");
        }
        activePeriods = Required.list(activePeriods);
        fixedTimeControls = Required.list(fixedTimeControls);
        astroClockTimeControls = Required.list(astroClockTimeControls);
        dynamicControls = Required.list(dynamicControls);
    }

    /**
     * When a program counts.
     *
     * @param name its type: AbsoluteActivePeriod, AstroClockActivePeriod …
     * @param startTime when it begins, {@code hh:mm:ss}; of an AbsoluteActivePeriod
     * @param endTime when it ends
     * @param sunsetOffset minutes from sunset to its begin; of an AstroClockActivePeriod
     * @param sunriseOffset minutes from sunrise to its end
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ActivePeriod(
            String name,
            String startTime,
            String endTime,
            Optional<Integer> sunsetOffset,
            Optional<Integer> sunriseOffset) {

        /** The type that goes from a time to a time. */
        public static final String ABSOLUTE = "AbsoluteActivePeriod";
        /** The type that goes from sunset to sunrise. */
        public static final String ASTRO = "AstroClockActivePeriod";

        /** Checks what its type needs. */
        public ActivePeriod {
            Required.there(name, "name");
            startTime = Required.text(startTime);
            endTime = Required.text(endTime);
            sunsetOffset = sunsetOffset == null ? Optional.empty() : sunsetOffset;
            sunriseOffset = sunriseOffset == null ? Optional.empty() : sunriseOffset;
            if (name.equals(ABSOLUTE)) {
                Clock.parse(startTime, "startTime");
                Clock.parse(endTime, "endTime");
            }
            if (name.equals(ASTRO)) {
                Required.there(sunsetOffset.orElse(null), "sunsetOffset");
                Required.there(sunriseOffset.orElse(null), "sunriseOffset");
            }
        }

        /** From sunset to sunrise, some minutes off. */
        public static ActivePeriod astro(int sunsetOffset, int sunriseOffset) {
            return new ActivePeriod(ASTRO, "", "", Optional.of(sunsetOffset), Optional.of(sunriseOffset));
        }
    }

    /**
     * What is asked from a time on.
     *
     * @param startTime the time, {@code hh:mm:ss}
     * @param command what is asked until the next one
     */
    public record FixedTimeControl(String startTime, Command command) {

        /** Checks the time. */
        public FixedTimeControl {
            Clock.parse(Required.text(startTime), "startTime");
            Required.there(command, "command");
        }

        /** The time. */
        public LocalTime from() {
            return Clock.parse(startTime, "startTime");
        }
    }

    private static final class Clock {

        private Clock() {}

        static LocalTime parse(String text, String member) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("'" + member + "' is '" + text + "'; it must be as 21:30:00", e);
            }
        }
    }
}
