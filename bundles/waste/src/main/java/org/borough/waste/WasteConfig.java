// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all areas. */
@ObjectClassDefinition(name = "Borough waste collection", description = "What holds for the collection of all areas.")
@interface WasteConfig {

    @AttributeDefinition(description = "The id of the thing under which the service shows its state.")
    String thing() default "borough:waste";

    @AttributeDefinition(
            description = "The zone of shifts and days, such as Europe/Berlin; empty for the" + " machine's.")
    String zone() default "";

    @AttributeDefinition(
            description = "The street map: a file in OSM XML, packed with gzip or not; empty: straight lines.")
    String mapFile() default "";

    @AttributeDefinition(description = "Seconds between two looks at all areas, 1 to 600.")
    double tickSeconds() default 30;
}
