// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import org.eclipse.ditto.base.model.exceptions.TimeoutInvalidException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;

/** How long the answer to a message is waited for: as long as its sender wants, within Ditto's limits. */
public enum Patience {
    OF_MESSAGES(Duration.ofSeconds(10), Duration.ofSeconds(60)),
    OF_CLAIMS(Duration.ofSeconds(60), Duration.ofSeconds(600));

    private final Duration usual;
    private final Duration longest;

    Patience(Duration usual, Duration longest) {
        this.usual = usual;
        this.longest = longest;
    }

    /** How long a message is waited for. */
    public static Duration with(MessageCommand<?, ?> command) {
        Patience patience = command instanceof SendClaimMessage ? OF_CLAIMS : OF_MESSAGES;
        return patience.timeout(command.getDittoHeaders());
    }

    /** Nobody waits for the answer to a message that may take no time. */
    static DittoHeaders decided(DittoHeaders headers) {
        boolean none = headers.getTimeout().filter(Duration::isZero).isPresent();
        return none ? headers.toBuilder().responseRequired(false).build() : headers;
    }

    /**
     * The time-out that headers ask for, else the usual one.
     *
     * @throws TimeoutInvalidException if it is longer than allowed
     */
    Duration timeout(DittoHeaders headers) {
        Duration timeout = headers.getTimeout().orElse(usual);
        if (timeout.compareTo(longest) > 0) {
            throw TimeoutInvalidException.newBuilder(timeout, longest)
                    .dittoHeaders(headers)
                    .build();
        }
        return timeout;
    }
}
