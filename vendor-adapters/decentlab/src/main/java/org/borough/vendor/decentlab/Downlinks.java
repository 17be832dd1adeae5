// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.Downlink;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;

/**
 * The vendor's commands, the same for all its devices: command, parameter and CRC-16 (MODBUS), two bytes each, on fPort 1.
 * A subject is the vendor's name of a command, however it is written: {@code set period + save}, {@code setPeriodSave}.
 */
final class Downlinks {

    private static final int PORT = 1;
    private static final int PARAMETERS = 16;
    private static final int SENSORS = 10;
    private static final Map<String, Act> ACTS = acts();

    /** One command with the range of its parameter; without one when the range is empty. */
    private record Act(int code, int min, int max) {

        boolean hasParameter() {
            return max > 0;
        }
    }

    private Downlinks() {}

    private static Map<String, Act> acts() {
        Map<String, Act> acts = new HashMap<>();
        pair(acts, "set period", 0x01, 1, 65_535);
        pair(acts, "set dr", 0x03, 0, 15);
        pair(acts, "set adr on", 0x05, 0, 0);
        pair(acts, "set adr off", 0x07, 0, 0);
        pair(acts, "set dr_min", 0x09, 0, 65_535);
        pair(acts, "set dr_max", 0x0B, 0, 65_535);
        pair(acts, "set pwridx_min", 0x0D, 0, 65_535);
        pair(acts, "set pwridx_max", 0x0F, 0, 65_535);
        pair(acts, "set send_period", 0x11, 0, 65_535);
        pair(acts, "set join_period", 0x13, 0, 1_000);
        pair(acts, "set pwridx", 0x15, 0, 65_535);
        pair(acts, "set linkcheck_period", 0x17, 0, 65_535);
        pair(acts, "set linkcheck_tolerance", 0x19, 0, 65_535);
        pair(acts, "set linkcheck_limit", 0x1B, 0, 65_535);
        pair(acts, "set port", 0x1D, 1, 223);
        for (int i = 0; i < PARAMETERS; i++) {
            acts.put(key("set param " + i), new Act(0x20 + i, 0, 65_535));
            acts.put(key("set param " + i + " + save"), new Act(0x30 + i, 0, 65_535));
        }
        for (int i = 0; i < SENSORS; i++) {
            acts.put(key("set sensor_period " + i), new Act(0x50 + i, 0, 65_535));
            acts.put(key("set sensor_period " + i + " + save"), new Act(0x60 + i, 0, 65_535));
        }
        acts.put(key("reset"), new Act(0xFEFE, 0, 0));
        acts.put(key("factory reset"), new Act(0xFEF0, 0, 0));
        acts.put(key("sleep"), new Act(0xFEF1, 0, 0));
        return Map.copyOf(acts);
    }

    private static void pair(Map<String, Act> acts, String name, int code, int min, int max) {
        acts.put(key(name), new Act(code, min, max));
        acts.put(key(name + " + save"), new Act(code + 1, min, max));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    static Downlink encode(Command command) {
        if (!(command instanceof Command.Message message)) {
            throw new UnsupportedCommandException(command, "these devices have nothing that can be desired.");
        }
        String subject = key(message.subject());
        String name = subject.equals("command")
                ? key(argument(message, "command", String.class).orElse(""))
                : subject;
        boolean save = argument(message, "save", Boolean.class).orElse(false);
        Act act = ACTS.get(save && !name.endsWith("save") ? name + "save" : name);
        if (act == null) {
            throw new UnsupportedCommandException(
                    command,
                    "it understands setPeriod, setAdrOn, setAdrOff, setDr, setSendPeriod, setJoinPeriod, setParam0 to 15,"
                            + " reset and the vendor's other commands, each also with 'save'.");
        }
        return downlink(name, act.code(), act.hasParameter() ? parameter(message, act) : 0);
    }

    private static int parameter(Command.Message message, Act act) {
        long value = argument(message, "parameter", Long.class)
                .orElseThrow(() -> new UnsupportedCommandException(
                        message, "the argument 'parameter' is missing or not a whole number."));
        if (value < act.min() || value > act.max()) {
            throw new UnsupportedCommandException(
                    message, "'parameter' is " + value + "; it must be from " + act.min() + " to " + act.max() + ".");
        }
        return (int) value;
    }

    private static <T> Optional<T> argument(Command.Message message, String name, Class<T> type) {
        try {
            return message.payload().get(name, type);
        } catch (BoroughException e) {
            throw new UnsupportedCommandException(message, e.getMessage());
        }
    }

    private static Downlink downlink(String subject, int code, int parameter) {
        byte[] frame = new byte[6];
        put(frame, 0, code);
        put(frame, 2, parameter);
        put(frame, 4, crc(frame, 4));
        return Downlink.lorawan(subject, PORT, frame);
    }

    private static void put(byte[] frame, int offset, int value) {
        frame[offset] = (byte) (value >> 8);
        frame[offset + 1] = (byte) value;
    }

    /** CRC-16/MODBUS: polynomial 0x8005 reflected, start 0xFFFF. */
    private static int crc(byte[] bytes, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
            }
        }
        return crc;
    }
}
