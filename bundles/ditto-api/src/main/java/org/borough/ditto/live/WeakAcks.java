// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Set;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.Signal;

/** Acknowledges at once for those who declared a requested label but are not concerned by the signal. */
final class WeakAcks {

    private final Labels labels;
    private final Conversations conversations;

    WeakAcks(Labels labels, Conversations conversations) {
        this.labels = labels;
        this.conversations = conversations;
    }

    /** After a signal has made its round. */
    void give(Signal<?> signal, Round round) {
        for (AcknowledgementRequest request : signal.getDittoHeaders().getAcknowledgementRequests()) {
            String label = request.getLabel().toString();
            Set<Reception> owners = labels.owners(label);
            if (!owners.isEmpty() && owners.stream().noneMatch(round::reached)) {
                give(signal, label);
            }
        }
    }

    private void give(Signal<?> signal, String label) {
        String id = signal.getDittoHeaders().getCorrelationId().orElse("");
        String about = ((WithEntityId) signal).getEntityId().toString();
        conversations.of(id).stream()
                .filter(each -> each.isAbout(about))
                .findFirst()
                .ifPresent(waiting -> waiting.takeWeak(label));
    }
}
