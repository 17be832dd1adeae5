// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.borough.ditto.signals.Party;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotUniqueException;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabelExternalUseForbiddenException;

/** Who declared which labels of acknowledgements. Each belongs to one party or one group of parties. */
final class Labels {

    private record Owner(String group, Set<Reception> parties) {}

    private final Map<String, Owner> owners = new HashMap<>();

    synchronized void declare(Reception reception) {
        Party party = reception.party();
        party.declaredAcks().forEach(label -> check(label, party.group()));
        for (AcknowledgementLabel label : party.declaredAcks()) {
            owners.computeIfAbsent(label.toString(), name -> new Owner(party.group(), new HashSet<>()))
                    .parties()
                    .add(reception);
        }
    }

    private void check(AcknowledgementLabel label, String group) {
        if (DittoAcknowledgementLabel.contains(label)) {
            throw new DittoAcknowledgementLabelExternalUseForbiddenException(label);
        }
        Owner owner = owners.get(label.toString());
        if (owner != null && (group.isEmpty() || !group.equals(owner.group()))) {
            throw AcknowledgementLabelNotUniqueException.getInstance();
        }
    }

    synchronized void release(Reception reception) {
        for (AcknowledgementLabel label : reception.party().declaredAcks()) {
            owners.computeIfPresent(label.toString(), (name, owner) -> {
                owner.parties().remove(reception);
                return owner.parties().isEmpty() ? null : owner;
            });
        }
    }

    /** Who declared a label; nobody if it is unknown. */
    synchronized Set<Reception> owners(String label) {
        Owner owner = owners.get(label);
        return owner == null ? Set.of() : Set.copyOf(owner.parties());
    }
}
