// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Arguments that are more than single values: profiles, holidays, calendars and places. */
final class Schedules {

    private static final int MAX_STEPS = 15;
    private static final int STEP_MINUTES = 10;

    private Schedules() {}

    /** One step of a profile; no level leaves the light to others. */
    record Step(String time, Integer level) {}

    /** A profile: on these days, from these times on, these levels. */
    record Profile(Integer version, List<String> days, List<Step> steps) {

        Profile {
            days = Objects.requireNonNullElse(days, List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"));
            steps = Objects.requireNonNullElse(steps, List.of());
        }

        int days(Arguments arguments) {
            return arguments.days(days);
        }

        Frame steps(Arguments arguments, Frame frame) {
            for (Step step : steps) {
                frame.u8(tenMinutes(arguments, step.time())).u8(percent(arguments, step.level()));
            }
            return frame;
        }
    }

    /** One step of a calendar: at this zenith angle of the sun, this level. */
    record SunStep(Double zenith, Integer level) {}

    /** Levels by the sun. */
    record Calendar(List<SunStep> sunriseSteps, List<SunStep> sunsetSteps) {

        Calendar {
            sunriseSteps = Objects.requireNonNullElse(sunriseSteps, List.of());
            sunsetSteps = Objects.requireNonNullElse(sunsetSteps, List.of());
        }

        int counts(Arguments arguments) {
            if (sunriseSteps.size() > MAX_STEPS || sunsetSteps.size() > MAX_STEPS) {
                throw arguments.refused("there may be at most " + MAX_STEPS + " sunriseSteps and sunsetSteps.");
            }
            return sunriseSteps.size() | sunsetSteps.size() << 4;
        }

        Frame steps(Arguments arguments, Frame frame) {
            sunriseSteps.forEach(step -> add(arguments, frame, step));
            sunsetSteps.forEach(step -> add(arguments, frame, step));
            return frame;
        }

        private static void add(Arguments arguments, Frame frame, SunStep step) {
            Double zenith = step.zenith();
            if (zenith == null || !(zenith >= 69 && zenith <= 111)) {
                throw arguments.refused("each step needs a 'zenith' from 69 to 111 degrees.");
            }
            frame.u8((int) Math.round((zenith - 90) * 6)).u8(percent(arguments, step.level()));
        }
    }

    /** Days without a year, month first. */
    record Holidays(List<String> days) {

        Holidays {
            days = Objects.requireNonNullElse(days, List.of());
        }

        Frame append(Arguments arguments, Frame frame) {
            for (String day : days) {
                if (day == null || !day.matches("(0[1-9]|1[0-2])/(0[1-9]|[12]\\d|3[01])")) {
                    throw arguments.refused("'days' holds '" + day + "'; write month and day, for example 12/24.");
                }
                frame.u8(Integer.parseInt(day.substring(0, 2))).u8(Integer.parseInt(day.substring(3)));
            }
            return frame;
        }
    }

    /** The two coordinates in hundredths of a degree, as calendars have them. */
    static Frame coarse(Arguments arguments, Frame frame) {
        return frame.u16((int) Math.round(arguments.number("latitude", -90, 90) * 100))
                .u16((int) Math.round(arguments.number("longitude", -180, 180) * 100));
    }

    /** The two coordinates in tenths of a millionth of a degree, as locations have them. */
    static Frame fine(Arguments arguments, Frame frame) {
        return frame.u32(Math.round(arguments.number("latitude", -90, 90) * 1e7))
                .u32(Math.round(arguments.number("longitude", -180, 180) * 1e7));
    }

    static byte[] address(Arguments arguments) {
        byte[] text = arguments.text("address", "").getBytes(StandardCharsets.UTF_8);
        if (text.length > 100) {
            throw arguments.refused("'address' has " + text.length + " bytes; it may have 100.");
        }
        return text;
    }

    private static int tenMinutes(Arguments arguments, String time) {
        if (time == null || !time.matches("([01]\\d|2[0-3]):[0-5]0")) {
            throw arguments.refused("a step's 'time' is '" + time + "'; write HH:MM in steps of ten minutes.");
        }
        int minutes = Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
        return minutes / STEP_MINUTES;
    }

    private static int percent(Arguments arguments, Integer level) {
        if (level == null) {
            return 0xFF;
        }
        if (level < 0 || level > 100) {
            throw arguments.refused("a step's 'level' is " + level + "; it must be from 0 to 100.");
        }
        return level;
    }
}
