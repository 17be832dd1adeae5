// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.Delivery;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;

/** The other end of a subscription: notes what comes, and takes it or not. */
final class FakeDevice implements DownlinkSink {

    private final List<DownlinkMessage> received = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Delivery>> open = new CopyOnWriteArrayList<>();
    private volatile Delivery answer = new Delivery.Delivered();
    private volatile boolean silent;

    FakeDevice refusing() {
        answer = new Delivery.NotDelivered(503, "no PUBACK");
        return this;
    }

    FakeDevice refusing(int status) {
        answer = new Delivery.NotDelivered(status, "it does not fit");
        return this;
    }

    FakeDevice silent() {
        silent = true;
        return this;
    }

    void taking() {
        answer = new Delivery.Delivered();
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage message) {
        received.add(message);
        if (silent) {
            CompletableFuture<Delivery> later = new CompletableFuture<>();
            open.add(later);
            return later;
        }
        return CompletableFuture.completedStage(answer);
    }

    /** Takes the message that was sent last. */
    void take() {
        open.remove(open.size() - 1).complete(new Delivery.Delivered());
    }

    List<DownlinkMessage> received() {
        return List.copyOf(received);
    }

    DownlinkMessage last() {
        return received.get(received.size() - 1);
    }
}
