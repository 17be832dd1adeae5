// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "A TALQ gateway", description = "Drives the devices of one gateway that speaks TALQ 2.7.")
@interface GatewayConfig {

    String PID = "org.borough.talq.cms";

    @AttributeDefinition(description = "The name of the gateway, and its device's id; its door is /talq/cms/NAME/v2.")
    String name();

    @AttributeDefinition(description = "The tenant to which the gateway and its devices belong.")
    String tenant();

    @AttributeDefinition(description = "As whom the city knows the gateway when it logs in.")
    String subject();

    @AttributeDefinition(description = "The TALQ address of the gateway, a UUID.")
    String gatewayAddress();

    @AttributeDefinition(description = "The TALQ address of Borough, a UUID.")
    String cmsAddress();

    @AttributeDefinition(description = "The URL of the gateway up to its version.")
    String gatewayUrl();

    @AttributeDefinition(description = "The name by which Borough logs in at the gateway; empty for a token.")
    String user() default "";

    @AttributeDefinition(description = "A file with the password of user, or with the token; empty for no login.")
    String secretFile() default "";

    @AttributeDefinition(description = "The own key and certificate for the gateway (PKCS #12); empty without one.")
    String keyStoreFile() default "";

    @AttributeDefinition(description = "The certificates to trust (PKCS #12); empty for those of Java.")
    String trustStoreFile() default "";

    @AttributeDefinition(description = "A file with the password of both stores.")
    String storePasswordFile() default "";

    @AttributeDefinition(
            description = "Hosts of this machine or its local networks where the gateway may be; * for all.")
    String[] allowedHosts() default {};

    @AttributeDefinition(description = "How long an answer of the gateway is waited for.")
    int timeoutSeconds() default 20;

    @AttributeDefinition(
            description = "After how long without a new command lamps go back to the gateway's own calendar.")
    int overrideHours() default 24;

    @AttributeDefinition(
            description = "Whether groups of the city's lighting go to the gateway with a program from dusk to dawn,"
                    + " for the time when Borough cannot be reached.")
    boolean fallbackPrograms() default true;

    @AttributeDefinition(description = "How many kilobytes a request may have.")
    int maxRequestKilobytes() default 4096;
}
