// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.List;
import java.util.Optional;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;

/** The arguments of one command, checked: whatever is missing or out of range refuses the command and is named. */
record Arguments(Command.Message command) {

    int whole(String name, int min, int max) {
        long value = need(name, get(name, Long.class), "a whole number from " + min + " to " + max);
        if (value < min || value > max) {
            throw refused(
                    "'" + name + "' is " + value + "; it must be a whole number from " + min + " to " + max + ".");
        }
        return (int) value;
    }

    int whole(String name, int min, int max, int otherwise) {
        return get(name, Long.class).isPresent() ? whole(name, min, max) : otherwise;
    }

    boolean has(String name) {
        return get(name, Double.class).isPresent();
    }

    long seconds(String name) {
        long max = 0xFFFF_FFFFL;
        long value = need(name, get(name, Long.class), "a number of seconds");
        if (value < 0 || value > max) {
            throw refused("'" + name + "' is " + value + "; it must be from 0 to " + max + ".");
        }
        return value;
    }

    double number(String name, double min, double max) {
        double value = need(name, get(name, Double.class), "a number from " + min + " to " + max);
        if (!(value >= min && value <= max)) {
            throw refused("'" + name + "' is " + value + "; it must be from " + min + " to " + max + ".");
        }
        return value;
    }

    String text(String name, String otherwise) {
        return get(name, String.class).orElse(otherwise);
    }

    String text(String name) {
        return need(name, get(name, String.class), "a text");
    }

    boolean flag(String name) {
        return need(name, get(name, Boolean.class), "true or false");
    }

    boolean flag(String name, boolean otherwise) {
        return get(name, Boolean.class).orElse(otherwise);
    }

    /** Percent, 0 to 100. */
    int level() {
        return whole("level", 0, 100);
    }

    int address(String otherwise) {
        String name = text("address", otherwise);
        return Names.address(name)
                .orElseThrow(() -> refused("'address' is '" + name + "'; it must be dali_broadcast, all_devices,"
                        + " analog_0_10v, dali_single_0 to 63 or dali_group_0 to 15."));
    }

    <T extends Record> T as(Class<T> type) {
        try {
            return command.payload().as(type);
        } catch (BoroughException e) {
            throw refused(e.getMessage());
        }
    }

    int days(List<String> names) {
        return Names.days(names)
                .orElseThrow(() -> refused(
                        "'days' is " + names + "; it must be some of holiday, mon, tue, wed, thu, fri, sat, sun."));
    }

    UnsupportedCommandException refused(String remedy) {
        return new UnsupportedCommandException(command, remedy);
    }

    private <T> T need(String name, Optional<T> value, String kind) {
        return value.orElseThrow(() -> refused("the argument '" + name + "' is missing or not " + kind + "."));
    }

    private <T> Optional<T> get(String name, Class<T> type) {
        try {
            return command.payload().get(name, type);
        } catch (BoroughException e) {
            throw refused(e.getMessage());
        }
    }
}
