// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.borough.adapter.Downlink;

/** What firmware 1.0 can be told. */
final class Downlinks10 {

    static final Map<String, Function<Arguments, Downlink>> ACTS = Downlinks.with(Map.ofEntries(
            entry("requestStatus", Downlinks10::requestStatus),
            entry("setTime", Downlinks10::time),
            entry("setProfile", Downlinks10::profile),
            entry("clearProfiles", Downlinks10::clearProfiles),
            entry("setHolidays", Downlinks10::holidays),
            entry("setCalendar", Downlinks10::calendar),
            entry("setLocation", Downlinks10::location),
            entry("setDefaultLevel", Downlinks10::defaultLevel),
            entry("activateUpdate", arguments -> Downlinks.port(Downlinks.UPDATE, "activateUpdate", Frame.of(0xFF))),
            entry(
                    "readConfig",
                    Downlinks.readConfig(Map.ofEntries(
                            entry("status", new int[] {0x07}),
                            entry("usage", new int[] {0x0B}),
                            entry("bootDelay", new int[] {0x0D}),
                            entry("meteringAlert", new int[] {0x16}),
                            entry("calendar", new int[] {0x06}),
                            entry("profiles", new int[] {0x08, 0xFF}),
                            entry("holidays", new int[] {0x0C}),
                            entry("defaults", new int[] {0x0E}),
                            entry("location", new int[] {0x13}))))));

    private Downlinks10() {}

    private static Downlink requestStatus(Arguments arguments) {
        int flags = (arguments.flag("usage", false) ? 1 : 0) | (arguments.flag("status", true) ? 2 : 0);
        return Downlinks.port(Downlinks.COMMAND, "requestStatus", Frame.of(0x05, flags));
    }

    private static Downlink time(Arguments arguments) {
        return Downlinks.port(Downlinks.CONFIG, "setTime", Frame.of(0x09).u32(arguments.seconds("unixTime")));
    }

    private static Downlink profile(Arguments arguments) {
        Schedules.Profile profile = arguments.as(Schedules.Profile.class);
        int version = Objects.requireNonNullElse(profile.version(), 1);
        if (version < 0 || version >= 240) {
            throw arguments.refused("'version' is " + version + "; it must be from 0 to 239.");
        }
        Frame frame = Frame.of(0x08, arguments.whole("id", 0, 254), version, arguments.address("dali_broadcast"))
                .u8(profile.days(arguments));
        return Downlinks.port(Downlinks.CONFIG, "setProfile", profile.steps(arguments, frame));
    }

    private static Downlink clearProfiles(Arguments arguments) {
        Frame frame = Frame.of(0xFF, 0x04, arguments.address("all_profiles"));
        return Downlinks.port(Downlinks.CONFIG, "clearProfiles", frame);
    }

    private static Downlink holidays(Arguments arguments) {
        Frame frame = arguments.as(Schedules.Holidays.class).append(arguments, Frame.of(0x0C));
        return Downlinks.port(Downlinks.CONFIG, "setHolidays", frame);
    }

    private static Downlink calendar(Arguments arguments) {
        Frame frame =
                Frame.of(0x06, arguments.whole("sunriseOffset", -128, 127), arguments.whole("sunsetOffset", -128, 127));
        return Downlinks.port(Downlinks.CONFIG, "setCalendar", Schedules.coarse(arguments, frame));
    }

    private static Downlink location(Arguments arguments) {
        byte[] address = Schedules.address(arguments);
        Frame frame = Schedules.fine(arguments, Frame.of(0x13, 0x03));
        return Downlinks.port(
                Downlinks.CONFIG, "setLocation", frame.u8(address.length).raw(address));
    }

    private static Downlink defaultLevel(Arguments arguments) {
        return Downlinks.port(Downlinks.CONFIG, "setDefaultLevel", Frame.of(0x0E, 0x01, arguments.level()));
    }
}
