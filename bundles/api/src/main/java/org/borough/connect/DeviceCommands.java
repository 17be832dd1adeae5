// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Sends bytes of applications to devices. Offered by the router. */
@ProviderType
public interface DeviceCommands {

    /**
     * Takes a command. Its result is told to the {@link CommandAsker} that it names.
     *
     * @return completes when the command needs no other keeper: it has a result, is on its way, or is on disk when it may
     *     wait. It never fails
     */
    CompletionStage<Void> send(DeviceCommand command);
}
