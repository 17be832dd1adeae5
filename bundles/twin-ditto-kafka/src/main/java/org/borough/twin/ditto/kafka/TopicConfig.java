// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough readings to a Ditto by Kafka",
        description = "Brings what devices report to a real Eclipse Ditto by way of Kafka.")
@interface TopicConfig {

    String PID = "org.borough.twin.ditto.kafka";

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

    @AttributeDefinition(description = "The topic that Ditto's connection reads commands from.")
    String topic() default "borough.readings";

    @AttributeDefinition(description = "The topic that Ditto's connection answers in; empty for none.")
    String answersTopic() default "borough.answers";

    @AttributeDefinition(description = "The consumer group under which the place in the answers is kept.")
    String group() default "borough-twin-ditto";

    @AttributeDefinition(description = "How long a record is tried; its device is not acknowledged afterwards.")
    int deliveryTimeoutSeconds() default 10;

    @AttributeDefinition(
            description = "Memory for records under way; when it is full, readings are refused until there is room.")
    int bufferMegabytes() default 32;
}
