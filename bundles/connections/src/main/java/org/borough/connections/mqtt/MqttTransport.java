// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Incoming;
import org.borough.connections.transport.Incoming.Fate;
import org.borough.connections.transport.Incoming.Settlement;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportListener;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.Source;

/** MQTT sources and targets, over one session or over one for each direction. */
public final class MqttTransport implements Transport, MqttSession.Owner {

    private static final int REDELIVERY_SECONDS = 5;

    private final EventLoopGroup loops;
    private final TransportListener listener;
    private final List<MqttSubscription> subscriptions;
    private final MqttClient consumer;
    private final Optional<MqttClient> publisher;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean redelivering = new AtomicBoolean();

    public MqttTransport(Connection connection, EventLoopGroup loops, int maxBytes, TransportListener listener) {
        MqttSettings settings = MqttSettings.of(connection);
        this.loops = loops;
        this.listener = listener;
        this.subscriptions = subscriptions(connection);
        this.consumer = new MqttClient(loops, settings, settings.clientId(), subscriptions, maxBytes, this);
        this.publisher =
                settings.publisherId().map(id -> new MqttClient(loops, settings, id, List.of(), maxBytes, this));
    }

    private static List<MqttSubscription> subscriptions(Connection connection) {
        List<MqttSubscription> all = new ArrayList<>();
        for (Source source : connection.getSources()) {
            source.getAddresses()
                    .forEach(address -> all.add(new MqttSubscription(
                            source.getIndex(), address, source.getQos().orElse(0))));
        }
        return List.copyOf(all);
    }

    @Override
    public CompletionStage<Void> open() {
        CompletionStage<Void> first = publisher.map(MqttClient::open).orElse(CompletableFuture.completedFuture(null));
        return first.thenCompose(nothing -> consumer.open()).whenComplete((nothing, failure) -> {
            if (failure != null) {
                close();
            }
        });
    }

    @Override
    public CompletionStage<Receipt> publish(Outgoing outgoing) {
        External message = outgoing.message();
        String topic = message.headers().getOrDefault(Packets.TOPIC, outgoing.address());
        return publisher.orElse(consumer).publish(topic, qos(outgoing), message);
    }

    private static int qos(Outgoing outgoing) {
        String overlaid = outgoing.message().headers().get(Packets.QOS);
        return overlaid != null && overlaid.matches("[012]")
                ? Integer.parseInt(overlaid)
                : outgoing.qos().orElse(0);
    }

    @Override
    public void received(External message, String topic, Settlement settlement) {
        // A broker sends a message once however many of a session's filters it meets.
        Optional<MqttSubscription> met =
                subscriptions.stream().filter(each -> each.matches(topic)).findFirst();
        if (met.isEmpty()) {
            settlement.settle(Fate.DONE);
            return;
        }
        MqttSubscription source = met.get();
        listener.received(new Incoming(source.source(), source.filter(), topic, message, settlement));
    }

    @Override
    public void lost(String why) {
        if (ended.compareAndSet(false, true)) {
            consumer.disconnect();
            publisher.ifPresent(MqttClient::disconnect);
            listener.lost(why);
        }
    }

    @Override
    public void wantsRedelivery(Fate fate) {
        if (!ended.get() && redelivering.compareAndSet(false, true)) {
            // Not at once: until then more may have come to the same end, and a disk may have got room again.
            loops.schedule(consumer::breakOff, REDELIVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void pause() {
        consumer.reading(false);
    }

    @Override
    public void resume() {
        consumer.reading(true);
    }

    @Override
    public void close() {
        ended.set(true);
        consumer.disconnect();
        publisher.ifPresent(MqttClient::disconnect);
    }
}
