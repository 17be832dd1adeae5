// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Proves to a web server who asks. */
@FunctionalInterface
interface Signer {

    /** A request that is about to be sent. */
    record Unsigned(String method, URI uri, Map<String, String> headers, byte[] body) {}

    /** The headers that are to be added. */
    CompletionStage<Map<String, String>> sign(Unsigned request);
}
