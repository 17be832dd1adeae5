// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.thing.Reading;
import org.borough.things.Vendor;

/** What one packet says: in the vendor's words, and what these mean. Filled while it is read, by one thread. */
final class Packet {

    private final Map<String, Object> words = new LinkedHashMap<>();
    private final List<Reading<?>> meanings;
    private final List<String> warnings;
    private final List<String> errors;

    Packet() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private Packet(List<Reading<?>> meanings, List<String> warnings, List<String> errors) {
        this.meanings = meanings;
        this.warnings = warnings;
        this.errors = errors;
    }

    /** An object inside this packet, whose warnings and errors are the packet's. */
    Packet part() {
        return new Packet(meanings, warnings, errors);
    }

    Packet type(String name) {
        return say("packet_type", name);
    }

    Packet say(String name, int value) {
        return say(name, (Object) (long) value);
    }

    Packet say(String name, Object value) {
        words.put(name, value);
        return this;
    }

    /** Says whether a bit is set, bit 0 being the least significant one. */
    Packet flag(String name, int bits, int bit) {
        return say(name, Bits.isSet(bits, bit));
    }

    /** Says whether a bit is set, and warns by the same name when it is. */
    Packet alarm(String name, int bits, int bit) {
        return alarm(name, name, bits, bit);
    }

    Packet alarm(String name, String warning, int bits, int bit) {
        if (Bits.isSet(bits, bit)) {
            warn(warning);
        }
        return flag(name, bits, bit);
    }

    Packet means(Reading<?> reading) {
        meanings.add(reading);
        return this;
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void error(String error) {
        errors.add(error);
    }

    /** What was said so far. */
    Map<String, Object> words() {
        return words;
    }

    /** The readings; a packet that says nothing at all is refused by its errors. */
    List<Reading<?>> readings(String model) {
        if (words.isEmpty()) {
            throw new UndecodableUplinkException(
                    "not a packet of an UL20xx with this firmware: " + String.join(", ", errors) + ".");
        }
        List<Reading<?>> readings = new ArrayList<>(Vendor.says(model, words));
        if (!warnings.isEmpty()) {
            readings.add(Vendor.says(model, "warnings", List.copyOf(warnings)));
        }
        if (!errors.isEmpty()) {
            readings.add(Vendor.says(model, "errors", List.copyOf(errors)));
        }
        readings.addAll(meanings);
        return readings;
    }
}
