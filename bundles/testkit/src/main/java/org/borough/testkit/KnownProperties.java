// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.borough.things.SignalPlan;
import org.borough.things.TrafficCount;
import org.borough.things.TrafficFlow;

/** The properties an adapter may report: those of the capabilities, and its vendor's own under its own models. */
record KnownProperties(Set<String> models) {

    private static final Set<Property<?>> CAPABILITIES = Stream.of(
                    AirQuality.class,
                    Battery.class,
                    Climate.class,
                    FillLevel.class,
                    Luminaire.class,
                    Presence.class,
                    SignalPlan.class,
                    TrafficCount.class,
                    TrafficFlow.class)
            .flatMap(keys -> Stream.of(keys.getFields()))
            .filter(field -> field.getType() == Property.class)
            .map(KnownProperties::key)
            .collect(Collectors.toUnmodifiableSet());

    private static Property<?> key(Field field) {
        try {
            return (Property<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " cannot be read", e);
        }
    }

    void check(Reading<?> reading) {
        Property<?> property = reading.property();
        assertThat(property.path()).as("path of %s", property).matches("[^/\\x00-\\x1F]+(/[^/\\x00-\\x1F]+)*");
        assertThat(property.feature()).as("feature of %s", property).matches("[^/\\x00-\\x1F]+");
        if (property.model().startsWith("borough:")) {
            String name = property.model().split(":")[1];
            assertThat(CAPABILITIES).as("the capabilities' keys").contains(property.in(name));
        } else {
            assertThat(models).as("the models that the adapter declares").contains(property.model());
        }
        assertThat(reading.value()).as("value of %s", property.address()).isInstanceOf(property.type());
        checkValue(property.address(), reading.value());
    }

    private static void checkValue(String where, Object value) {
        if (value instanceof Double number) {
            assertThat(number).as(where).isFinite();
        } else if (value instanceof List<?> list) {
            list.forEach(item -> checkValue(where + "/-", item));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                assertThat(name).as("member names of %s", where).isInstanceOf(String.class);
                checkValue(where + "/" + name, member);
            });
        } else if (value instanceof Record record) {
            checkComponents(where, record);
        } else {
            assertThat(value).as(where).isInstanceOfAny(Boolean.class, Long.class, String.class);
        }
    }

    private static void checkComponents(String where, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = Json.component(record, component);
            String name = where + "/" + component.getName();
            if (!(value instanceof Optional<?> optional)) {
                checkValue(name, value);
            } else {
                optional.ifPresent(present -> checkValue(name, present));
            }
        }
    }
}
