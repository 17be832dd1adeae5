// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough twins in a Ditto",
        description = "Keeps the city's twins in a real Eclipse Ditto instead of the embedded engine.")
@interface TwinDittoConfig {

    String PID = "org.borough.twin.ditto";

    @AttributeDefinition(description = "Where Ditto is reached, for example https://ditto.example.org.")
    String url() default "";

    @AttributeDefinition(description = "The city's user of Ditto; empty with a tokenFile.")
    String user() default "";

    @AttributeDefinition(description = "A file that holds nothing but the user's password.")
    String passwordFile() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "The user's password, in place of passwordFile.")
    String _password() default "";

    @AttributeDefinition(
            description = "A file that holds an OpenID Connect token; whoever renews it writes it there, it is read"
                    + " anew for every connection.")
    String tokenFile() default "";

    @AttributeDefinition(
            description = "The certificates that are trusted (.p12, .pfx, .jks); empty for those of the JDK.")
    String trustStoreFile() default "";

    @AttributeDefinition(description = "A file that holds nothing but the password of trustStoreFile.")
    String trustStorePasswordFile() default "";

    @AttributeDefinition(
            description = "The namespaces whose things are mirrored, separated by commas; empty for all that may be"
                    + " read.")
    String[] namespaces() default {};

    @AttributeDefinition(
            description = "How many writes may be under way to Ditto; the others wait. A Ditto drops answers beyond"
                    + " its own buffer, 100 by default. 1 or more.")
    int maxUnderWay() default 64;

    @AttributeDefinition(
            description = "How many writes may wait; what comes when so many wait is refused with 503. 1 or more.")
    int maxWaiting() default 100_000;

    @AttributeDefinition(description = "After how long without an answer a write is sent again. 1 or more.")
    int answerTimeoutSeconds() default 10;

    @AttributeDefinition(
            description = "For how long a write is tried, also while Ditto cannot be reached, before it is refused"
                    + " with 503. 1 or more.")
    int writePatienceSeconds() default 120;

    @AttributeDefinition(
            description = "How often the mirror is compared with Ditto, for changes of policies that bring no event."
                    + " 1 or more.")
    int compareSeconds() default 300;

    @AttributeDefinition(description = "The longest pause between two attempts to connect. 1 or more.")
    int maxReconnectSeconds() default 30;

    @AttributeDefinition(
            description = "How readings of devices get to Ditto: by websocket, done when Ditto has them, or by kafka,"
                    + " done when Kafka has them.")
    String readings() default "websocket";

    @AttributeDefinition(description = "Whether messages to things are taken from Ditto and carried to their devices.")
    boolean messages() default true;

    @AttributeDefinition(description = "So many calls wait for one listener before events wait for it. 1 or more.")
    int listenerQueue() default 10_000;

    @AttributeDefinition(
            description = "So long, in milliseconds, events wait for a listener whose queue is full before it is left"
                    + " behind. 0 or more.")
    long listenerPatienceMillis() default 5_000;
}
