// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough CoAP endpoint",
        description = "Where devices send messages by CoAP over DTLS, as they do to Eclipse Hono.")
@interface CoapPortConfig {

    String PID = "org.borough.connect.coap";

    @AttributeDefinition(description = "Address on which DTLS is spoken.")
    String dtlsHost() default "0.0.0.0";

    @AttributeDefinition(description = "UDP port of DTLS; 0 takes any free one, -1 opens none.")
    int dtlsPort() default 5684;

    @AttributeDefinition(
            description = "UDP port without DTLS; only -1 (none) is allowed, because nobody can prove who he is there.")
    int port() default -1;

    @AttributeDefinition(description = "Largest body of a request, block-wise or not; a larger one is answered 4.13.")
    int maxPayloadSizeBytes() default 2048;

    @AttributeDefinition(description = "How many DTLS associations there may be at a time.")
    int maxConnections() default 10_000;

    @AttributeDefinition(
            description = "After which silence an association makes room for a new one when there are maxConnections.")
    int staleSeconds() default 1800;

    @AttributeDefinition(description = "How many requests of one device may be under way at a time; more get 5.03.")
    int maxRequestsPerDevice() default 16;

    @AttributeDefinition(
            description =
                    "After which time a request is acknowledged although its response is not ready, which then comes"
                            + " separately; 0 at once, -1 never.")
    int ackTimeoutMillis() default 500;

    @AttributeDefinition(description = "Longest hono-ttd that is honoured where the tenant has no max-ttd.")
    int maxTtdSeconds() default 60;

    @AttributeDefinition(
            description = "Key store (PKCS #12) with the server's key, for devices with certificates; empty for the"
                    + " platform's own.")
    String keystore() default "";

    @AttributeDefinition(description = "File with the password of keystore.")
    String keystorePasswordFile() default "";

    @AttributeDefinition(description = "How long a stop waits for requests that are under way.")
    int stopTimeoutMillis() default 2000;

    @AttributeDefinition(description = "Threads that serve the port; 0 for one per processor.")
    int threads() default 0;
}
