// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough as a Hono",
        description = "Lets applications of Eclipse Hono work with this Borough through Kafka.")
@interface NorthboundConfig {

    String PID = "org.borough.hono.northbound";

    @AttributeDefinition(description = "The brokers, as host:port,host:port.")
    String bootstrapServers();

    @AttributeDefinition(description = "How to log in to the brokers: none, plain, scram-sha-256, scram-sha-512.")
    String security() default "none";

    @AttributeDefinition(description = "The user's name, unless security is none.")
    String user() default "";

    @AttributeDefinition(description = "A file that holds the user's password.")
    String passwordFile() default "";

    @AttributeDefinition(description = "The user's password itself.", type = AttributeType.PASSWORD)
    String _password() default "";

    @AttributeDefinition(description = "Whether to talk to the brokers by TLS.")
    boolean tls() default false;

    @AttributeDefinition(description = "Whether the brokers' certificates must carry their host names.")
    boolean verifyHostName() default true;

    @AttributeDefinition(description = "The certificates to trust (.p12, .pfx, .jks, .pem); empty for those of Java.")
    String trustStoreFile() default "";

    @AttributeDefinition(description = "A file that holds the password of trustStoreFile.")
    String trustStorePasswordFile() default "";

    @AttributeDefinition(description = "The password of trustStoreFile itself.", type = AttributeType.PASSWORD)
    String _trustStorePassword() default "";

    @AttributeDefinition(description = "The own key and certificate (.p12, .pfx, .jks, .pem); empty without one.")
    String keyStoreFile() default "";

    @AttributeDefinition(description = "A file that holds the password of keyStoreFile.")
    String keyStorePasswordFile() default "";

    @AttributeDefinition(description = "The password of keyStoreFile itself.", type = AttributeType.PASSWORD)
    String _keyStorePassword() default "";

    @AttributeDefinition(description = "Whether telemetry and events of devices go to Kafka.")
    boolean mirror() default true;

    @AttributeDefinition(description = "Whether commands are taken from Kafka.")
    boolean commands() default true;

    @AttributeDefinition(description = "Whether changes of tenants, devices and credentials go to Kafka.")
    boolean notifications() default true;

    @AttributeDefinition(
            description = "How long a command without an answer is kept for a device that is not there;"
                    + " 0 for not at all, as Hono does.")
    int keepOneWaySeconds() default 3600;

    @AttributeDefinition(
            description =
                    "How old a command may be when it is read; it is passed over when it is older and nobody keeps it.")
    int commandMaxAgeSeconds() default 60;

    @AttributeDefinition(description = "How often to look for topics of commands that others made.")
    int discoverySeconds() default 1;

    @AttributeDefinition(description = "The consumer group under which the place in the commands is kept.")
    String group() default "borough-northbound";

    @AttributeDefinition(description = "How long a record is tried; its device is not acknowledged afterwards.")
    int deliveryTimeoutSeconds() default 10;

    @AttributeDefinition(
            description = "Memory for records under way; when it is full, messages are refused until there is room.")
    int bufferMegabytes() default 32;
}
