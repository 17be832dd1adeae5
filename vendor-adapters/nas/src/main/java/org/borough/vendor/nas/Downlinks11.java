// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;
import org.borough.adapter.Downlink;

/** What firmware 1.1 can be told. */
final class Downlinks11 {

    static final Map<String, Function<Arguments, Downlink>> ACTS = Downlinks.with(Map.ofEntries(
            entry("requestStatus", Downlinks11::requestStatus),
            entry("setTime", Downlinks11::time),
            entry("setProfile", Downlinks11::profile),
            entry("clearProfiles", Downlinks11::clearProfiles),
            entry("setHolidays", Downlinks11::holidays),
            entry("setCalendar", Downlinks11::calendar),
            entry("setLocation", Downlinks11::location),
            entry("setFallbackLevel", Downlinks11::fallbackLevel),
            entry("setFade", Downlinks11::fade),
            entry("identify", arguments -> Downlinks.port(Downlinks.COMMAND, "identify", Frame.of(0x0B))),
            entry("rescanDali", arguments -> Downlinks.port(Downlinks.COMMAND, "rescanDali", Frame.of(0x0A, 0xFF))),
            entry("restart", arguments -> Downlinks.port(Downlinks.UPDATE, "restart", Frame.of(0xFE))),
            entry("activateUpdate", arguments -> Downlinks.port(Downlinks.UPDATE, "activateUpdate", Frame.of(0xFF))),
            entry(
                    "readConfig",
                    Downlinks.readConfig(Map.ofEntries(
                            entry("status", new int[] {0x07}),
                            entry("usage", new int[] {0x0B}),
                            entry("bootDelay", new int[] {0x0D}),
                            entry("meteringAlert", new int[] {0x16}),
                            entry("calendar", new int[] {0x20}),
                            entry("profiles", new int[] {0x21, 0xFF}),
                            entry("fade", new int[] {0x22}),
                            entry("holidays", new int[] {0x23}),
                            entry("daliMonitor", new int[] {0x24}),
                            entry("fallbackLevel", new int[] {0x25}),
                            entry("location", new int[] {0x26}),
                            entry("lumalink", new int[] {0x27}),
                            entry("digInput", new int[] {0x28}),
                            entry("lightSensor", new int[] {0x29}),
                            entry("interfaceType", new int[] {0x2B}))))));

    private Downlinks11() {}

    private static Downlink requestStatus(Arguments arguments) {
        int flags = (arguments.flag("usage", false) ? 1 : 0)
                | (arguments.flag("status", true) ? 2 : 0)
                | (arguments.flag("dimMap", false) ? 4 : 0)
                | (arguments.flag("location", false) ? 8 : 0);
        return Downlinks.port(Downlinks.COMMAND, "requestStatus", Frame.of(0x05, flags));
    }

    /** Without a time the controller asks the network for it. */
    private static Downlink time(Arguments arguments) {
        boolean given =
                arguments.command().payload().get("unixTime", Long.class).isPresent();
        long seconds = given ? arguments.seconds("unixTime") : 0;
        return Downlinks.port(Downlinks.CONFIG, "setTime", Frame.of(0x09).u32(seconds));
    }

    private static Downlink profile(Arguments arguments) {
        Schedules.Profile profile = arguments.as(Schedules.Profile.class);
        Frame frame = Frame.of(
                        0x21, arguments.whole("id", 0, 7), profile.steps().size())
                .u8(arguments.address("dali_broadcast"))
                .u8(profile.days(arguments))
                .u8(0);
        return Downlinks.port(Downlinks.CONFIG, "setProfile", profile.steps(arguments, frame));
    }

    private static Downlink clearProfiles(Arguments arguments) {
        Frame frame = Frame.of(0xFF, 0x21, arguments.address("all_profiles"));
        return Downlinks.port(Downlinks.CONFIG, "clearProfiles", frame);
    }

    private static Downlink holidays(Arguments arguments) {
        Schedules.Holidays holidays = arguments.as(Schedules.Holidays.class);
        Frame frame = Frame.of(0x23, holidays.days().size());
        return Downlinks.port(Downlinks.CONFIG, "setHolidays", holidays.append(arguments, frame));
    }

    private static Downlink calendar(Arguments arguments) {
        Schedules.Calendar calendar = arguments.as(Schedules.Calendar.class);
        int flags = (arguments.flag("prefersMetaPosition", false) ? 1 : 0)
                | (arguments.flag("clampsProfiles", false) ? 2 : 0)
                | (arguments.flag("clampsDigInput", false) ? 4 : 0)
                | (arguments.flag("ignoresGnss", false) ? 8 : 0);
        Frame frame = Schedules.coarse(arguments, Frame.of(0x20, calendar.counts(arguments), flags));
        return Downlinks.port(Downlinks.CONFIG, "setCalendar", calendar.steps(arguments, frame));
    }

    private static Downlink location(Arguments arguments) {
        byte[] address = Schedules.address(arguments);
        Frame frame = Schedules.fine(arguments, Frame.of(0x26, address.length));
        return Downlinks.port(Downlinks.CONFIG, "setLocation", frame.raw(address));
    }

    private static Downlink fallbackLevel(Arguments arguments) {
        return Downlinks.port(Downlinks.CONFIG, "setFallbackLevel", Frame.of(0x25, arguments.level()));
    }

    /** The nearest of the sixteen fade times of DALI. */
    private static Downlink fade(Arguments arguments) {
        int code = ConfigPackets.fadeCode(arguments.number("seconds", 0, 120));
        return Downlinks.port(Downlinks.CONFIG, "setFade", Frame.of(0x22, code));
    }
}
