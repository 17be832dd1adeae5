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
    double holdSeconds() default 60;

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

    @AttributeDefinition(
            description = "The lighting class of the street as a JSON object: kind, parameters, installed, floor.",
            required = false)
    String lightingClass();

    @AttributeDefinition(description = "Tables of lighting classes of the city's own, a JSON list.", required = false)
    String classTables();

    @AttributeDefinition(description = "Control programs, a JSON list of name and steps.", required = false)
    String programs();

    @AttributeDefinition(description = "Which program applies in which night, a JSON list.", required = false)
    String calendar();

    @AttributeDefinition(
            description = "Holidays such as 2026-10-03, 12-25, easter+1, with commas between them.",
            required = false)
    String holidays();

    @AttributeDefinition(
            description = "The photocells that tell dusk, a JSON object: sensors, onLux.",
            required = false)
    String photocell();

    @AttributeDefinition(description = "Rated power of lamps without the attribute ratedPower, W, 0 to 100000.")
    double ratedPowerWatts() default 0;

    @AttributeDefinition(description = "Grams of CO2 that a kWh stands for, 0 to 2000; 0 shows no CO2.")
    double co2GramsPerKwh() default 0;

    @AttributeDefinition(description = "Who says what a kWh stands for; needed with co2GramsPerKwh.", required = false)
    String co2Source() default "";

    @AttributeDefinition(description = "When that was published, such as 2026-04-01.", required = false)
    String co2Date() default "";

    @AttributeDefinition(description = "Readings in a row that raise a fault, and end it, 1 to 1000.")
    int faultReadings() default 3;

    @AttributeDefinition(description = "Minutes between the first and the last of them at least, 0 to 10080.")
    double faultMinutes() default 30;

    @AttributeDefinition(
            description = "Level and percent of rated power of the driver, such as 0:0 10:16 50:55 100:100.")
    String dimmingCurve() default "0:0 100:100";

    @AttributeDefinition(description = "What a driver draws while its lamp is off, W, 0 to 50; 0 when nobody knows.")
    double standbyWatts() default 0;

    @AttributeDefinition(description = "By how much power may be off, percent, 5 to 100.")
    double powerTolerancePercent() default 25;

    @AttributeDefinition(description = "Below this percent of the expected power a lamp is dark, 1 to 50.")
    double darkPercent() default 10;

    @AttributeDefinition(description = "Above this a lamp that should be off burns, W, 0.1 to 1000.")
    double dayBurnerWatts() default 5;

    @AttributeDefinition(description = "Seconds after a change of level in which power is not judged, 0 to 3600.")
    double settleSeconds() default 120;

    @AttributeDefinition(description = "So often a cycling lamp goes out within cyclingMinutes, 2 to 100.")
    int cyclingTimes() default 3;

    @AttributeDefinition(description = "Minutes within which a cycling lamp goes out so often, 10 to 10080.")
    double cyclingMinutes() default 720;

    @AttributeDefinition(description = "A lamp is missed after so many of its own usual pauses, 0 to 100; 0 for never.")
    double silencePauses() default 4;

    @AttributeDefinition(description = "Minutes before which no lamp is missed, 1 to 10080.")
    double silenceLeastMinutes() default 60;

    @AttributeDefinition(description = "Minutes after which every silent lamp is missed, 1 to 43200.")
    double silenceMostMinutes() default 1440;

    @AttributeDefinition(description = "The attribute of lamps that names what feeds them.")
    String supplyAttribute() default "cabinet";

    @AttributeDefinition(description = "So many lamps of one cabinet at least make a supply fault, 2 to 10000.")
    int supplyLamps() default 3;

    @AttributeDefinition(description = "And this percent of those that can be told, 10 to 100.")
    double supplyPercent() default 60;

    @AttributeDefinition(description = "Minutes within which they go dark or silent together, 1 to 1440.")
    double supplyMinutes() default 30;

    @AttributeDefinition(description = "From this distance on a lamp stands elsewhere, metres, 1 to 10000.")
    double movedMetres() default 50;

    @AttributeDefinition(description = "Minutes by which a reading may be late, 5 to 10080.")
    double lateMinutes() default 1440;

    @AttributeDefinition(description = "Minutes after which a sensor that always sees somebody is stuck, 10 to 10080.")
    double presenceStuckMinutes() default 360;

    @AttributeDefinition(description = "Who laid the rules down.")
    String author();

    @AttributeDefinition(
            description = "On what they rest, such as a lighting class or a council's decision.",
            required = false)
    String source() default "";

    @AttributeDefinition(description = "When they were laid down, such as 2026-11-01.")
    String date();
}
