// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough MQTT endpoint",
        description = "Where devices connect by MQTT 3.1.1 and 5, as they do to Eclipse Hono.")
@interface MqttConfig {

    String PID = "org.borough.connect.mqtt";

    @AttributeDefinition(description = "Address on which connections without TLS are taken.")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port without TLS; 0 takes any free one, -1 opens none.")
    int port() default 1883;

    @AttributeDefinition(description = "Address on which connections with TLS are taken.")
    String tlsHost() default "0.0.0.0";

    @AttributeDefinition(description = "Port with TLS; 0 takes any free one, -1 opens none.")
    int tlsPort() default 8883;

    @AttributeDefinition(description = "Address on which connections by WebSocket without TLS are taken.")
    String wsHost() default "127.0.0.1";

    @AttributeDefinition(
            description = "Port of MQTT over WebSocket (path /mqtt) without TLS; 0 takes any free one, -1 opens none.")
    int wsPort() default -1;

    @AttributeDefinition(description = "Address on which connections by WebSocket with TLS are taken.")
    String wssHost() default "0.0.0.0";

    @AttributeDefinition(
            description = "Port of MQTT over WebSocket (path /mqtt) with TLS; 0 takes any free one, -1 opens none.")
    int wssPort() default -1;

    @AttributeDefinition(description = "Largest payload of a message; a larger one costs the connection.")
    int maxPayloadSizeBytes() default 2048;

    @AttributeDefinition(
            description =
                    "The same for network servers, which are the devices whose defaults (or their tenant's) contain"
                            + " envelope; never less than maxPayloadSizeBytes.")
    int maxEnvelopeSizeBytes() default 65_536;

    @AttributeDefinition(description = "How many connections there may be at a time, on all ports.")
    int maxConnections() default 10_000;

    @AttributeDefinition(
            description = "How many messages of one connection may be under way before its socket is not read further.")
    int maxMessagesUnderWay() default 256;

    @AttributeDefinition(description = "How long a new connection may take until it has proven who it is.")
    int connectTimeoutSeconds() default 10;

    @AttributeDefinition(
            description = "After which silence a connection that asked for no keep-alive is closed; 0 for never.")
    int idleTimeoutSeconds() default 0;

    @AttributeDefinition(
            description = "How long a device may leave unread what was sent to it before its connection is closed.")
    int sendTimeoutSeconds() default 30;

    @AttributeDefinition(description = "How long a device may take to acknowledge a command.")
    int sendMessageToDeviceTimeoutMillis() default 1000;

    @AttributeDefinition(description = "How long a stop waits for messages that are under way.")
    int stopTimeoutMillis() default 2000;

    @AttributeDefinition(description = "Threads that serve the sockets of one port; 0 for one per processor.")
    int threads() default 0;
}
