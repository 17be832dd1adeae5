// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by whoever sends {@link DeviceCommand}s. */
@ConsumerType
public interface CommandAsker {

    /** The name by which its commands call it. */
    String name();

    /**
     * Tells how a command ended, at least once. Results of commands that waited on disk are kept until the asker is there
     * to take them.
     *
     * @return completes when the result need not be told again; is told again later when it fails
     */
    CompletionStage<Void> ended(DeviceCommand command, CommandResult result);
}
