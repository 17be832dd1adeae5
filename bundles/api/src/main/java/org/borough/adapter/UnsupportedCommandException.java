// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.util.stream.Collectors;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;
import org.borough.thing.Setting;

/** The device cannot do what was asked. The command is rejected with this message. */
public final class UnsupportedCommandException extends BoroughException {

    private static final long serialVersionUID = 1L;

    /** Names thing and command. */
    public UnsupportedCommandException(Command command) {
        super(command.thing() + " cannot do " + describe(command) + ": its adapter has no downlink for it.");
    }

    /** Names thing and command, and what the device could do instead. */
    public UnsupportedCommandException(Command command, String remedy) {
        super(command.thing() + " cannot do " + describe(command) + ": " + remedy);
    }

    private static String describe(Command command) {
        if (command instanceof Command.Desired desired) {
            return desired.settings().stream().map(Setting::address).collect(Collectors.joining(", "));
        }
        return "'" + ((Command.Message) command).subject() + "'";
    }
}
