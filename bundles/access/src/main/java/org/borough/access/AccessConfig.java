// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The pid {@code org.borough.access}. */
@ObjectClassDefinition(name = "Borough access", description = "The server's certificate, and HTTPS for apps.")
@interface AccessConfig {

    /** The pid. */
    String PID = "org.borough.access";

    @AttributeDefinition(description = "Key store (PKCS #12) with the server's certificate; empty makes an own one.")
    String keystore() default "";

    @AttributeDefinition(description = "File that holds the key store's password, readable by its owner only.")
    String keystorePasswordFile() default "";

    @AttributeDefinition(description = "Address on which HTTPS for apps listens; empty or 0.0.0.0 for every one.")
    String httpsHost() default "0.0.0.0";

    @AttributeDefinition(description = "Port of HTTPS for apps; 0 switches it off.")
    int httpsPort() default 8443;
}
