// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set in {@code org.borough.connections.cfg}. */
@ObjectClassDefinition(
        name = "Borough connections",
        description = "Ditto's connections to brokers and web servers outside of the city.")
public @interface ConnectionsConfig {

    @AttributeDefinition(description = "Connections that the city may have.")
    int maxConnections() default 200;

    @AttributeDefinition(description = "Sources that one connection may have.")
    int maxSources() default 20;

    @AttributeDefinition(description = "Targets that one connection may have.")
    int maxTargets() default 20;

    @AttributeDefinition(description = "Payload mappings that one source or target may name.")
    int maxMappings() default 10;

    @AttributeDefinition(
            description = "Hosts or addresses that connections may go to although they are on this machine or in a"
                    + " private network; * allows all.")
    String[] allowedHosts() default {};

    @AttributeDefinition(description = "Hosts that connections may not go to.")
    String[] blockedHosts() default {};

    @AttributeDefinition(description = "Ports that connections may not go to.")
    String[] blockedPorts() default {};

    @AttributeDefinition(
            description = "Messages of one connection that may be under way before reading from it pauses.")
    int maxUnderWay() default 500;

    @AttributeDefinition(
            description = "Signals that may wait to be sent by one connection; more are dropped and counted.")
    int maxQueued() default 1_000;

    @AttributeDefinition(description = "Largest message that is read from a broker or sent to one.")
    int maxMessageBytes() default 262_144;

    @AttributeDefinition(description = "Log entries that are kept of each kind and connection.")
    int logEntriesPerKind() default 25;

    @AttributeDefinition(description = "Longest pause before a connection that broke is tried again.")
    int reconnectMaxSeconds() default 60;

    @AttributeDefinition(description = "Longest time that opening a connection may take.")
    int openTimeoutSeconds() default 15;

    @AttributeDefinition(description = "Largest script of a JavaScript mapping.")
    int maxScriptBytes() default 50_000;

    @AttributeDefinition(description = "Longest time that a script may take for one message.")
    int maxScriptMillis() default 500;

    @AttributeDefinition(description = "Deepest nesting of calls in a script.")
    int maxScriptDepth() default 100;

    @AttributeDefinition(description = "Most memory that a script may take for one message.")
    int maxScriptMemoryBytes() default 67_108_864;
}
