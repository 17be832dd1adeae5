// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all lighting groups. */
@ObjectClassDefinition(name = "Borough street lighting", description = "What holds for all lighting groups.")
@interface LightingConfig {

    @AttributeDefinition(description = "The id of the thing under which the service shows its state.")
    String thing() default "borough:lighting";

    @AttributeDefinition(description = "Degrees north, -90 to 90, for groups whose lamps have no place.")
    double latitude() default 52.5163;

    @AttributeDefinition(description = "Degrees east, -180 to 180, for groups whose lamps have no place.")
    double longitude() default 13.3777;

    @AttributeDefinition(
            description = "The zone in which times are told, such as Europe/Berlin; empty for the machine's.")
    String zone() default "";

    @AttributeDefinition(description = "Seconds between two looks at all groups, 0.1 to 60.")
    double tickSeconds() default 5;

    @AttributeDefinition(description = "How many of the latest decisions the service's thing shows, 1 to 500.")
    int decisionCount() default 50;

    @AttributeDefinition(description = "Seconds between two publications of energy figures, 1 to 3600.")
    int publishSeconds() default 60;
}
