// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.Optional;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;

/**
 * One step in the way of a message.
 *
 * @param address of the source or target as the document names it
 * @param correlationId of the message, as far as it is known
 */
public record Step(
        LogCategory category,
        LogType type,
        String address,
        String correlationId,
        Optional<EntityId> about,
        String words) {

    /** A step in the life of the connection itself. */
    public static Step ofConnection(String words) {
        return new Step(LogCategory.CONNECTION, LogType.OTHER, "", "n/a", Optional.empty(), words);
    }
}
