// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough HTTP endpoint",
        description = "Where devices send messages by HTTP, as they do to Eclipse Hono.")
@interface HttpConfig {

    String PID = "org.borough.connect.http";

    @AttributeDefinition(description = "Address on which connections without TLS are taken.")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port without TLS; 0 takes any free one, -1 opens none.")
    int port() default 8081;

    @AttributeDefinition(description = "Address on which connections with TLS are taken.")
    String tlsHost() default "0.0.0.0";

    @AttributeDefinition(description = "Port with TLS; 0 takes any free one, -1 opens none.")
    int tlsPort() default 8444;

    @AttributeDefinition(description = "Largest body of a request; a larger one is answered 413.")
    int maxPayloadSizeBytes() default 2048;

    @AttributeDefinition(
            description =
                    "The same for network servers, which are the devices whose defaults (or their tenant's) contain"
                            + " envelope; never less than maxPayloadSizeBytes.")
    int maxEnvelopeSizeBytes() default 65_536;

    @AttributeDefinition(description = "How many connections there may be at a time, with and without TLS.")
    int maxConnections() default 10_000;

    @AttributeDefinition(description = "How long a device may take for a TLS handshake, and to send one request.")
    int readTimeoutSeconds() default 10;

    @AttributeDefinition(description = "After which silence between two requests a connection is closed.")
    int idleTimeoutSeconds() default 75;

    @AttributeDefinition(
            description =
                    "Longest hono-ttd that is honoured where the tenant has no max-ttd; 80 % of the idle timeout at"
                            + " most.")
    int maxTtdSeconds() default 60;

    @AttributeDefinition(description = "Origin whose web pages may send requests; * for any.")
    String corsAllowedOrigin() default "*";

    @AttributeDefinition(description = "How long a stop waits for requests that are under way.")
    int stopTimeoutMillis() default 2000;

    @AttributeDefinition(description = "Threads that serve the sockets of one port; 0 for one per processor.")
    int threads() default 0;
}
