// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.borough.engine.Recordings.Entry;
import org.eclipse.ditto.json.JsonValue;

/** What the readings of a stretch of time can be put down to. */
enum Aggregate {
    AVG(entry -> number(entry, entry.numbers().getAverage())),
    MIN(entry -> number(entry, entry.numbers().getMin())),
    MAX(entry -> number(entry, entry.numbers().getMax())),
    SUM(entry -> number(entry, entry.numbers().getSum())),
    COUNT(entry -> Optional.of(JsonValue.of(entry.count()))),
    FIRST(entry -> Optional.of(entry.first())),
    LAST(entry -> Optional.of(entry.last()));

    private final Function<Entry, Optional<JsonValue>> value;

    Aggregate(Function<Entry, Optional<JsonValue>> value) {
        this.value = value;
    }

    static Aggregate of(String name) {
        return Arrays.stream(values())
                .filter(aggregate -> aggregate.id().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("'aggregate' has '" + name + "' but knows "
                        + Arrays.stream(values()).map(Aggregate::id).collect(Collectors.joining(", "))));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a stretch; nothing where only numbers have one and there are none. */
    Optional<JsonValue> of(Entry entry) {
        return value.apply(entry);
    }

    private static Optional<JsonValue> number(Entry entry, double number) {
        return entry.numbers().getCount() == 0 ? Optional.empty() : Optional.of(JsonValue.of(number));
    }
}
