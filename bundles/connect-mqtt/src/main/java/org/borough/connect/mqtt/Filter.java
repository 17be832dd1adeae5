// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.Optional;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;

/**
 * A topic filter to which devices may subscribe.
 *
 * @param kind what it asks for
 * @param endpoint its first segment as the device wrote it
 * @param tenant its second segment, empty or the device's tenant
 * @param device its third segment, empty, {@code +} or a device
 * @param request its fourth segment, {@code q} or {@code req}, of a filter for commands
 */
record Filter(Kind kind, String endpoint, String tenant, String device, String request) {

    /** What one can subscribe to. */
    enum Kind {
        COMMANDS,
        ERRORS
    }

    /** Nothing when it is none that this device may use. */
    static Optional<Filter> parse(String text, DeviceId subscriber) {
        String[] parts = text.split("/", -1);
        return read(parts)
                .filter(f -> f.tenant.isEmpty() || f.tenant.equals(subscriber.tenant()))
                .filter(f -> !f.device.contains("#"));
    }

    private static Optional<Filter> read(String... parts) {
        boolean open = parts[parts.length - 1].equals("#");
        return switch (parts[0]) {
            case "c", "command" ->
                open && parts.length == 5 && (parts[3].equals("q") || parts[3].equals("req"))
                        ? Optional.of(new Filter(Kind.COMMANDS, parts[0], parts[1], parts[2], parts[3]))
                        : Optional.empty();
            case "e", "error" ->
                open && parts.length == 4
                        ? Optional.of(new Filter(Kind.ERRORS, parts[0], parts[1], parts[2], ""))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    boolean wildcard() {
        return device.equals(CommandTarget.ALL);
    }

    boolean ownOf(DeviceId subscriber) {
        return device.isEmpty() || device.equals(subscriber.id());
    }

    /** Own commands and those of all devices behind a gateway take each other's place. */
    String key(DeviceId subscriber) {
        return wildcard() || ownOf(subscriber) ? subscriber.id() : device;
    }

    CommandTarget target(DeviceId subscriber) {
        return ownOf(subscriber) ? CommandTarget.own(subscriber) : new CommandTarget(subscriber, device);
    }
}
