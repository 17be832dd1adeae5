// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import java.util.HexFormat;
import java.util.Optional;
import org.borough.adapter.Downlink;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;

/** What the whole family can be told. */
final class Downlinks {

    private static final int PORT = 85;
    private static final int MAX_SECONDS = 64_800;

    private Downlinks() {}

    static Downlink encode(Command command) {
        if (!(command instanceof Command.Message message)) {
            throw new UnsupportedCommandException(command, "these devices have nothing that can be desired.");
        }
        return switch (message.subject()) {
            case "reboot" -> frame("reboot", 0xFF, 0x10, 0xFF);
            case "setReportInterval" -> reportInterval(message);
            case "raw" -> raw(message);
            default ->
                throw new UnsupportedCommandException(command, "it understands reboot, setReportInterval and raw.");
        };
    }

    private static Downlink reportInterval(Command.Message message) {
        long seconds = argument(message, "seconds", Long.class).orElse(-1L);
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new UnsupportedCommandException(
                    message, "'seconds' must be a whole number from 1 to " + MAX_SECONDS + ".");
        }
        return frame("setReportInterval", 0xFF, 0x03, (int) seconds, (int) seconds >> 8);
    }

    private static Downlink raw(Command.Message message) {
        String hex = argument(message, "hex", String.class).orElse("");
        if (!hex.matches("([0-9a-fA-F]{2}){1,222}")) {
            throw new UnsupportedCommandException(message, "'hex' must be 1 to 222 bytes of two hex digits.");
        }
        return Downlink.lorawan("raw", PORT, HexFormat.of().parseHex(hex));
    }

    private static <T> Optional<T> argument(Command.Message message, String name, Class<T> type) {
        try {
            return message.payload().get(name, type);
        } catch (BoroughException e) {
            throw new UnsupportedCommandException(message, e.getMessage());
        }
    }

    private static Downlink frame(String subject, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Downlink.lorawan(subject, PORT, bytes);
    }
}
