// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The pid {@code org.borough.access.proxy}. */
@ObjectClassDefinition(
        name = "Borough trusted proxies",
        description = "Proxies that log users in themselves and name them in x-ditto-pre-authenticated.")
@interface ProxyConfig {

    /** The pid. */
    String PID = "org.borough.access.proxy";

    @AttributeDefinition(
            description = "Addresses or networks (10.0.0.0/8) of trusted proxies, separated by commas; none is nobody.")
    String[] trustedProxies() default {};

    @AttributeDefinition(
            description =
                    "File with a secret that a trusted proxy must send as x-borough-proxy-secret; empty for none.")
    String secretFile() default "";
}
