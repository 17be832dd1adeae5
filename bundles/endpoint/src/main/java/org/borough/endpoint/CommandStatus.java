// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

/** The status that a device gives with its answer to a command: 200 to 299 for success, 400 to 599 for failure. */
public final class CommandStatus {

    /** Stands for what is no such status. */
    public static final int NONE = -1;

    private CommandStatus() {}

    /** Reads one; {@link #NONE} when it is none. */
    public static int parse(String text) {
        return text.matches("2\\d\\d|[45]\\d\\d") ? Integer.parseInt(text) : NONE;
    }
}
