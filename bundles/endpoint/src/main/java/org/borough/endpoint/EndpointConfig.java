// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough device endpoints",
        description = "What all endpoints of devices have in common, whatever their protocol.")
@interface EndpointConfig {

    String PID = "org.borough.endpoint";

    @AttributeDefinition(
            description =
                    "What is done when a device's connection opens or closes: none, logging, or events of the device.")
    String connectionEvents() default "logging";

    @AttributeDefinition(
            description =
                    "How many messages in a second one device may send; -1 for no limit. A tenant may set a lower one.")
    int maxMessagesPerSecondPerDevice() default -1;

    @AttributeDefinition(description = "How often the used data volumes are written to disk.")
    int saveSeconds() default 15;
}
