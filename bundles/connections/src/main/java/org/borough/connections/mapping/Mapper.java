// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.List;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.protocol.Adaptable;

/** Translates between the messages of a broker's clients and Ditto's protocol. Callable from any thread. */
public interface Mapper {

    /**
     * What a message means; nothing when it means nothing to this mapper.
     *
     * @param who in whose name the message is taken
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it cannot be understood
     */
    List<Adaptable> in(External message, AuthorizationContext who);

    /** What is to be sent for a signal; nothing when this mapper does not tell it. */
    List<External> out(Adaptable signal);
}
