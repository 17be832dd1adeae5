// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import java.util.Set;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;

/**
 * Somebody who is connected.
 *
 * @param subjects decide what is delivered and in whose name signals are sent
 * @param origin names the connection among all; what was sent with this {@code ditto-origin} is not delivered back
 * @param declaredAcks the labels of the acknowledgements that it may give, each of one party only
 * @param group parties of the same group may declare the same labels; empty outside of any group
 */
public record Party(
        AuthorizationContext subjects, String origin, Set<AcknowledgementLabel> declaredAcks, String group) {

    /** Keeps its own copy of the labels. */
    public Party {
        declaredAcks = Set.copyOf(declaredAcks);
    }
}
