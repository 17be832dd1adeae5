// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The pid {@code org.borough.access.login}. */
@ObjectClassDefinition(name = "Borough logins", description = "How names and passwords of HTTP requests are checked.")
@interface LoginConfig {

    /** The pid. */
    String PID = "org.borough.access.login";

    @AttributeDefinition(description = "Realm of JAAS against which names and passwords are checked.")
    String realm() default "karaf";

    @AttributeDefinition(description = "For how long a right password is not checked again, in seconds; 0 to 3600.")
    int cacheSeconds() default 60;

    @AttributeDefinition(description = "Wrong passwords of one user or one address before it has to wait; 1 to 1000.")
    int failuresBeforeDelay() default 10;

    @AttributeDefinition(description = "The longest such wait, in seconds; 1 to 3600.")
    int delayMaxSeconds() default 60;

    @AttributeDefinition(description = "Subjects of tokens or proxies that have the role admin, separated by commas.")
    String[] operatorSubjects() default {};

    @AttributeDefinition(
            description = "Whether developer operations need no password from this machine itself; for tests only.")
    boolean operationsWithoutPassword() default false;
}
