// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.hono.HonoCommand;
import org.borough.hono.KafkaClients;

/** Sends commands by Kafka. One thread, since a producer may block while no broker answers. */
final class CommandSink implements DownlinkSink {

    private static final Delivery DELIVERED = new Delivery.Delivered();
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_MISSED = 100_000;
    private static final int UNAVAILABLE = 503;

    private final String node;
    private final Duration timeout;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Counters counters;
    private final ThreadPoolExecutor thread;
    private final Map<String, CompletableFuture<Delivery>> pending = new ConcurrentHashMap<>();
    private final Map<DeviceId, Boolean> missed = new ConcurrentHashMap<>();
    private volatile boolean stale;
    private volatile Optional<Producer<String, byte[]>> producer = Optional.empty();

    CommandSink(String node, Duration timeout, Supplier<Producer<String, byte[]>> producers, Counters counters) {
        this.node = node;
        this.timeout = timeout;
        this.producers = producers;
        this.counters = counters;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread sender = new Thread(work, "connect-hono-commands");
                    sender.setContextClassLoader(KafkaClients.loader());
                    return sender;
                });
    }

    /** What a command's answer carries. */
    String correlationId(String requestId) {
        return node + "." + requestId;
    }

    /** The request id in it, when the command was this node's. */
    Optional<String> requestId(String correlationId) {
        return correlationId.startsWith(node + ".")
                ? Optional.of(correlationId.substring(node.length() + 1))
                : Optional.empty();
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        HonoCommand command = message.oneWay()
                ? HonoCommand.oneWay(message.device(), message.subject(), message.contentType(), message.payload())
                : HonoCommand.answered(
                        message.device(),
                        message.subject(),
                        message.contentType(),
                        message.payload(),
                        correlationId(message.requestId()));
        if (!message.oneWay()) {
            pending.put(command.correlationId(), delivery);
        }
        try {
            thread.execute(() -> send(command, delivery));
        } catch (RejectedExecutionException e) {
            delivery.complete(new Delivery.NotDelivered(UNAVAILABLE, "too many commands wait for Kafka"));
        }
        return delivery.whenComplete((outcome, error) -> ended(command, delivery, outcome));
    }

    private void ended(HonoCommand command, CompletableFuture<Delivery> delivery, Delivery outcome) {
        pending.remove(command.correlationId(), delivery);
        if (outcome instanceof Delivery.NotDelivered) {
            counters.commandsFailed.increment();
            if (missed.size() < MOST_MISSED) {
                missed.put(command.device(), true);
            }
        }
    }

    private void send(HonoCommand command, CompletableFuture<Delivery> delivery) {
        try {
            if (stale) {
                forget();
            }
            if (producer.isEmpty()) {
                producer = Optional.of(producers.get());
            }
            producer.get().send(command.write(), (where, error) -> {
                if (error == null) {
                    sent(command, delivery);
                } else {
                    failed(delivery, error);
                }
            });
        } catch (KafkaException e) {
            failed(delivery, e);
        }
    }

    private void sent(HonoCommand command, CompletableFuture<Delivery> delivery) {
        counters.commands.increment();
        if (command.responseRequired()) {
            // Hono tells within a moment when the device is not there; silence until then means that it has it.
            delivery.completeOnTimeout(DELIVERED, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            delivery.complete(DELIVERED);
        }
    }

    private static void failed(CompletableFuture<Delivery> delivery, Exception error) {
        delivery.complete(new Delivery.NotDelivered(UNAVAILABLE, "Kafka: " + Failures.words(error)));
    }

    /** The device answered. */
    void answered(String correlationId) {
        Optional.ofNullable(pending.get(correlationId)).ifPresent(delivery -> delivery.complete(DELIVERED));
    }

    /** Hono did not reach the device. Whether somebody still waited to hear it. */
    boolean undelivered(String correlationId, int status, String reason) {
        CompletableFuture<Delivery> delivery = pending.get(correlationId);
        return delivery != null && delivery.complete(new Delivery.NotDelivered(status, "Hono: " + reason));
    }

    /** Whether a command for the device failed since this was last asked. */
    boolean wasMissed(DeviceId device) {
        return !missed.isEmpty() && missed.remove(device) != null;
    }

    /** Goes on with a new producer, which begins with the configured brokers. */
    void renew() {
        stale = true;
    }

    private void forget() {
        producer.ifPresent(open -> open.close(timeout));
        producer = Optional.empty();
        stale = false;
    }

    void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget();
        pending.values()
                .forEach(delivery -> delivery.complete(
                        new Delivery.NotDelivered(UNAVAILABLE, "the connection to Hono is being closed")));
    }
}
