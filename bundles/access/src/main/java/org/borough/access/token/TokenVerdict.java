// SPDX-License-Identifier: EPL-2.0
package org.borough.access.token;

import java.time.Instant;
import java.util.List;

/** What came out of a look at a token. */
public sealed interface TokenVerdict {

    /**
     * It is good.
     *
     * @param subjects as whom policies know its bearer, in the order of the configured templates
     * @param expires when it ends
     */
    record Valid(List<String> subjects, Instant expires) implements TokenVerdict {}

    /**
     * It is not, or cannot be checked now. The parts are those of one of Ditto's errors.
     *
     * @param status of HTTP: 400, 401 or 503
     * @param error Ditto's code
     * @param message what is wrong
     * @param description what can be done
     */
    record Refused(int status, String error, String message, String description) implements TokenVerdict {}
}
