// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.DownlinkSink;
import org.borough.connect.Downlinks;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Uplinks;
import org.borough.thing.Subscription;

/** Remembers what it was given. */
final class FakeRouter implements Uplinks, Downlinks {

    static final Acknowledgement STORED = new Acknowledgement.Stored();

    final Map<CommandTarget, DownlinkSink> ways = new ConcurrentHashMap<>();
    final List<CommandTarget> opened = new CopyOnWriteArrayList<>();
    final List<CommandResponse> responses = new CopyOnWriteArrayList<>();
    volatile Function<Message, CompletionStage<Acknowledgement>> fate =
            message -> CompletableFuture.supplyAsync(() -> STORED);
    private final List<Message> messages = new ArrayList<>();

    @Override
    public Intake accept(Message message) {
        synchronized (messages) {
            messages.add(message);
        }
        return Intake.taken(fate.apply(message));
    }

    List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    int count() {
        synchronized (messages) {
            return messages.size();
        }
    }

    /** Payloads of one device in the order of arrival. */
    List<String> payloads(String device) {
        return messages().stream()
                .filter(message -> message.device().id().equals(device))
                .map(FakeRouter::text)
                .toList();
    }

    static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    @Override
    public Subscription open(CommandTarget target, DownlinkSink sink) {
        opened.add(target);
        ways.put(target, sink);
        return () -> ways.remove(target, sink);
    }

    @Override
    public CompletionStage<Acknowledgement> respond(CommandResponse response) {
        responses.add(response);
        return CompletableFuture.completedStage(STORED);
    }
}
