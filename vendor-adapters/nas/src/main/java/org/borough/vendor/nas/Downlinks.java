// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static java.util.Map.entry;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.Downlink;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.thing.Command;
import org.borough.things.Luminaire;

/** What both firmwares can be told. An act is found by its subject and makes the downlink from its arguments. */
final class Downlinks {

    static final int REQUEST = 49;
    static final int CONFIG = 50;
    static final int UPDATE = 51;
    static final int COMMAND = 60;

    private static final int RESUME = 0xFF;
    private static final String BROADCAST = "dali_broadcast";

    private static final Map<String, Function<Arguments, Downlink>> COMMON = Map.ofEntries(
            entry("dim", Downlinks::dim),
            entry("dimFor", Downlinks::dimFor),
            entry("resume", Downlinks::resume),
            entry("requestUsage", arguments -> port(COMMAND, "requestUsage", Frame.of(0x05, 0x01))),
            entry("setOpenDrain", Downlinks::openDrain),
            entry("setLed", Downlinks::led),
            entry("setStatusInterval", Downlinks::statusInterval),
            entry("setUsageInterval", Downlinks::usageInterval),
            entry("setBootDelay", Downlinks::bootDelay),
            entry("setMeteringAlert", Downlinks::meteringAlert),
            entry("raw", Downlinks::raw));

    private Downlinks() {}

    /** The acts of a firmware: its own and the common ones. */
    static Map<String, Function<Arguments, Downlink>> with(Map<String, Function<Arguments, Downlink>> own) {
        return Stream.of(COMMON, own)
                .flatMap(acts -> acts.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Downlink encode(Command command, Map<String, Function<Arguments, Downlink>> acts) {
        if (command instanceof Command.Desired desired) {
            return desired(desired);
        }
        Command.Message message = (Command.Message) command;
        Function<Arguments, Downlink> act = acts.get(message.subject());
        if (act == null) {
            throw new UnsupportedCommandException(
                    command, "it understands " + String.join(", ", new TreeMap<>(acts).keySet()) + ".");
        }
        return act.apply(new Arguments(message));
    }

    private static Downlink desired(Command.Desired desired) {
        Optional<Double> level = desired.get(Luminaire.LEVEL);
        double percent = level.or(() -> desired.get(Luminaire.ON).map(on -> on ? 100.0 : 0.0))
                .orElseThrow(() -> new UnsupportedCommandException(
                        desired, "only luminaire/level (0 to 100) and luminaire/on can be desired."));
        if (!(percent >= 0 && percent <= 100)) {
            throw new UnsupportedCommandException(
                    desired, "luminaire/level must be from 0 to 100, not " + percent + ".");
        }
        return port(COMMAND, "dim", Frame.of(0x01, Names.BROADCAST, (int) Math.round(percent)));
    }

    static Downlink port(int port, String subject, Frame frame) {
        return Downlink.lorawan(subject, port, frame.bytes());
    }

    private static Downlink dim(Arguments arguments) {
        return port(COMMAND, "dim", Frame.of(0x01, arguments.address(BROADCAST), arguments.level()));
    }

    private static Downlink dimFor(Arguments arguments) {
        int minutes = arguments.whole("minutes", 1, 255);
        return port(COMMAND, "dimFor", Frame.of(0x09, arguments.address(BROADCAST), arguments.level(), minutes));
    }

    private static Downlink resume(Arguments arguments) {
        return port(COMMAND, "resume", Frame.of(0x01, arguments.address(BROADCAST), RESUME));
    }

    private static Downlink openDrain(Arguments arguments) {
        return port(COMMAND, "setOpenDrain", Frame.of(0x0C, arguments.flag("on") ? 1 : 0));
    }

    private static Downlink led(Arguments arguments) {
        return port(CONFIG, "setLed", Frame.of(0x15, arguments.flag("on") ? 1 : 0));
    }

    private static Downlink statusInterval(Arguments arguments) {
        return port(CONFIG, "setStatusInterval", Frame.of(0x07).u32(arguments.seconds("seconds")));
    }

    private static Downlink usageInterval(Arguments arguments) {
        int volts = arguments.whole("mainsVoltage", 0, 254, 255);
        Frame frame = Frame.of(0x0B).u32(arguments.seconds("seconds")).u8(volts);
        return port(CONFIG, "setUsageInterval", frame);
    }

    private static Downlink bootDelay(Arguments arguments) {
        return port(CONFIG, "setBootDelay", Frame.of(0x0D).u16(arguments.whole("seconds", 0, 0xFFFF)));
    }

    /** Limits that are left out raise no alert. */
    private static Downlink meteringAlert(Arguments arguments) {
        boolean factor = arguments
                .command()
                .payload()
                .get("minPowerFactor", Double.class)
                .isPresent();
        Frame frame = Frame.of(0x16, 0x01)
                .u16(arguments.whole("minPower", 0, 0xFFFE, 0xFFFF))
                .u16(arguments.whole("maxPower", 0, 0xFFFE, 0xFFFF))
                .u16(arguments.whole("minVoltage", 0, 0xFFFE, 0xFFFF))
                .u16(arguments.whole("maxVoltage", 0, 0xFFFE, 0xFFFF))
                .u8(factor ? (int) Math.round(arguments.number("minPowerFactor", 0, 1) * 100) : 0xFF);
        return port(CONFIG, "setMeteringAlert", frame);
    }

    private static Downlink raw(Arguments arguments) {
        String hex = arguments.text("hex");
        if (!hex.matches("([0-9a-fA-F]{2}){1,222}")) {
            throw arguments.refused("'hex' must be 1 to 222 bytes of two hex digits.");
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        return port(arguments.whole("fPort", 1, 223), "raw", Frame.of().raw(bytes));
    }

    /** Asks for a setting by its name. */
    static Function<Arguments, Downlink> readConfig(Map<String, int[]> headers) {
        return arguments -> {
            String config = arguments.text("config");
            int[] header = headers.get(config);
            if (header == null) {
                throw arguments.refused("'config' is '" + config + "'; it must be one of "
                        + String.join(", ", new TreeMap<>(headers).keySet()) + ".");
            }
            return port(REQUEST, "readConfig", Frame.of(header));
        };
    }
}
