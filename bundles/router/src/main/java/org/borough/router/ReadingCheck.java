// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.thing.BoroughException;
import org.borough.thing.Property;
import org.borough.thing.Reading;

/** Lets only readings through that a twin can hold. */
final class ReadingCheck {

    private static final int MAX_DEPTH = 8;
    /** Before it and after it no clock of a device is right; dates beyond have more than four digits a year. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Limits.Readings limits;

    ReadingCheck(Limits.Readings limits) {
        this.limits = limits;
    }

    /**
     * Checks what an adapter gave, and stamps what has no time of its own.
     *
     * @param receivedAt the stamp; {@link Reading#ON_ARRIVAL} for none
     * @throws IllegalReadingException when it breaks the contract
     */
    List<Reading<?>> check(List<Reading<?>> readings, Instant receivedAt) {
        if (readings == null) {
            throw new IllegalReadingException("it gave null instead of readings.");
        }
        List<Reading<?>> checked = new ArrayList<>();
        for (Reading<?> reading : readings) {
            if (checked.size() == limits.max()) {
                throw new IllegalReadingException("it gave more than " + limits.max() + " readings (maxReadings).");
            }
            checked.add(check(reading, receivedAt));
        }
        return checked;
    }

    private Reading<?> check(Reading<?> reading, Instant receivedAt) {
        if (reading == null) {
            throw new IllegalReadingException("it gave null as a reading.");
        }
        Property<?> property = reading.property();
        if (!place(property.feature(), false) || !place(property.path(), true)) {
            throw new IllegalReadingException("the place '" + property.address() + "' is not one in a twin.");
        }
        if (!property.type().isInstance(reading.value())) {
            throw new IllegalReadingException(property.address() + " is "
                    + reading.value().getClass().getSimpleName() + ", not "
                    + property.type().getSimpleName() + ".");
        }
        value(property.address(), reading.value(), 0);
        Instant at = reading.at(receivedAt);
        if (at.equals(Reading.ON_ARRIVAL)) {
            return reading;
        }
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalReadingException(property.address() + " has the time " + at + ".");
        }
        return at == reading.at() ? reading : stamped(reading, at);
    }

    private static <T> Reading<T> stamped(Reading<T> reading, Instant at) {
        return new Reading<>(reading.property(), reading.value(), at);
    }

    private static boolean place(String text, boolean path) {
        char before = '/';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F || c == '/' && (!path || before == '/')) {
                return false;
            }
            before = c;
        }
        return before != '/';
    }

    private void value(String address, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalReadingException(address + " is nested deeper than " + MAX_DEPTH + ".");
        }
        if (value instanceof String text) {
            if (text.length() > limits.textLength()) {
                throw new IllegalReadingException(address + " has " + text.length() + " characters; at most "
                        + limits.textLength() + " are taken (maxTextLength).");
            }
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalReadingException(address + " is " + number + ", which is no value.");
            }
        } else if (!(value instanceof Long || value instanceof Boolean)) {
            compound(address, value, depth);
        }
    }

    private void compound(String address, Object value, int depth) {
        if (value instanceof List<?> list) {
            if (list.size() > limits.max()) {
                throw new IllegalReadingException(address + " has " + list.size() + " items; at most " + limits.max()
                        + " are taken (maxReadings).");
            }
            list.forEach(item -> value(address, item, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                value(address, name, depth + 1);
                value(address, member, depth + 1);
            });
        } else if (value instanceof Record record) {
            members(address, record, depth);
        } else {
            String kind =
                    value == null ? "null" : "of the class " + value.getClass().getName();
            throw new IllegalReadingException(
                    address + " is " + kind + "; Boolean, Long, Double, String, records and lists of these are taken.");
        }
    }

    private void members(String address, Record record, int depth) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object member = member(address, record, component);
            if (member instanceof Optional<?> optional) {
                optional.ifPresent(present -> value(address + '/' + component.getName(), present, depth + 1));
            } else {
                value(address + '/' + component.getName(), member, depth + 1);
            }
        }
    }

    private static Object member(String address, Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalReadingException(address + '/' + component.getName() + " cannot be read: " + e + ".");
        }
    }

    /** An adapter broke its contract. Unlike {@link UndecodableUplinkException} this counts against it. */
    static final class IllegalReadingException extends BoroughException {

        private static final long serialVersionUID = 1L;

        IllegalReadingException(String message) {
            super(message);
        }
    }
}
