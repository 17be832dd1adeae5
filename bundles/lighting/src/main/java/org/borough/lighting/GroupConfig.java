// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The rules of one group, as a file. */
@ObjectClassDefinition(
        name = "Borough lighting group",
        description = "The rules of one group of lamps; they are written into the group's thing when the file changes.")
@interface GroupConfig {

    @AttributeDefinition(description = "The id of the group's thing, such as springfield:lighting-park.")
    String thing();

    @AttributeDefinition(description = "Lamps of the group: thing ids with commas between them.", required = false)
    String members() default "";

    @AttributeDefinition(description = "Lamps that have this attribute with memberValue belong too.", required = false)
    String memberAttribute() default "";

    @AttributeDefinition(description = "The value of memberAttribute.", required = false)
    String memberValue() default "";

    @AttributeDefinition(description = "Lamps this near to latitude and longitude belong too, metres, 0 to 100000.")
    double memberRadiusMetres() default 0;

    @AttributeDefinition(description = "Degrees north of the group's middle, -90 to 90.", required = false)
    String latitude();

    @AttributeDefinition(description = "Degrees east of the group's middle, -180 to 180.", required = false)
    String longitude();

    @AttributeDefinition(
            description = "Sensors that speak for all lamps: thing ids with commas between them.",
            required = false)
    String sensors() default "";

    @AttributeDefinition(description = "Sensors speak for the lamps this near to them, metres, 0 to 5000.")
    double sensorRadiusMetres() default 50;

    @AttributeDefinition(description = "After this silence of a sensor its lamps burn at full level, 10 to 604800.")
    double sensorSilenceSeconds() default 3600;

    @AttributeDefinition(description = "Lamps on either side along the street that brighten too, 0 to 20.")
    int lookAheadLamps() default 2;

    @AttributeDefinition(description = "Lamps this near along the street brighten too, metres, 0 to 1000.")
    double lookAheadMetres() default 0;

    @AttributeDefinition(description = "Percent that no lamp goes below at night, 0 to 100.")
    double floorLevel() default 20;

    @AttributeDefinition(description = "Percent when nobody is there, floorLevel to fullLevel.")
    double dimLevel() default 40;

    @AttributeDefinition(description = "Percent when somebody is there, 0 to 100.")
    double fullLevel() default 100;

    @AttributeDefinition(
            description = "Percent of lamps for which no sensor speaks; fullLevel when it is not given.",
            required = false)
    String unsensedLevel();

    @AttributeDefinition(description = "Seconds a lamp stays up after somebody was there, 0 to 86400.")
    double holdSeconds() default 120;

    @AttributeDefinition(description = "Percent by which a lamp goes down at once, 1 to 100.")
    double fadeStep() default 20;

    @AttributeDefinition(description = "Seconds between two steps down, 0 to 3600.")
    double fadeSeconds() default 10;

    @AttributeDefinition(description = "Seconds a manual level counts that names no end, 60 to 604800.")
    double manualSeconds() default 3600;

    @AttributeDefinition(description = "When night begins: official, civil, nautical or astronomical.")
    String twilight() default "official";

    @AttributeDefinition(description = "Minutes after (or, negative, before) dusk, -180 to 180.")
    double sunsetOffsetMinutes() default 0;

    @AttributeDefinition(description = "Minutes after (or, negative, before) dawn, -180 to 180.")
    double sunriseOffsetMinutes() default 0;

    @AttributeDefinition(
            description = "What lamps do by day: off, or burn by the same rules as at night (underpasses).")
    String daylight() default "off";

    @AttributeDefinition(description = "Rated power of lamps without the attribute ratedPower, W, 0 to 100000.")
    double ratedPowerWatts() default 0;

    @AttributeDefinition(description = "Grams of CO2 that a kWh stands for, 0 to 2000; 0 shows no CO2.")
    double co2GramsPerKwh() default 0;

    @AttributeDefinition(description = "Who says what a kWh stands for; needed with co2GramsPerKwh.", required = false)
    String co2Source() default "";

    @AttributeDefinition(description = "When that was published, such as 2026-04-01.", required = false)
    String co2Date() default "";

    @AttributeDefinition(description = "Who laid the rules down.")
    String author();

    @AttributeDefinition(
            description = "On what they rest, such as a lighting class or a council's decision.",
            required = false)
    String source() default "";

    @AttributeDefinition(description = "When they were laid down, such as 2026-11-01.")
    String date();
}
