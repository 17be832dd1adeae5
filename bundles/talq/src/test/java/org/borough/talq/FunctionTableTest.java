// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.borough.thing.Property;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.junit.jupiter.api.Test;

class FunctionTableTest {

    private final FunctionTable table = FunctionTable.standard();

    @Test
    void everyPropertyInItIsOneOfTheCapabilities() throws IllegalAccessException {
        List<Property<?>> known = new ArrayList<>();
        for (Class<?> keys : List.of(
                Luminaire.class,
                Presence.class,
                TrafficCount.class,
                FillLevel.class,
                Battery.class,
                Climate.class,
                AirQuality.class)) {
            for (Field field : keys.getFields()) {
                if (field.get(null) instanceof Property<?> property) {
                    known.add(property);
                }
            }
        }
        assertThat(table.rows().stream()
                        .filter(row -> row.isReported() || row.isDesired())
                        .map(row -> row.property(row.capability())))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(known).contains(property));
    }

    @Test
    void everyValueInItIsAsPublished() {
        for (FunctionRow row : table.rows()) {
            if (row.isReported() && !row.type().equals("Event")) {
                Object value =
                        switch (row.type()) {
                            case "AttributeBoolean" -> true;
                            case "AttributeInteger" -> 40L;
                            default -> 40.0;
                        };
                Function function = new Function("f", row.functionType(), Map.of(row.attribute(), row.toTalq(value)));
                assertThat(Published.GATEWAY.entity("Function", TalqJson.node(function)))
                        .as(row.toString())
                        .isEmpty();
            }
            row.constant().ifPresent(constant -> assertThat(Published.GATEWAY.entity(
                            "Function",
                            TalqJson.node(new Function("f", row.functionType(), Map.of(row.attribute(), constant)))))
                    .as(row.toString())
                    .isEmpty());
        }
    }

    @Test
    void aValueComesBackAsItWent() {
        for (FunctionRow row : table.rows()) {
            if (row.isReported()
                    && !Set.of("Event", "AttributeBinary", "AttributeBoolean").contains(row.type())) {
                double value = 37;
                Object back = row.fromTalq(row.toTalq(value).content()).orElseThrow();
                assertThat(((Number) back).doubleValue()).as(row.toString()).isEqualTo(value, within(1e-6));
            }
        }
    }

    @Test
    void gasesAreConvertedByTheirMolarMass() {
        FunctionRow no2 = table.meaning(Set.of("GasSensorFunction[NO2]"), "GasSensorFunction[NO2]", "gasConcentration")
                .orElseThrow();
        // 200 micrograms per cubic metre, the hourly limit value, are 0.1046 ppm.
        assertThat(no2.toTalq(200.0).content().doubleValue()).isEqualTo(0.1046, within(0.0001));
    }

    @Test
    void aTemperatureBelongsToTheContainerWhereThereIsOneAndToTheAirElsewhere() {
        assertThat(table.meaning(
                                Set.of("FillingLevelSensorFunction", "TemperatureSensorFunction"),
                                "TemperatureSensorFunction",
                                "temperature")
                        .map(FunctionRow::capability))
                .contains("fillLevel");
        assertThat(table.meaning(Set.of("TemperatureSensorFunction"), "TemperatureSensorFunction", "temperature")
                        .map(FunctionRow::capability))
                .contains("climate");
    }

    @Test
    void aMeterOfACabinetIsNoLamp() {
        assertThat(table.meaning(Set.of("ElectricalMeterFunction"), "ElectricalMeterFunction", "totalPower"))
                .isEmpty();
    }

    @Test
    void valuesOfTheWrongKindMeanNothing() {
        FunctionRow level = table.meaning(Set.of("LampActuatorFunction"), "LampActuatorFunction", "actualLightState")
                .orElseThrow();
        assertThat(level.fromTalq(TalqJson.node("bright"))).isEmpty();
        assertThat(level.fromTalq(TalqJson.node(Map.of("name", "TextState", "value", "bright"))))
                .isEmpty();
    }

    @Test
    void aTableWithTooFewColumnsIsRefused() {
        assertThatThrownBy(() -> FunctionTable.parse("luminaire,lamp")).hasMessageContaining("2 columns");
    }

    @Test
    void itKnowsTheCapabilitiesThatTheCityHas() {
        assertThat(table.capabilities().stream().collect(Collectors.joining(" ")))
                .isEqualTo("airQuality battery climate fillLevel luminaire presence trafficCount");
    }
}
