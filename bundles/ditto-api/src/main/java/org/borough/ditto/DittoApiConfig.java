// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set in {@code org.borough.ditto.api.cfg}. */
@ObjectClassDefinition(name = "Borough Ditto API", description = "Eclipse Ditto's HTTP, SSE and WebSocket API.")
public @interface DittoApiConfig {

    @AttributeDefinition(description = "Whether requests without credentials may see what policies grant to anonymous.")
    boolean allowAnonymous() default false;

    @AttributeDefinition(description = "Longest time a command may take before its caller is told that it timed out.")
    int timeoutSeconds() default 60;

    @AttributeDefinition(description = "Largest thing, as compact JSON, that may be written.")
    int maxThingBytes() default 102_400;

    @AttributeDefinition(description = "Largest policy, as compact JSON, that may be written.")
    int maxPolicyBytes() default 102_400;

    @AttributeDefinition(description = "Largest sum of all headers of a request that concern Ditto.")
    int maxHeaderBytes() default 5_120;

    @AttributeDefinition(description = "Largest message that a WebSocket client may send.")
    int maxMessageBytes() default 262_144;

    @AttributeDefinition(description = "Largest payload of a message to or from a thing.")
    int maxPayloadBytes() default 256_000;

    @AttributeDefinition(description = "Events that may wait for a slow SSE or WebSocket reader before it is cut off.")
    int maxQueuedEvents() default 10_000;

    @AttributeDefinition(description = "Bytes of events that may wait for a slow reader before it is cut off.")
    int maxQueuedBytes() default 16_777_216;

    @AttributeDefinition(description = "Commands of one WebSocket that may be under way before reading from it pauses.")
    int maxPendingCommands() default 1_000;

    @AttributeDefinition(
            description = "Messages that are read from one WebSocket in a second; the rest waits. 0 for any number.")
    int maxCommandsPerSecond() default 0;

    @AttributeDefinition(description = "Pause after which an idle event stream says that it still lives.")
    int heartbeatSeconds() default 1;

    @AttributeDefinition(description = "Most events per second on one event stream, later ones wait; 0 for no limit.")
    int maxEventsPerSecond() default 0;

    @AttributeDefinition(
            description = "Subjects that activateTokenIntegration puts into policies; {{jwt:…}} stands for a claim of"
                    + " the caller's token, {{policy-entry:label}} for the label of the entry.")
    String tokenIntegrationSubject() default "integration:{{jwt:sub}}:{{jwt:aud}}";
}
