// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all areas. */
@ObjectClassDefinition(name = "Borough air quality", description = "What holds for the air of all areas.")
@interface AirConfig {

    @AttributeDefinition(description = "The id of the thing under which the service shows its state.")
    String thing() default "borough:air";

    @AttributeDefinition(
            description = "The zone whose days decide which table of an index holds, such as"
                    + " Europe/Berlin; empty for the machine's.")
    String zone() default "";

    @AttributeDefinition(description = "Seconds between two looks at all areas, 1 to 600.")
    double tickSeconds() default 30;

    @AttributeDefinition(description = "How many of the latest decisions an area's thing shows, 1 to 500.")
    int decisionCount() default 50;
}
