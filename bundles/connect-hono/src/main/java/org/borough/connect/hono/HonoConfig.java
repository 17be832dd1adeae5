// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough behind a Hono",
        description = "Takes what devices sent to a real Eclipse Hono out of Kafka, and sends commands by it.")
@interface HonoConfig {

    String PID = "org.borough.connect.hono";

    @AttributeDefinition(description = "The Kafka brokers of Hono, host:port separated by commas.")
    String[] bootstrapServers() default {};

    @AttributeDefinition(
            description = "How to prove who we are to the brokers: none, plain, scram-sha-256 or scram-sha-512.")
    String security() default "none";

    @AttributeDefinition(description = "The user's name, when security is not none.")
    String user() default "";

    @AttributeDefinition(description = "A file that holds nothing but the user's password.")
    String passwordFile() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "The user's password, in place of passwordFile.")
    String _password() default "";

    @AttributeDefinition(description = "Whether the brokers speak TLS.")
    boolean tls() default false;

    @AttributeDefinition(description = "Whether a broker's certificate must name the host under which it is reached.")
    boolean verifyHostName() default true;

    @AttributeDefinition(
            description = "The certificates that are trusted (.p12, .pfx, .jks, .pem); empty for those of the JDK.")
    String trustStoreFile() default "";

    @AttributeDefinition(description = "A file that holds nothing but the password of trustStoreFile.")
    String trustStorePasswordFile() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "The password of trustStoreFile, in place of trustStorePasswordFile.")
    String _trustStorePassword() default "";

    @AttributeDefinition(
            description = "Our own certificate and key (.p12, .pfx, .jks, .pem), for brokers that ask for one.")
    String keyStoreFile() default "";

    @AttributeDefinition(description = "A file that holds nothing but the password of keyStoreFile.")
    String keyStorePasswordFile() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "The password of keyStoreFile, in place of keyStorePasswordFile.")
    String _keyStorePassword() default "";

    @AttributeDefinition(description = "The tenants to serve, separated by commas; * serves all that have topics.")
    String[] tenants() default {"*"};

    @AttributeDefinition(description = "The consumer group; all nodes of one city have the same and share the work.")
    String groupId() default "borough";

    @AttributeDefinition(
            description =
                    "Names this node among several, in the ids of its commands; empty makes one up once and keeps it"
                            + " in the data folder.")
    String nodeId() default "";

    @AttributeDefinition(description = "How many records are taken from Kafka at a time.")
    int pollMaxRecords() default 500;

    @AttributeDefinition(
            description =
                    "How many records of a partition may be under way to the twins; beyond it the partition rests.")
    int maxUnderWay() default 1000;

    @AttributeDefinition(
            description =
                    "How long Kafka may take to accept a command, and how long Hono's notice that the device was not"
                            + " reached is waited for.")
    int commandTimeoutMillis() default 3000;

    @AttributeDefinition(description = "How long it takes at most until topics of new tenants are found.")
    int topicRefreshSeconds() default 5;

    @AttributeDefinition(
            description = "After how long without a sign of life the other nodes take over the partitions of this one.")
    int sessionTimeoutSeconds() default 10;

    @AttributeDefinition(description = "From how many unread records on the state counts as degraded.")
    long lagDegraded() default 100_000;
}
