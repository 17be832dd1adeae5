// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The pid {@code org.borough.access.oidc}. */
@ObjectClassDefinition(
        name = "Borough OpenID Connect",
        description = "Whose signed tokens (JWT) let requests in, and as whom.")
@interface OidcConfig {

    /** The pid. */
    String PID = "org.borough.access.oidc";

    @AttributeDefinition(description = "Issuers as name=URL, separated by commas; a name may have several URLs.")
    String[] issuers() default {};

    @AttributeDefinition(
            description = "Templates of subjects, separated by commas; 'name=' before one keeps it to that issuer.")
    String[] subjects() default {};

    @AttributeDefinition(
            description = "Audiences of which a token must have one, as name=audience, separated by commas.")
    String[] audiences() default {};

    @AttributeDefinition(description = "By how much clocks may differ, in seconds; 0 to 600.")
    int clockSkewSeconds() default 20;

    @AttributeDefinition(description = "Whether URLs of issuers on this machine may be plain HTTP.")
    boolean plainHttpOnLoopback() default false;

    @AttributeDefinition(description = "The longest time to wait for an answer of an issuer, in seconds; 1 to 30.")
    int timeoutSeconds() default 3;

    @AttributeDefinition(description = "For how long keys of an issuer are used, in minutes; 1 to 1440.")
    int keysMinutes() default 60;

    @AttributeDefinition(description = "Least time between two requests to an issuer, in seconds; 1 to 600.")
    int refetchSeconds() default 5;

    @AttributeDefinition(
            description = "PEM file of certificates to trust at issuers by HTTPS; empty for those of Java.")
    String trustedCertificates() default "";
}
