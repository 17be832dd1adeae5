// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all areas. */
@ObjectClassDefinition(name = "Borough traffic", description = "What holds for the traffic of all areas.")
@interface TrafficConfig {

    @AttributeDefinition(description = "The id of the thing under which the service shows its state.")
    String thing() default "borough:traffic";

    @AttributeDefinition(description = "Seconds between two looks at all segments, 1 to 300.")
    double tickSeconds() default 15;

    @AttributeDefinition(description = "How many of the latest decisions an area's thing shows, 1 to 500.")
    int decisionCount() default 50;
}
