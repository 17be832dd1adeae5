// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A command for some devices.
 *
 * @param addresses to whom it goes
 * @param targetCommand what they shall do; empty for going back to what they do of themselves
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OverrideCommand(List<ResourceReference> addresses, Optional<Command> targetCommand) {

    /** Fills in what is not there. */
    public OverrideCommand {
        addresses = Required.list(addresses);
        targetCommand = targetCommand == null ? Optional.empty() : targetCommand;
    }
}
