// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The pid {@code org.borough.access.cors}. */
@ObjectClassDefinition(name = "Borough CORS", description = "Which web pages of elsewhere may use this server.")
@interface CorsConfig {

    /** The pid. */
    String PID = "org.borough.access.cors";

    @AttributeDefinition(
            description = "Origins (https://app.city.example) of such pages, separated by commas; * for every one.")
    String[] origins() default {};

    @AttributeDefinition(description = "For how long browsers may remember that, in seconds; 0 to 86400.")
    int maxAgeSeconds() default 600;
}
