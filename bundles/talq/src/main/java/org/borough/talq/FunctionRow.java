// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.borough.thing.Property;

/**
 * One row of the table that says what a value of a function means.
 *
 * @param capability the capability, {@code luminaire} for example; {@code *} for what every device has
 * @param functionId the function's id in devices of ours
 * @param kind the function's type, with the gas in brackets where that tells several of a type apart
 * @param attribute the value's name, or the event's
 * @param type the value's type; {@code Event} for an event that comes with any new value
 * @param source the property's path; {@code =x} for the constant x, {@code desired:x} for what is wanted of a property,
 *     {@code thing:x} for what is known of the thing itself
 * @param factor what a value of ours is multiplied by; of an AttributeBinary the value below which it is ON
 * @param unit TALQ's name of the unit
 * @param scope configuration, measurement, operational or event
 * @param key whether a device that has the function has the capability
 */
public record FunctionRow(
        String capability,
        String functionId,
        String kind,
        String attribute,
        String type,
        String source,
        double factor,
        String unit,
        String scope,
        boolean key) {

    private static final String DESIRED = "desired:";

    /** The function's type. */
    public String functionType() {
        int bracket = kind.indexOf('[');
        return bracket < 0 ? kind : kind.substring(0, bracket);
    }

    /** Whether it is an event. */
    public boolean isEvent() {
        return scope.equals("event");
    }

    /** Whether it stands for a property that a device reports. */
    public boolean isReported() {
        return !source.startsWith("=") && !source.contains(":");
    }

    /** Whether it stands for what is wanted of a property. */
    public boolean isDesired() {
        return source.startsWith(DESIRED);
    }

    /** The path of the property. */
    public String path() {
        return isDesired() ? source.substring(DESIRED.length()) : source;
    }

    /** The model of the capability. */
    public String model() {
        return "borough:" + capability + ":1.0.0";
    }

    /** The property in a feature. */
    public Property<?> property(String feature) {
        return new Property<>(model(), feature, path(), javaType());
    }

    private Class<?> javaType() {
        return switch (type) {
            case "AttributeBoolean" -> Boolean.class;
            case "AttributeInteger" -> Long.class;
            case "AttributeString" -> String.class;
            default -> Double.class;
        };
    }

    /** The constant that it stands for, if it does. */
    public Optional<Attribute> constant() {
        if (!source.startsWith("=")) {
            return Optional.empty();
        }
        String text = source.substring(1);
        return Optional.of(
                switch (type) {
                    case "AttributeFloat", "AttributeLevelState" -> toTalq(Double.parseDouble(text));
                    default -> Attribute.of(type, text);
                });
    }

    /** A value of ours as TALQ writes it. */
    public Attribute toTalq(Object value) {
        return Attribute.of(type, talqValue(value));
    }

    private Object talqValue(Object value) {
        return switch (type) {
            case "AttributeFloat" -> round(((Number) value).doubleValue() * factor);
            case "AttributeInteger" -> Math.round(((Number) value).doubleValue() * factor);
            case "AttributePercent" -> Math.max(0, Math.min(100, Math.round(((Number) value).doubleValue() * factor)));
            case "AttributeLevelState" -> State.level(((Number) value).doubleValue());
            case "AttributeCommand" -> Command.level(((Number) value).doubleValue(), "");
            case "AttributeBinary" -> ((Number) value).doubleValue() < factor ? "ON" : "OFF";
            default -> value;
        };
    }

    /** A value of TALQ's as ours, if it can be one. */
    public Optional<Object> fromTalq(JsonNode value) {
        return switch (type) {
            case "AttributeBoolean" -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
            case "AttributeInteger" ->
                value.isNumber() ? Optional.of(Math.round(value.doubleValue() / factor)) : Optional.empty();
            case "AttributeFloat", "AttributePercent" ->
                value.isNumber() ? Optional.of(round(value.doubleValue() / factor)) : Optional.empty();
            case "AttributeLevelState" -> level(value);
            case "AttributeCommand" -> level(value.path("state"));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> level(JsonNode state) {
        boolean level = state.path("name").asText().equals("LevelState")
                && state.path("value").isNumber();
        return level ? Optional.of(state.path("value").doubleValue()) : Optional.empty();
    }

    /** Nine digits: what a factor adds of noise is cut off, what a device measured is not. */
    private static double round(double number) {
        return number == 0 || Double.isNaN(number) || Double.isInfinite(number)
                ? number
                : new java.math.BigDecimal(number)
                        .round(new java.math.MathContext(9))
                        .doubleValue();
    }
}
