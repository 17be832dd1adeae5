// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.net.http.HttpRequest;
import java.util.Map;

/** A server whose operations are tried. */
public interface Site {

    int port();

    /** Puts on a request who asks. */
    void identify(HttpRequest.Builder request, String who);

    /** Makes what one case of an operation works on; answers what the variables of paths stand for. */
    Map<String, String> prepare(Operation operation, int number);
}
