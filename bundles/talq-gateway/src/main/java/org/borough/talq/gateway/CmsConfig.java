// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "A TALQ central management system",
        description = "Lets one central management system read and steer the city by TALQ 2.7.")
@interface CmsConfig {

    String PID = "org.borough.talq.gateway";

    @AttributeDefinition(description = "The name of the CMS; its door is /talq/gateway/NAME/v2.")
    String name();

    @AttributeDefinition(
            description = "As whom the city knows the CMS: it logs in so, and policies say what it may read and steer.")
    String subject();

    @AttributeDefinition(description = "The TALQ address of the CMS, a UUID.")
    String cmsAddress();

    @AttributeDefinition(description = "The TALQ address of Borough, a UUID.")
    String gatewayAddress();

    @AttributeDefinition(
            description = "The namespaces whose things are devices for this CMS, with commas between them.")
    String namespaces();

    @AttributeDefinition(description = "The namespace in which Borough keeps what the CMS sent: groups, calendars …")
    String homeNamespace();

    @AttributeDefinition(description = "The URL of the CMS up to its version; empty for not announcing and reporting.")
    String cmsUrl() default "";

    @AttributeDefinition(description = "The name by which Borough logs in at the CMS; empty for a token.")
    String user() default "";

    @AttributeDefinition(description = "A file with the password of user, or with the token; empty for no login.")
    String secretFile() default "";

    @AttributeDefinition(description = "The own key and certificate for the CMS (PKCS #12); empty without one.")
    String keyStoreFile() default "";

    @AttributeDefinition(description = "The certificates to trust (PKCS #12); empty for those of Java.")
    String trustStoreFile() default "";

    @AttributeDefinition(description = "A file with the password of both stores.")
    String storePasswordFile() default "";

    @AttributeDefinition(description = "Hosts of this machine or its local networks where the CMS may be; * for all.")
    String[] allowedHosts() default {};

    @AttributeDefinition(description = "How long an answer of the CMS is waited for.")
    int timeoutSeconds() default 20;

    @AttributeDefinition(description = "How long an override counts that names no end.")
    int overrideHours() default 24;

    @AttributeDefinition(description = "After how long without a word a device counts as out of reach.")
    int silentHours() default 26;

    @AttributeDefinition(description = "How many kilobytes a request may have.")
    int maxRequestKilobytes() default 4096;
}
